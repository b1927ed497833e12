/**
 * Decides which tests need what. Those named `*.db.test.ts` need a database, and so do the stories; `npm run test:postgres` runs just these. `npm test` leaves
 * out the stories, what is tried in processes of its own, simulated faults and hostile texts: they take as long as all others together, and
 * `npm run test:stories` runs them.
 */
import { defineConfig } from "vitest/config";

const databaseTests = ["test/**/*.db.test.ts"];
/** Whole stories, and what takes as long as one: stores copied to and fro, whole apps that are watched, races, an outage of hours. */
const stories = [
  "test/stories/**/*.test.ts",
  "test/cli/exportImport.db.test.ts",
  "test/github/outage.db.test.ts",
  "test/meter/canaries.db.test.ts",
  "test/meter/watched.db.test.ts",
  "test/simulation/races/races.db.test.ts",
];
const processTests = [
  "test/setup/throughTheBrowser.test.ts",
  "test/cli/demo.test.ts",
  "test/cli/look.test.ts",
  "test/cli/replay.test.ts",
  "test/cli/simulateCalibrate.test.ts",
  "test/cli/start.test.ts",
  "test/simulation/kills/kills.test.ts",
  "test/simulation/fullDisk/fullDisk.test.ts",
  "test/simulation/largestBody.test.ts",
  "test/simulation/hostile/hostile.test.ts",
  "test/simulation/takeover/takeover.test.ts",
];
/** Some of them on the embedded database, and most on a server, where they and the mutants take half as long. */
const faultTests = ["test/simulation/faults/*Half.test.ts"];
const mutantTests = ["test/simulation/faults/mutants.test.ts"];
/** Hundreds of texts in each place that shows them. */
const textTests = ["test/reports/hostileTexts.test.ts"];

/** Tests of plain functions, by themselves, since they are what one runs most often. */
const pureTests = ["cases", "commands", "forecast", "metrics", "reports", "signals", "timeline"].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** Files leave nothing behind and share a process: to start one for each, and to import and open everything anew, takes longer than most of them. */
const shared = { isolate: false };

const withDatabase = {
  ...shared,
  globalSetup: "test/support/databaseTemplate.ts",
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    // By itself vitest leaves one core free, which on two is half of them.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "pure",
          include: pureTests,
          exclude: [...databaseTests, ...textTests],
          testTimeout: 30_000,
          ...shared,
        },
      },
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [
            ...databaseTests,
            ...stories,
            ...processTests,
            ...faultTests,
            ...mutantTests,
            ...textTests,
            ...pureTests,
          ],
          testTimeout: 30_000,
          ...shared,
        },
      },
      { test: { name: "database", include: databaseTests, exclude: stories, ...withDatabase } },
      { test: { name: "stories", include: stories, ...withDatabase } },
      { test: { name: "processes", include: processTests, testTimeout: 30_000 } },
      { test: { name: "faults", include: faultTests } },
      { test: { name: "mutants", include: mutantTests } },
      { test: { name: "texts", include: textTests, testTimeout: 60_000 } },
    ],
  },
});
