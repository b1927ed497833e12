import { describe, expect, test } from "vitest";
import { fitStages, type FittedStage } from "../../src/forecast/fitStages.ts";
import { capacityOf } from "../../src/forecast/stageCapacity.ts";
import { whatIf } from "../../src/forecast/whatIf.ts";
import type { FlowItem } from "../../src/metrics/history.ts";
import type { Period } from "../../src/metrics/period.ts";
import type { StageWeeks } from "../../src/metrics/stageWeeks.ts";
import { rankedStages } from "../../src/metrics/stageWeeks.ts";
import type { StageSlug } from "../../src/stages.ts";
import { itemsOf, run, weeksRead } from "../simulation/pipeline.ts";
import { flowIssue, flowItem, march, segment, stay } from "../support/flowItems.ts";

const march2To30: Period[] = [2, 9, 16, 23].map((date) => ({ from: march(date), to: march(date + 7) }));

function fitted(items: readonly FlowItem[], stage: StageSlug, weeks: readonly Period[] = march2To30): FittedStage {
  const fit = fitStages(items, weeks);
  const found = fit.known ? fit.stages.find((row) => row.stage === stage) : undefined;
  if (!found) throw new Error(`${stage} is not fitted`);
  return found;
}

/** `count` items each, that came one a day from the 3rd on. */
function many(count: number, one: (date: number) => FlowItem): FlowItem[] {
  return Array.from({ length: count }, (_, index) => one(3 + index));
}

describe("where work comes from and goes", () => {
  /** Twelve come to review from coding and are shipped; four of others go back to coding and still are there. */
  const items = [
    ...many(12, (date) =>
      flowItem([
        stay("implementation", date, date + 1),
        stay("review", date + 1, date + 3),
        stay("production-stability", date + 3),
      ]),
    ),
    ...many(4, (date) => flowItem([stay("review", date, date + 2), stay("implementation", date + 2)])),
  ];

  test("rates are counts over weeks, shares are counts over exits", () => {
    expect(fitted(items, "review")).toMatchObject({
      arrivalsPerWeek: 4,
      departuresPerWeek: 4,
      externalPerWeek: 1,
      goesTo: [{ stage: "implementation", share: 0.25 }],
      shipped: 0.75,
      queueNow: 0,
      waitShare: expect.closeTo(1, 9),
      n: 16,
    });
    expect(fitted(items, "implementation")).toMatchObject({
      arrivalsPerWeek: 4,
      externalPerWeek: 3,
      goesTo: [{ stage: "review", share: 1 }],
      shipped: 0,
      queueNow: 4,
      n: 12,
    });
  });

  test("a stage that fewer than ten left is not fitted, and its work comes from outside", () => {
    const few = [
      ...items,
      ...many(9, (date) => flowItem([stay("design", date, date + 1), stay("implementation", date + 1, date + 2)])),
    ];
    const fit = fitStages(few, march2To30);
    expect(fit.known && fit.unfitted).toEqual([
      { stage: "shaping", reason: "too-little-work", n: 0 },
      { stage: "design", reason: "too-little-work", n: 9 },
      { stage: "release", reason: "too-little-work", n: 0 },
    ]);
    expect(fitted(few, "implementation").externalPerWeek).toBe((12 + 9) / 4);
  });

  test("an issue comes to shaping's queue from outside when its triage ends", () => {
    const issues = many(10, (date) => flowIssue([stay("shaping", date - 1, date + 2), stay("design", date + 2)], date));
    expect(fitted(issues, "shaping")).toMatchObject({ arrivalsPerWeek: 2.5, externalPerWeek: 2.5 });
  });
});

test("what was active did not wait", () => {
  const items = many(12, (date) =>
    flowItem([
      stay("review", date, date + 4, [segment("active", date, date + 1), segment("reviewer", date + 1, date + 4)]),
    ]),
  );
  expect(fitted(items, "review").waitShare).toBeCloseTo(0.75, 9);
});

test.each([
  ["three weeks", march2To30.slice(1), "too-few-weeks", 3],
  ["no work", march2To30, "too-little-work", 4],
])("%s tell nothing", (_, weeks, reason, count) => {
  expect(fitStages([], weeks)).toEqual({ known: false, reason, weeks: count });
});

