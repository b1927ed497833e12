import { expect, test } from "vitest";
import { rework, timesOf } from "../../src/metrics/rework.ts";
import { flowItem, reworked, stay, week } from "../support/flowItems.ts";

const sentBackFromReview = flowItem([stay("review", 8, 10), stay("implementation", 10, 12), stay("review", 12)], {
  rework: [reworked("qa-failed", "review", 10), reworked("flow-back", "implementation", 10)],
});
const twoRounds = flowItem([stay("review", 5)], {
  rework: [reworked("review-round", "review", 9), reworked("review-round", "review", 11)],
});
const smooth = flowItem([stay("review", 9, 10), stay("release", 10)]);

test("each kind by itself, in the stage in which it was counted", () => {
  expect(rework([sentBackFromReview, twoRounds, smooth], week).counts).toEqual([
    { kind: "flow-back", stage: "implementation", times: 1 },
    { kind: "review-round", stage: "review", times: 2 },
    { kind: "qa-failed", stage: "review", times: 1 },
  ]);
});

test("flow-back with the stage that sent it, though it had been there before", () => {
  const again = flowItem([stay("implementation", 5, 7), stay("review", 7, 10), stay("implementation", 10)], {
    rework: [reworked("flow-back", "implementation", 10)],
  });
  expect(rework([again], week).flowBacks).toEqual([{ from: "review", to: "implementation", times: 1 }]);
});

test("flow-back of one that began in review", () => {
  expect(rework([sentBackFromReview], week).flowBacks).toEqual([{ from: "review", to: "implementation", times: 1 }]);
});

test("flow-back from nobody knows where", () => {
  const lost = flowItem([stay("review", 8)], { rework: [reworked("flow-back", "implementation", 10)] });
  expect(rework([lost], week).flowBacks).toEqual([{ from: null, to: "implementation", times: 1 }]);
});

test("the rate is of the items present in the stage, one with two rounds counting once", () => {
  expect(rework([sentBackFromReview, twoRounds, smooth], week).rates).toEqual([
    { stage: "shaping", reworked: 0, present: 0, rate: null },
    { stage: "design", reworked: 0, present: 0, rate: null },
    { stage: "implementation", reworked: 1, present: 1, rate: 1 },
    { stage: "review", reworked: 2, present: 3, rate: 2 / 3 },
    { stage: "release", reworked: 0, present: 1, rate: 0 },
    { stage: "production-stability", reworked: 0, present: 0, rate: null },
    { stage: "learning-and-flow", reworked: 0, present: 0, rate: null },
  ]);
});

test("reworked in the first second, having just left, it was present", () => {
  const left = flowItem([stay("review", 5, 9), stay("implementation", 9)], {
    rework: [reworked("qa-failed", "review", 9)],
  });
  expect(rework([left], week).rates).toContainEqual({ stage: "review", reworked: 1, present: 1, rate: 1 });
});

test.each([8, 16])("rework of the %dth is not of the week from the 9th to the 16th", (date) => {
  const item = flowItem([stay("review", 5)], { rework: [reworked("review-round", "review", date)] });
  expect(rework([item], week).counts).toEqual([]);
});

test("how often a kind was counted, in all stages", () => {
  const items = [sentBackFromReview, twoRounds, smooth];
  expect([timesOf(items, "review-round", week), timesOf(items, "incident", week)]).toEqual([2, 0]);
});

test("an item that left with the first second of the period was not present", () => {
  expect(rework([flowItem([stay("review", 5, 9), stay("release", 9)])], week).rates).toContainEqual({
    stage: "review",
    reworked: 0,
    present: 0,
    rate: null,
  });
});
