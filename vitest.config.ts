/** Decides which tests need a database: those named `*.db.test.ts` and the stories; `npm run test:postgres` runs just these. */
import { defineConfig } from "vitest/config";

const databaseTests = ["test/**/*.db.test.ts", "test/stories/**/*.test.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: databaseTests, testTimeout: 30_000 },
      },
      {
        test: {
          name: "database",
          include: databaseTests,
          globalSetup: "test/support/databaseTemplate.ts",
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
