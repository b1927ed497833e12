import { describe, expect, test } from "vitest";
import { compare, type Compared, type ComparedMetric } from "../../src/forecast/compare.ts";
import type { FlowDeployment, FlowItem, FlowPullRequest, History } from "../../src/metrics/history.ts";
import type { Period } from "../../src/metrics/period.ts";
import {
  day,
  deployed,
  flowItem,
  flowPullRequest,
  march,
  reworked,
  segment,
  stay,
  wait,
} from "../support/flowItems.ts";

/** Four weeks from the 2nd of March, four more from the 30th. */
const weeks = (from: number): Period[] =>
  [0, 7, 14, 21].map((later) => ({ from: march(from + later), to: march(from + later + 7) }));
const periods = { before: weeks(2), after: weeks(30) };

function compared(metric: ComparedMetric["metric"], history: Partial<History>): Compared {
  const whole = { repositories: ["octo/exports"], items: [], pullRequests: [], deployments: [], ...history };
  const found = compare(whole, periods, { bots: [] })?.metrics.find((row) => row.metric === metric);
  if (!found) throw new Error(`${metric} is not compared`);
  return found;
}

/** Released on that day, so many days after it came. */
function released(date: number, days: number): FlowItem {
  return flowItem([stay("review", date - days, date), stay("production-stability", date)], {
    enteredAt: march(date - days),
    releasedAt: march(date),
  });
}

function each<T>(dates: readonly number[], one: (date: number) => T): T[] {
  return dates.map(one);
}

/** So many in each of the four weeks from that day on, on Tuesdays. */
function weekly(from: number, perWeek: number): number[] {
  return [1, 8, 15, 22].flatMap((later) => Array.from({ length: perWeek }, () => from + later));
}

test("throughput that doubles in every week rose", () => {
  const items = [
    ...each(weekly(2, 3), (date) => released(date, 1)),
    ...each(weekly(30, 6), (date) => released(date, 1)),
  ];
  expect(compared("throughput", { items })).toEqual({
    metric: "throughput",
    unit: "items-per-week",
    of: "weeks",
    better: "more",
    before: { value: 3, n: 4 },
    after: { value: 6, n: 4 },
    difference: 3,
    interval: { low: 3, high: 3 },
    verdict: "rose",
  });
});

test("weeks so unlike that their order decides are no evidence", () => {
  const items = each([3, 3, 3, 3, 3, 3, 3, 3, 31, 31, 31, 31, 38, 38, 38, 38], (date) => released(date, 1));
  const throughput = compared("throughput", { items });
  expect(throughput).toMatchObject({ difference: 0, verdict: "no-evidence" });
});

describe("cycle time", () => {
  const halved = [
    ...each(weekly(2, 3), (date) => released(date, 8)),
    ...each(weekly(30, 3), (date) => released(date, 4)),
  ];

  test("that halves fell, by items", () => {
    expect(compared("cycle-time-p50", { items: halved })).toMatchObject({
      of: "items",
      before: { value: 8 * day, n: 12 },
      after: { value: 4 * day, n: 12 },
      difference: -4 * day,
      verdict: "fell",
    });
    expect(compared("cycle-time-p85", { items: halved })).toMatchObject({ difference: -4 * day });
  });

  test("of nine items is not compared, and shown all the same", () => {
    expect(compared("cycle-time-p50", { items: halved.slice(3) })).toMatchObject({
      before: { value: 8 * day, n: 9 },
      difference: -4 * day,
      interval: null,
      verdict: "not-enough",
    });
  });
});

test("first reviews count where they came, those of bots' pull requests not at all", () => {
  const reviewed = (date: number, changes: Partial<FlowPullRequest> = {}) =>
    flowPullRequest({ readyAt: march(date - 2), firstReviewAfterReadyAt: march(date), ...changes });
  const bot = { id: 2, login: "renovate[bot]", bot: true };
  const pullRequests = [...each(weekly(2, 3), (date) => reviewed(date)), reviewed(10, { author: bot })];
  expect(compared("first-review-p50", { pullRequests })).toMatchObject({
    before: { value: 2 * day, n: 12 },
    after: { value: null, n: 0 },
    difference: null,
    verdict: "not-enough",
  });
});

test("the review queue is its mean over time: one that waits for half the period and two for the other", () => {
  const waiting = (from: number, to: number) =>
    flowPullRequest({ waits: [wait("reviewer", from, to), wait("author", to, to + 5)] });
  const pullRequests = [waiting(2, 30), waiting(16, 30)];
  expect(compared("review-queue", { pullRequests })).toMatchObject({
    before: { value: 1.5, n: 4 },
    after: { value: 0, n: 4 },
    difference: -1.5,
  });
});

test("the wait share is of all time, not the mean of the weeks'", () => {
  const items = [
    flowItem([stay("review", 2, 9, [segment("active", 2, 9)])]),
    flowItem([stay("review", 9, 16, [segment("reviewer", 9, 16)])]),
    flowItem([stay("review", 9, 16, [segment("reviewer", 9, 16)])]),
  ];
  expect(compared("wait-share", { items }).before).toEqual({ value: 2 / 3, n: 4 });
});

test("rework is a share of the items there, week by week; flow-backs are counted", () => {
  const items = [
    flowItem([stay("review", 2, 9), stay("implementation", 9, 16)], {
      rework: [reworked("flow-back", "implementation", 9)],
    }),
    flowItem([stay("review", 2, 9)]),
  ];
  // Weeks of two items, one item, none, none: one of three item-weeks had rework.
  expect(compared("rework-rate", { items }).before).toEqual({ value: 1 / 3, n: 4 });
  expect(compared("flow-back", { items }).before).toEqual({ value: 0.25, n: 4 });
});

test("change failures are drawn by deployments: none of twelve undone, then all", () => {
  const undone: Partial<FlowDeployment> = { undoneBy: "rollback", undoneAt: march(56) };
  const deployments = [
    ...each(weekly(2, 3), (date) => deployed(date)),
    ...each(weekly(30, 3), (date) => deployed(date, undone)),
  ];
  expect(compared("change-failure-rate", { deployments })).toMatchObject({
    of: "deployments",
    before: { value: 0, n: 12 },
    after: { value: 1, n: 12 },
    interval: { low: 1, high: 1 },
    verdict: "rose",
  });
});

test("three weeks on a side are too few to say anything of weeks", () => {
  const history = {
    repositories: [],
    items: each(weekly(2, 3), (date) => released(date, 1)),
    pullRequests: [],
    deployments: [],
  };
  const comparison = compare(history, { before: periods.before.slice(1), after: periods.after }, { bots: [] })!;
  expect(comparison.metrics[0]).toMatchObject({
    metric: "throughput",
    before: { n: 3 },
    difference: -3,
    verdict: "not-enough",
  });
  expect(compare(history, { before: [], after: periods.after }, { bots: [] })).toBeNull();
});
