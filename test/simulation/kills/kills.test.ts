/** kill -9 of whatever runs, at any moment: what was acknowledged is there afterwards. */
import { expect, test } from "vitest";
import { killEmbedded, killUnderLoad } from "./kills.ts";

test("replicas on PostgreSQL, which is stopped at once and started again", { timeout: 300_000 }, async () => {
  const figures = await killUnderLoad({
    kills: 10,
    deliveries: 2_000,
    databaseRestarts: 1,
    appReplicas: 1,
    intakeReplicas: 2,
    connections: 12,
  });
  expect(figures).toMatchObject({ databaseRestarts: 1, lost: 0 });
  expect(figures.kills).toBeGreaterThanOrEqual(10);
  expect(figures.acknowledged).toBeGreaterThanOrEqual(2_000);
});

test("a process on the embedded database", { timeout: 120_000 }, async () => {
  const figures = await killEmbedded(5);
  expect(figures.lost).toBe(0);
  expect(figures.acknowledged).toBeGreaterThan(0);
});
