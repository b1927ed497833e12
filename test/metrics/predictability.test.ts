import { expect, test } from "vitest";
import { predictability } from "../../src/metrics/predictability.ts";
import { flowItem, march, stay, week } from "../support/flowItems.ts";

function released(entered: number, at: number) {
  return flowItem([stay("implementation", entered, at), stay("release", at)], { releasedAt: march(at) });
}

const weeks = [2, 9, 16].map((monday) => ({ from: march(monday), to: march(monday + 7) }));

test("p85 over p50 of cycle time, and the least, middle and most of the weeks", () => {
  // 2, 4 and 10 days in the week: p50 4, p85 0.7 of the way from 4 to 10, 8.2. Two and none in the others.
  const items = [released(8, 10), released(8, 12), released(5, 15), released(1, 3), released(1, 4)];

  expect(predictability(items, week, weeks)).toEqual({
    fromIdea: { ratio: 8.2 / 4, n: 3 },
    fromStart: { ratio: 8.2 / 4, n: 3 },
    weeklyReleased: { least: 0, median: 2, most: 3, weeks: 3 },
  });
});

test("of nothing, nothing is known", () => {
  expect(predictability([], week, [])).toEqual({
    fromIdea: { ratio: null, n: 0 },
    fromStart: { ratio: null, n: 0 },
    weeklyReleased: { least: null, median: null, most: null, weeks: 0 },
  });
});

test("released in the second of its start, twice nothing is no ratio", () => {
  expect(predictability([released(10, 10)], week, []).fromIdea).toEqual({ ratio: null, n: 1 });
});
