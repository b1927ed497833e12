import { describe, expect, test } from "vitest";
import { percentileCont } from "../../src/metrics/statistics.ts";

describe("percentileCont", () => {
  test.each([
    { values: [10, 20, 30, 40], fraction: 0.5, result: 25, why: "position 1.5, halfway from 20 to 30" },
    { values: [10, 20, 30], fraction: 0.5, result: 20, why: "position 1" },
    { values: [10, 20, 30, 40, 50], fraction: 0.85, result: 44, why: "position 3.4" },
    { values: [50, 10, 40, 20, 30], fraction: 0.85, result: 44, why: "the order does not matter" },
    { values: [7], fraction: 0.85, result: 7, why: "one value is every percentile" },
    { values: [3, 9], fraction: 0, result: 3, why: "the least" },
    { values: [3, 9], fraction: 1, result: 9, why: "the greatest" },
    { values: [100, 9], fraction: 0.5, result: 54.5, why: "sorted as numbers, not as text" },
    { values: [], fraction: 0.5, result: null, why: "of nothing, nothing is known" },
  ])("$fraction of $values is $result: $why", ({ values, fraction, result }) => {
    if (result === null) expect(percentileCont(values, fraction)).toBeNull();
    else expect(percentileCont(values, fraction)).toBeCloseTo(result, 10);
  });
});
