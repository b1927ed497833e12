import fc from "fast-check";
import { expect, test } from "vitest";
import type { FlowItem } from "../../src/metrics/history.ts";
import { type Flow, flowThrough, queueLengths, stageFlow } from "../../src/metrics/stageFlow.ts";
import type { StageSlug } from "../../src/stages.ts";
import { day, flowIssue, flowItem, march, segment, stay, week } from "../support/flowItems.ts";

function flowIn(stage: StageSlug, ...items: FlowItem[]) {
  return stageFlow(items, week).find((row) => row.stage === stage)!;
}

test("what comes and goes in the period, and who is there at both ends", () => {
  const items = [
    flowItem([stay("review", 2, 5), stay("release", 5)]),
    flowItem([stay("review", 2, 11), stay("release", 11)]),
    flowItem([stay("review", 8)]),
    flowItem([stay("review", 10, 11), stay("implementation", 11, 13), stay("review", 13)]),
  ];

  // In the week: 2 days, 7, and 1 and 3 of the one that came again: 13 item-days in 7 days.
  const review: Flow = { arrivals: 2, departures: 2, atStart: 2, atEnd: 2, mean: 13 / 7 };
  expect(flowIn("review", ...items)).toEqual({
    stage: "review",
    whole: review,
    queue: review,
    backlog: null,
    waitingAtEnd: 2,
  });
});

test("the first second belongs to the period, that after its last to the next", () => {
  const atBothEnds = [
    flowItem([stay("review", 9)]),
    flowItem([stay("review", 2, 9)]),
    flowItem([stay("review", 16)]),
    flowItem([stay("review", 2, 16)]),
  ];

  expect(flowIn("review", ...atBothEnds).queue).toMatchObject({ arrivals: 1, departures: 1, atStart: 2, atEnd: 2 });
});

test("active items are in the queue and do not wait", () => {
  const active = flowItem([stay("review", 8, undefined, [segment("reviewer", 8, 14), segment("active", 14)])]);
  const waits = flowItem([stay("review", 8, undefined, [segment("active", 8, 14), segment("reviewer", 14)])]);

  expect(flowIn("review", active, waits)).toMatchObject({ queue: { atEnd: 2 }, waitingAtEnd: 1 });
});

test("shaping's backlog is counted apart, and both sum to the whole", () => {
  const items = [
    flowIssue([stay("shaping", 2)], null),
    flowIssue([stay("shaping", 8)], 11),
    flowIssue([stay("shaping", 10, 12), stay("implementation", 12)], null),
  ];

  expect(flowIn("shaping", ...items)).toEqual({
    stage: "shaping",
    whole: { arrivals: 1, departures: 1, atStart: 2, atEnd: 2, mean: (7 + 7 + 2) / 7 },
    queue: { arrivals: 1, departures: 0, atStart: 0, atEnd: 1, mean: 5 / 7 },
    backlog: { arrivals: 1, departures: 2, atStart: 2, atEnd: 1, mean: (7 + 2 + 2) / 7 },
    waitingAtEnd: 1,
  });
});

test("all seven stages, in order", () => {
  expect(stageFlow([], week).map(({ stage }) => stage)).toEqual([
    "shaping",
    "design",
    "implementation",
    "review",
    "release",
    "production-stability",
    "learning-and-flow",
  ]);
});

const anyStays = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }))
  .map(([from, lengths]) => {
    const ends = lengths.map((_, index) => from + sum(lengths.slice(0, index + 1)));
    return ends.map((end, index) => stay(index % 2 === 0 ? "shaping" : "review", ends[index - 1] ?? from, end));
  });
const anyItems = fc.array(
  fc.tuple(anyStays, fc.option(fc.integer({ min: 1, max: 30 }))).map(([stays, triaged]) => flowIssue(stays, triaged)),
);

test("laws: what was there, with what came and without what left, is there; queue and backlog are the whole", () => {
  fc.assert(
    fc.property(anyItems, (items) => {
      for (const { whole, queue, backlog } of stageFlow(items, week)) {
        for (const flow of [whole, queue, ...(backlog ? [backlog] : [])])
          expect(flow.atStart + flow.arrivals - flow.departures).toBe(flow.atEnd);
        expect(queue.atEnd + (backlog?.atEnd ?? 0)).toBe(whole.atEnd);
        expect(queue.mean + (backlog?.mean ?? 0)).toBeCloseTo(whole.mean, 9);
      }
    }),
  );
});

test("law: the mean queue over all stages is the item time in the pipeline / the period (Little)", () => {
  fc.assert(
    fc.property(anyItems, (items) => {
      const daysInWeek = items.flatMap(({ visits }) =>
        visits.map(({ enteredAt, leftAt }) => {
          const from = Math.max(Date.parse(enteredAt), Date.parse(march(9)));
          const to = Math.min(Date.parse(leftAt ?? march(16)), Date.parse(march(16)));
          return Math.max(0, to - from) / 1000 / day;
        }),
      );
      const means = stageFlow(items, week).map(({ whole }) => whole.mean);
      expect(sum(means)).toBeCloseTo(sum(daysInWeek) / 7, 9);
    }),
  );
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

test("the queue at the end of each of several weeks is that of each week by itself", () => {
  const items = [
    flowItem([stay("review", 1, 9)]),
    flowItem([stay("review", 3), stay("design", 2, 3)]),
    flowItem([stay("review", 8, 15)]),
    flowItem([stay("review", 9, 9)]),
    flowItem([stay("review", 16, 20)]),
  ];
  const weeks = [2, 9, 16].map((from) => ({ from: march(from), to: march(from + 7) }));
  expect(queueLengths(items, "review", weeks)).toEqual([3, 1, 1]);
  expect(weeks.map((each) => flowThrough(items, "review", each).queue.atEnd)).toEqual([3, 1, 1]);
  expect(queueLengths(items, "review", [])).toEqual([]);
});
