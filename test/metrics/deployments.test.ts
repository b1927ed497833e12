import { describe, expect, test } from "vitest";
import { deployments } from "../../src/metrics/deployments.ts";
import { day, deployed, hour, march, week } from "../support/flowItems.ts";

const failed = deployed(10, {
  state: "failure",
  completed: false,
  carries: [41, 42],
  restoredAt: march(10, 3),
  restoredBy: "redeployment",
});
const rolledBack = deployed(11, {
  undoneBy: "rollback",
  undoneAt: march(11, 2),
  restoredAt: march(11, 2),
  restoredBy: "rollback",
  carries: [43],
});

test("each with when, environment, commit, what it carried, how and after how long it was restored", () => {
  const told = deployments([deployed(9), failed, rolledBack, deployed(12)], week);

  expect(told.didNotComplete).toEqual([
    {
      repository: "octo/exports",
      id: 10,
      environment: "production",
      sha: "sha-10",
      carries: [41, 42],
      at: march(10),
      state: "failure",
      undoneBy: null,
      undoneAt: null,
      restoredAt: march(10, 3),
      restoredBy: "redeployment",
      restoredAfterSeconds: 3 * hour,
    },
  ]);
  expect(told.undone).toEqual([
    {
      repository: "octo/exports",
      id: 11,
      environment: "production",
      sha: "sha-11",
      carries: [43],
      at: march(11),
      state: "success",
      undoneBy: "rollback",
      undoneAt: march(11, 2),
      restoredAt: march(11, 2),
      restoredBy: "rollback",
      restoredAfterSeconds: 2 * hour,
    },
  ]);
});

test("failed ones in time order, of one moment by id", () => {
  const others = [
    { ...failed, id: 7, finishedAt: march(13) },
    { ...failed, id: 9 },
    { ...failed, id: 8 },
  ];
  expect(deployments(others, week).didNotComplete.map(({ id }) => id)).toEqual([8, 9, 7]);
});

describe("change failure rate", () => {
  test("is undone of completed, failed ones being neither", () => {
    expect(deployments([deployed(9), failed, rolledBack, deployed(12)], week).changeFailure).toEqual({
      completed: 3,
      undone: 1,
      rate: 1 / 3,
    });
  });

  test("is not known where none completed", () => {
    expect(deployments([failed], week).changeFailure).toEqual({ completed: 0, undone: 0, rate: null });
  });

  test("is production's only", () => {
    const staging = deployed(11, { ...rolledBack, environment: "staging", kind: "staging" });
    expect(deployments([deployed(9), staging], week)).toMatchObject({
      undone: [],
      changeFailure: { completed: 1, undone: 0, rate: 0 },
    });
  });
});

describe("what is undone after its week", () => {
  const later = deployed(15, {
    undoneBy: "incident",
    undoneAt: march(17),
    restoredAt: march(18),
    restoredBy: "incident-closed",
  });

  test("counts for that week as completed, not yet as undone", () => {
    expect(deployments([later], week)).toMatchObject({
      undone: [],
      changeFailure: { completed: 1, undone: 0, rate: 0 },
    });
  });

  test("is listed in the week in which it was undone", () => {
    const next = deployments([later], { from: march(16), to: march(23) });
    expect(next.undone.map(({ id, restoredAfterSeconds }) => [id, restoredAfterSeconds])).toEqual([[15, 3 * day]]);
    expect(next.changeFailure).toEqual({ completed: 0, undone: 0, rate: null });
  });
});

test("what was restored after the period's end still lasts at it", () => {
  const slow = { ...failed, restoredAt: march(16) };
  expect(deployments([slow], week).didNotComplete).toMatchObject([
    { restoredAt: null, restoredBy: null, restoredAfterSeconds: null },
  ]);
});

test("staging failures are listed with their environment, others not at all", () => {
  const told = deployments(
    [
      { ...failed, id: 1, environment: "uat", kind: "staging" },
      { ...failed, id: 2, environment: "pr-7", kind: "other" },
    ],
    week,
  );
  expect(told.stagingFailures.map(({ id, environment }) => [id, environment])).toEqual([[1, "uat"]]);
  expect(told.didNotComplete).toEqual([]);
});

test("one that runs, or finished in another week, is none of this one's", () => {
  const running = { ...failed, finishedAt: null, completed: null, restoredAt: null };
  const told = deployments([running, { ...failed, finishedAt: march(8) }, { ...failed, finishedAt: march(16) }], week);
  expect(told.didNotComplete).toEqual([]);
});

test("by whatever clock", () => {
  expect(deployments([failed], week, () => 5).didNotComplete).toMatchObject([{ restoredAfterSeconds: 5 }]);
});

test("undone in the first second after the period: the next one's", () => {
  const told = deployments([deployed(15, { undoneBy: "rollback", undoneAt: march(16) })], week);
  expect(told).toMatchObject({ undone: [], changeFailure: { completed: 1, undone: 0 } });
});
