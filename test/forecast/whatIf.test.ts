import { describe, expect, test } from "vitest";
import type { FittedStage, StageFit } from "../../src/forecast/fitStages.ts";
import { type WhatIfChange } from "../../src/forecast/stationChanges.ts";
import { whatIf, type WhatIf } from "../../src/forecast/whatIf.ts";
import { rankedStages } from "../../src/metrics/stageWeeks.ts";
import type { StageSlug } from "../../src/stages.ts";

const draws = { seed: 1, runs: 400 };

/** Ten items a week, each stage able to do so many of them; one review in `sentBack` goes back to implementation. */
function fitOf(capacities: Record<string, number>, sentBack = 0): StageFit {
  const stages = rankedStages.map((stage, index): FittedStage => {
    const next = rankedStages[index + 1];
    const back = stage === "review" ? sentBack : 0;
    return {
      stage,
      arrivalsPerWeek: 10,
      departuresPerWeek: 10,
      externalPerWeek: index === 0 ? 10 : 0,
      capacity: { perWeek: capacities[stage] ?? 30, servers: 1, from: "busiest-weeks" },
      queueNow: 0,
      meanQueue: 1,
      waitShare: 0.75,
      goesTo: [
        ...(back > 0 ? [{ stage: "implementation" as const, share: back }] : []),
        ...(next === undefined ? [] : [{ stage: next, share: 1 - back }]),
      ],
      shipped: next === undefined ? 1 : 0,
      n: 100,
    };
  });
  return { known: true, weeks: 8, stages, unfitted: [] };
}

function ask(fit: StageFit, changes: readonly WhatIfChange[], weeks = 12): WhatIf {
  const answer = whatIf(fit, changes, weeks, draws);
  if (!answer.known) throw new Error(answer.reason);
  return answer;
}

function changedOf(answer: WhatIf, stage: StageSlug) {
  return answer.stages.find((row) => row.stage === stage)!.changed;
}

/** What faster coding alone does. */
describe("25 items a week written, of which review can take 10", () => {
  const answer = ask(fitOf({ implementation: 12 }), [
    { stage: "implementation", perWeek: 25 },
    { stage: "review", perWeek: 10 },
  ]);
  const review = changedOf(answer, "review");
  const late = review.weeks.slice(4);

  test("review gets 25, does 10, and its queue grows by 15 a week", () => {
    expect([review.inflowPerWeek, review.queueGrowthPerWeek]).toEqual([expect.closeTo(25, 4), expect.closeTo(15, 4)]);
    const growth = (late.at(-1)!.queue - late[0]!.queue) / (late.length - 1);
    expect(growth).toBeGreaterThan(14.6);
    expect(growth).toBeLessThan(15.4);
  });

  test("who comes waits longer each week, by ten days and a half", () => {
    const steps = review.weeks.slice(1).map(({ waitDays }, week) => waitDays - review.weeks[week]!.waitDays);
    for (const step of steps) expect(Math.abs(step - (7 * 15) / 10)).toBeLessThan(1);
  });

  test("no more is shipped than the review can take, which is what is shipped today", () => {
    const shippedLate = (weeks: readonly number[]) => weeks.slice(6).reduce((sum, each) => sum + each, 0) / 6;
    expect(shippedLate(answer.shipped.changed)).toBeLessThan(10.1);
    expect(shippedLate(answer.shipped.changed)).toBeGreaterThan(9.5);
    expect(shippedLate(answer.shipped.today)).toBeGreaterThan(9.5);
  });

  test("coding turns out the 25, as loaded as before", () => {
    const coding = changedOf(answer, "implementation");
    expect([coding.inflowPerWeek, coding.capacityPerWeek]).toEqual([expect.closeTo(25, 4), expect.closeTo(30, 4)]);
  });

  test("review becomes the slowest, and 25 a week would absorb the inflow, 32 with room", () => {
    expect(answer.slowest.changed).toMatchObject({ stage: "review", why: "growing" });
    expect([review.absorbedByPerWeek, review.withRoomPerWeek]).toEqual([25, 32]);
  });
});

test("where nothing grows the slowest is the stage with most waiting item-days: items there, by the share in which they wait", () => {
  // One server at 10 of 12 a week has five items in the mean, at 10 of 30 half of one: over eight weeks in which that builds up, under 5 x 56 x 0.75 days.
  const { slowest } = ask(fitOf({ design: 12 }), [], 8);
  expect(slowest.today).toMatchObject({ stage: "design", why: "most-waiting" });
  expect(slowest.today!.waitingItemDays).toBeGreaterThan(100);
  expect(slowest.today!.waitingItemDays).toBeLessThan(210);
});

