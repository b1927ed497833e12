import { expect, test } from "vitest";
import { differenceInterval, percentileSample, ratioSample } from "../../src/forecast/bootstrapInterval.ts";
import { weeklyCounts } from "../simulation/weeklyCounts.ts";

function perWeek(counts: readonly number[]) {
  return ratioSample(counts.map((part) => ({ part, whole: 1 })));
}

test("rows that are all alike leave nothing to chance", () => {
  expect(differenceInterval(perWeek([5, 5, 5, 5]), perWeek([8, 8, 8, 8]))).toEqual({ low: 3, high: 3 });
});

test("a share is the sum of parts over the sum of wholes, not the mean of shares", () => {
  const sample = ratioSample([
    { part: 1, whole: 1 },
    { part: 0, whole: 9 },
  ]);
  expect(sample.value).toBe(0.1);
  expect(sample.ofDraw(() => 0)).toBe(1);
});

test("a share of nothing is not known", () => {
  const nothing = ratioSample([{ part: 0, whole: 0 }]);
  expect(nothing.value).toBeNull();
  expect(differenceInterval(nothing, nothing)).toBeNull();
});

test("a draw's percentile is that of the values drawn", () => {
  const sample = percentileSample([40, 10, 30, 20], 0.5);
  expect(sample.value).toBe(25);
  const places = [0, 0, 3, 3];
  // 10, 10, 40, 40
  expect(sample.ofDraw(() => places.pop() ?? 0)).toBe(25);
  expect(sample.ofDraw(() => 2)).toBe(30);
});

test("no value has no percentile", () => {
  expect(percentileSample([], 0.5)).toMatchObject({ n: 0, value: null });
});

test("the same rows have the same interval, and it holds the difference", () => {
  const [before, after] = [perWeek([3, 5, 4, 6]), perWeek([9, 7, 8, 10])];
  const interval = differenceInterval(before, after)!;
  expect(differenceInterval(before, after)).toEqual(interval);
  expect(interval.low).toBeLessThan(4);
  expect(interval.high).toBeGreaterThan(4);
});

/** By the normal law the interval of two means of n rows with variance 10 is 2 · t · √(20 / n) wide: for many rows 1.75 at 100. */
test("for many rows it is as wide as the textbook's", () => {
  const interval = differenceInterval(
    perWeek(weeklyCounts(() => 10, 100, 3)),
    perWeek(weeklyCounts(() => 10, 100, 4)),
  )!;
  expect(Math.abs((interval.high - interval.low) / (2 * 1.96 * Math.sqrt(20 / 100)) - 1)).toBeLessThan(0.25);
});

test.each([4, 8, 16])("of %s weeks against as many alike, about one comparison in twenty sees a change", (weeks) => {
  const comparisons = 300;
  let changes = 0;
  for (let seed = 1; seed <= comparisons; seed += 1) {
    const counts = weeklyCounts(() => 10, 2 * weeks, seed);
    const interval = differenceInterval(perWeek(counts.slice(0, weeks)), perWeek(counts.slice(weeks)));
    if (interval && (interval.low > 0 || interval.high < 0)) changes += 1;
  }
  // Three standard errors of 5% are 3.8 points.
  expect(changes / comparisons).toBeLessThan(0.088);
});
