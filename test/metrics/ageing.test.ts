import { describe, expect, test } from "vitest";
import { ageing } from "../../src/metrics/ageing.ts";
import { day, flowIssue, flowItem, march, segment, stay } from "../support/flowItems.ts";

const at = march(16);
const all = { at, most: Infinity };
const usual = { p50Seconds: 3 * day, p85Seconds: 6 * day, n: 20 };
const reviewTimes = [{ stage: "review" as const, ...usual }];

const old = flowItem(
  [
    stay("review", 5, 9),
    stay("implementation", 9, 12),
    stay("review", 12, undefined, [segment("reviewer", 12, 14), segment("author", 14)]),
  ],
  { number: 7 },
);
const young = flowItem([stay("review", 14)], { number: 9 });

test("the oldest first: all its time in the stage, and what it waits on since when", () => {
  expect(ageing([young, old], reviewTimes, all).oldest).toEqual([
    {
      repository: "octo/exports",
      number: 7,
      stage: "review",
      ageSeconds: 8 * day,
      waitingOn: "author",
      since: march(14),
      isOverP85: true,
    },
    {
      repository: "octo/exports",
      number: 9,
      stage: "review",
      ageSeconds: 2 * day,
      waitingOn: "attention",
      since: march(14),
      isOverP85: false,
    },
  ]);
});

test("as many as were asked for, counted all the same", () => {
  const { oldest, stages } = ageing([young, old], reviewTimes, { at, most: 1 });
  expect(oldest.map(({ number }) => number)).toEqual([7]);
  expect(stages.find(({ stage }) => stage === "review")).toEqual({
    stage: "review",
    open: 2,
    overP50: 1,
    overP85: 1,
    usual,
  });
});

test("of the same age by repository and number", () => {
  const items = [
    { ...young, number: 3, repository: "octo/b" },
    { ...young, number: 2, repository: "octo/b" },
    { ...young, number: 5, repository: "octo/a" },
  ];
  expect(ageing(items, [], all).oldest.map(({ number }) => number)).toEqual([5, 2, 3]);
});

test("exactly as old as 85% is not over it", () => {
  const item = flowItem([stay("review", 10)]);
  const { oldest, stages } = ageing([item], reviewTimes, all);
  expect(oldest).toMatchObject([{ ageSeconds: 6 * day, isOverP85: false }]);
  expect(stages.find(({ stage }) => stage === "review")).toMatchObject({ overP50: 1, overP85: 0 });
});

test("where nothing left the stage before, nobody knows what is usual", () => {
  const none = { p50Seconds: null, p85Seconds: null, n: 0 };
  for (const times of [[], [{ stage: "review" as const, ...none }]]) {
    const { oldest, stages } = ageing([old], times, all);
    expect(oldest).toMatchObject([{ isOverP85: null }]);
    expect(stages.find(({ stage }) => stage === "review")).toEqual({
      stage: "review",
      open: 1,
      overP50: null,
      overP85: null,
      usual: none,
    });
  }
});

describe("what is old and yet not here", () => {
  test("the backlog is told apart, by its age in the pipeline", () => {
    const { oldest, backlog } = ageing([flowIssue([stay("shaping", 6)], null)], [], all);
    expect(oldest).toEqual([]);
    expect(backlog).toEqual({ p50Seconds: 10 * day, p85Seconds: 10 * day, n: 1 });
  });

  test.each([
    { why: "watched in production", visits: [stay("production-stability", 1)] },
    { why: "left the stage before", visits: [stay("review", 1, 15)] },
    { why: "enters at that moment", visits: [stay("review", 16)] },
  ])("an item that is $why", ({ visits }) => {
    expect(ageing([flowItem(visits)], [], all).oldest).toEqual([]);
  });

  test("but an item that leaves at that moment was there until then", () => {
    const leaving = flowItem([stay("review", 1, 16), stay("release", 16)]);
    expect(ageing([leaving], [], all).oldest).toMatchObject([{ stage: "review", ageSeconds: 15 * day }]);
  });
});

test("read for an earlier moment, later visits do not count", () => {
  expect(ageing([old], [], { at: march(8), most: 1 }).oldest).toMatchObject([{ ageSeconds: 3 * day }]);
});

test("by whatever clock", () => {
  expect(ageing([young], [], { ...all, elapsed: () => 5 }).oldest).toMatchObject([{ ageSeconds: 5 }]);
});