test("a stay is the wait and the work: a week where three work side by side on three a week", () => {
  const fit = fitOf({ review: 3 });
  if (!fit.known) throw new Error("not known");
  const review = { ...fit.stages[3]!, capacity: { perWeek: 3, servers: 3, from: "full" as const } };
  const answer = ask({ ...fit, stages: fit.stages.with(3, review) }, []);
  for (const { waitDays, stayDays } of answer.stages[3]!.today.weeks) expect(stayDays - waitDays).toBeCloseTo(7, 9);
});

test("a stage taken out of the bottleneck shows the next one", () => {
  const fit = fitOf({ review: 7, release: 8 });
  expect(ask(fit, []).slowest.today).toMatchObject({ stage: "review", why: "growing" });

  const answer = ask(fit, [{ stage: "review", perWeek: 20 }]);
  expect(answer.slowest.changed).toMatchObject({ stage: "release", why: "growing" });
  expect(changedOf(answer, "release").queueGrowthPerWeek).toBeCloseTo(2, 6);
});

test("work sent back comes again: of ten reviews with one in five sent back, twelve and a half a week", () => {
  const review = changedOf(ask(fitOf({}, 0.2), []), "review");
  expect(review.inflowPerWeek).toBeCloseTo(12.5, 6);
  expect(review.absorbedByPerWeek).toBe(13);
});

test("an inflow is what reaches the stage, rework included", () => {
  const answer = ask(fitOf({}, 0.2), [{ stage: "review", perWeek: 20, what: "inflow" }]);
  expect(changedOf(answer, "review").inflowPerWeek).toBeCloseTo(20, 4);
  expect(changedOf(answer, "release").inflowPerWeek).toBeCloseTo(16, 4);
});

test("a review that can do more gets no more to do", () => {
  const answer = ask(fitOf({ review: 12 }), [{ stage: "review", perWeek: 40 }]);
  expect(changedOf(answer, "review")).toMatchObject({ inflowPerWeek: expect.closeTo(10, 6), capacityPerWeek: 40 });
});

test("a pace to which more comes is all that it can do", () => {
  const answer = ask(fitOf({}), [
    { stage: "design", perWeek: 20 },
    { stage: "implementation", perWeek: 15 },
  ]);
  expect(changedOf(answer, "implementation")).toMatchObject({
    capacityPerWeek: 15,
    queueGrowthPerWeek: expect.closeTo(5, 4),
  });
});

test("coding slowed down below what comes makes its queue grow, and starves the review", () => {
  const answer = ask(fitOf({}), [{ stage: "implementation", perWeek: 6 }]);
  expect(changedOf(answer, "implementation").queueGrowthPerWeek).toBeCloseTo(4, 6);
  expect(changedOf(answer, "review").inflowPerWeek).toBeCloseTo(6, 6);
});

test("with nothing changed both futures are the same, and the same question has the same answer", () => {
  const answer = ask(fitOf({ review: 11 }), []);
  for (const { today, changed } of answer.stages) expect(changed).toEqual(today);
  expect(ask(fitOf({ review: 11 }), [])).toEqual(answer);
});

test("so busy a repository gets fewer courses, which differ less, and says how many", () => {
  const change = { stage: "shaping", perWeek: 4000, what: "inflow" } as const;
  // 4,000 a week reach shaping, and 30 of them each stage behind it.
  const answer = whatIf(fitOf({}), [change], 12, { seed: 1, runs: 1000 });
  expect(answer).toMatchObject({ known: true, runs: Math.floor(2_500_000 / (4120 * 12 + 1)) });
});

test.each<[string, WhatIfChange, object]>([
  ["a stage that is not known", { stage: "learning-and-flow", perWeek: 3 }, { reason: "stage-not-known" }],
  ["a rate of nothing", { stage: "review", perWeek: 0 }, { reason: "no-rate", stage: "review" }],
])("%s has no answer", (_, change, expected) => {
  expect(whatIf(fitOf({}), [change], 4, draws)).toMatchObject({ known: false, ...expected });
});

test("what could not be fitted has no answer either", () => {
  const fit: StageFit = { known: false, reason: "too-few-weeks", weeks: 2 };
  expect(whatIf(fit, [])).toEqual(fit);
});
