import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { secondsBetween } from "../../src/instant.ts";
import type { QueuedItem } from "../../src/metrics/backlog.ts";
import { staysIn } from "../../src/metrics/backlog.ts";
import { secondsWithin } from "../../src/metrics/period.ts";
import { rankedStages, stageWeeks } from "../../src/metrics/stageWeeks.ts";
import { periodOfWeek } from "../../src/metrics/weeks.ts";
import type { StageSlug } from "../../src/stages.ts";
import { counted } from "../simulation/countedByHand.ts";
import { itemsOf, run, weeksRead } from "../simulation/pipeline.ts";
import { aVisit } from "../support/pullRequestViews.ts";

const weeks = [periodOfWeek("2026-W10", "UTC"), periodOfWeek("2026-W11", "UTC")];

function day(number: number): string {
  return `2026-03-${String(number).padStart(2, "0")}T00:00:00Z`;
}

function inReview(enteredAt: string, leftAt: string | null): QueuedItem {
  return { kind: "pull-request", visits: [aVisit("review", enteredAt, leftAt)], tasks: [] };
}

function rowOf(stage: StageSlug, items: QueuedItem[]) {
  return stageWeeks(items, weeks).find((row) => row.stage === stage);
}

test("what came, left, stood and waited, week by week", () => {
  const days = (count: number): number => count * 24 * 3600;
  const items = [
    inReview(day(1), day(3)),
    inReview(day(1), null),
    inReview(day(4), day(10)),
    inReview(day(11), day(12)),
    inReview(day(13), null),
    inReview(day(16), null),
  ];
  expect(rowOf("review", items)).toEqual({
    stage: "review",
    arrivals: [1, 2],
    departures: [1, 2],
    queueAtStart: 2,
    queueAtEnd: 2,
    waitingAtStart: 2,
    waitingSeconds: [days(1 + 7 + 5), days(7 + 1 + 1 + 3)],
  });
});

describe("at midnight between two weeks", () => {
  test("who comes then comes in the later week, and stood there before neither", () => {
    expect(rowOf("review", [inReview(day(9), null)])).toMatchObject({
      arrivals: [0, 1],
      queueAtStart: 0,
      queueAtEnd: 1,
    });
    expect(rowOf("review", [inReview(day(2), null)])).toMatchObject({
      arrivals: [1, 0],
      queueAtStart: 0,
      queueAtEnd: 1,
    });
    expect(rowOf("review", [inReview(day(16), null)])).toMatchObject({ arrivals: [0, 0], queueAtEnd: 0 });
  });

  test("who leaves then leaves in the later week, and stood there before", () => {
    const left = rowOf("review", [inReview(day(1), day(2))]);
    expect(left).toMatchObject({ departures: [1, 0], queueAtStart: 1, queueAtEnd: 0 });
    expect(rowOf("review", [inReview(day(1), day(16))])).toMatchObject({ departures: [0, 0], queueAtEnd: 1 });
  });
});

test("an open backlog of 3,000 untouched issues does not come into shaping at all", () => {
  const untouched = (index: number): QueuedItem => {
    const openedAt = day(2 + (index % 14));
    const tasks = [{ task: "initial-triage" as const, startedAt: openedAt, endedAt: null }];
    return { kind: "issue", visits: [aVisit("shaping", openedAt, null)], tasks };
  };
  expect(
    rowOf(
      "shaping",
      Array.from({ length: 3000 }, (_, index) => untouched(index)),
    ),
  ).toMatchObject({
    arrivals: [0, 0],
    departures: [0, 0],
    queueAtEnd: 0,
    waitingSeconds: [0, 0],
  });
});

test("no week, no numbers", () => {
  expect(stageWeeks([inReview(day(1), null)], []).map(({ arrivals, queueAtEnd }) => [arrivals, queueAtEnd])).toEqual(
    rankedStages.map(() => [[], 0]),
  );
});

describe("of simulated pipelines", () => {
  const stages = [1, 2, 3, 4, 5].map((servers) => ({ usualPerWeek: 12, capacityPerWeek: 9, servers }));
  const simulated = fc
    .integer({ min: 0, max: 1_000_000 })
    .map((seed) => itemsOf(run({ seed, arrivalsPerWeek: 10, stages })));
  const whole = { from: weeksRead[0]!.from, to: weeksRead.at(-1)!.to };

  test("counting event by event gives the same", () => {
    fc.assert(
      fc.property(simulated, (items) => {
        for (const row of stageWeeks(items, weeksRead)) {
          const byWeek = weeksRead.map((week) => counted(items, row.stage, week));
          expect(row.arrivals).toEqual(byWeek.map(({ arrivals }) => arrivals));
          expect(row.departures).toEqual(byWeek.map(({ departures }) => departures));
          expect(row.queueAtStart).toBe(byWeek[0]?.atStart);
          expect(row.queueAtEnd).toBe(byWeek.at(-1)?.atEnd);
        }
      }),
      { numRuns: 10 },
    );
  });

  test("Little's law holds: the mean queue is the items' time in the stage over the period", () => {
    fc.assert(
      fc.property(simulated, fc.constantFrom(...rankedStages), (items, stage) => {
        const meanQueue = counted(items, stage, whole).itemSeconds / secondsBetween(whole.from, whole.to);
        const stays = items.flatMap((item) => staysIn(item, stage, whole));
        const itemSeconds = stays.reduce((sum, stay) => sum + secondsWithin(stay, whole), 0);
        expect(itemSeconds / secondsBetween(whole.from, whole.to)).toBeCloseTo(meanQueue, 9);
      }),
      { numRuns: 10 },
    );
  });

  test("what stood there, came and left adds up to what stands there", () => {
    fc.assert(
      fc.property(simulated, (items) => {
        for (const { queueAtStart, arrivals, departures, queueAtEnd } of stageWeeks(items, weeksRead)) {
          const net = arrivals.reduce((sum, count, week) => sum + count - departures[week]!, 0);
          expect(queueAtStart + net).toBe(queueAtEnd);
        }
      }),
      { numRuns: 10 },
    );
  });
});