describe("what a stage can do", () => {
  function row(arrivals: number[], departures: number[], queueAtStart = 0): StageWeeks {
    const change = arrivals.reduce((sum, each, week) => sum + each - (departures[week] ?? 0), 0);
    return {
      stage: "review",
      arrivals,
      departures,
      queueAtStart,
      queueAtEnd: queueAtStart + change,
      waitingAtStart: 0,
      waitingSeconds: [],
    };
  }

  test("is what leaves, where the queue grows and never runs empty", () => {
    expect(capacityOf(row([20, 20, 20, 20], [10, 9, 11, 10], 3), 20)).toEqual({
      perWeek: 10,
      servers: 3,
      from: "full",
    });
  });

  test("is what left in the busiest quarter of the weeks, where it does not", () => {
    expect(capacityOf(row([8, 8, 8, 8, 8, 8, 8, 8], [8, 4, 12, 8, 10, 6, 8, 8]), 2)).toMatchObject({
      perWeek: 11,
      from: "busiest-weeks",
    });
  });

  test("is more than what comes, since the queue does not grow", () => {
    expect(capacityOf(row([10, 10, 10, 10], [10, 10, 10, 10]), 30)).toMatchObject({ perWeek: 10.5 });
  });

  test("has as many servers as let its queue be as long as it was", () => {
    // At 8 of 10 a week: one server has 4 in the mean, two 1.6 + 2.84 = 4.44, three 2.4 + 2.59 = 4.99, four 3.2 + 2.39 = 5.59.
    const steady = row([8, 8, 8, 8], [10, 8, 8, 6]);
    expect([3, 4.4, 4.5, 5.2].map((queue) => capacityOf(steady, queue).servers)).toEqual([1, 1, 2, 3]);
  });
});

describe("of a simulated pipeline whose truth is known", () => {
  const steady = rankedStages.map(() => ({ usualPerWeek: 50, capacityPerWeek: 50, servers: 1 }));
  const short = steady.with(3, { usualPerWeek: 50, capacityPerWeek: 25, servers: 1 });

  test("a review that gets 40 and does 25 a week is full, and said to do 25", () => {
    const items = itemsOf(run({ seed: 5, arrivalsPerWeek: 40, stages: short }));
    const { capacity, arrivalsPerWeek } = fitted(items, "review", weeksRead);
    expect(capacity.from).toBe("full");
    // Standard errors over eight weeks are 1.8 and 2.2.
    expect(Math.abs(capacity.perWeek - 25)).toBeLessThan(5);
    expect(Math.abs(arrivalsPerWeek - 40)).toBeLessThan(6);
  });

  test("and going on as today its queue grows on from where it stands", () => {
    const items = itemsOf(run({ seed: 5, arrivalsPerWeek: 40, stages: short }));
    const fit = fitStages(items, weeksRead);
    const answer = whatIf(fit, [], 4, { seed: 1, runs: 200 });
    if (!answer.known) throw new Error(answer.reason);
    const { today } = answer.stages.find(({ stage }) => stage === "review")!;
    const growth = (today.weeks[3]!.queue - today.weeks[1]!.queue) / 2;
    expect(Math.abs(growth - today.queueGrowthPerWeek)).toBeLessThan(1.5);
    expect(today.weeks[0]!.queue).toBeGreaterThan(fitted(items, "review", weeksRead).queueNow);
    expect(answer.slowest.today).toMatchObject({ stage: "review", why: "growing" });
  });

  test("without a short stage, today goes on about as it was", () => {
    const items = itemsOf(run({ seed: 11, arrivalsPerWeek: 40, stages: steady }));
    const fit = fitStages(items, weeksRead);
    const answer = whatIf(fit, [], 12, { seed: 1, runs: 200 });
    if (!answer.known || !fit.known) throw new Error("not known");
    for (const { stage, today } of answer.stages) {
      expect(today.queueGrowthPerWeek).toBe(0);
      expect(fit.stages.find((row) => row.stage === stage)!.capacity.from).toBe("busiest-weeks");
    }
  });
});
