import { describe, expect, test } from "vitest";
import { criticalValue, largestBySignChange, oneSided, pValueOf } from "../../src/metrics/signChanges.ts";

describe("how far values lie to one side", () => {
  test.each([
    [[2, 2, 2, 2], 2],
    [[-2, -2, -2, -2], -2],
    [[1, -1], 0],
    [[3, 4], 1.4],
    [[0, 0], 0],
    [[], 0],
  ])("%j: %d", (values, expected) => {
    expect(oneSided(values)).toBeCloseTo(expected, 12);
  });
});

describe("the largest of all ways to turn places round", () => {
  const rounded = (values: number[]): number[] =>
    values.map((value) => Number(value.toFixed(3))).toSorted((a, b) => a - b);

  test("of one series", () => {
    expect(rounded(largestBySignChange([[3, 4]], 2))).toEqual([-1.4, -0.2, 0.2, 1.4]);
  });

  test("of two, turned together", () => {
    // 3, 4 give 1.4, 0.2, -0.2, -1.4; 2, 0 give 1, -1, 1, -1 in the same order.
    expect(
      rounded(
        largestBySignChange(
          [
            [3, 4],
            [2, 0],
          ],
          2,
        ),
      ),
    ).toEqual([-1, 0.2, 1, 1.4]);
  });

  test("without a place there is one way", () => {
    expect(largestBySignChange([[]], 0)).toEqual([0]);
  });
});

test("the p-value is the share that is at least as large", () => {
  expect(pValueOf(1.4, [-1.4, -0.2, 0.2, 1.4])).toBe(0.25);
  expect(pValueOf(0, [-1.4, -0.2, 0.2, 1.4])).toBe(0.5);
  expect(pValueOf(2, [-1.4, -0.2, 0.2, 1.4])).toBe(0);
});

describe("the critical value", () => {
  test("is the least that few enough reach", () => {
    expect(criticalValue([1, 2, 3, 4], 0.5)).toBe(3);
    expect(criticalValue([1, 2, 3, 4], 0.25)).toBe(4);
  });

  test("counts those alike together", () => {
    expect(criticalValue([1, 3, 3, 4], 0.5)).toBe(4);
  });

  test("is out of reach where even the largest is too common", () => {
    expect(criticalValue([1, 2, 3, 4], 0.05)).toBe(Infinity);
  });
});
