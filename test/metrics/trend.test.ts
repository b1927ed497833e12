import { describe, expect, test } from "vitest";
import { trend } from "../../src/metrics/trend.ts";

/** Mean 5, variance 32/7. With t(0.975, 7) = 2.365: 2.365 · √(32/7 · 9/8) = 2.365 · 2.2678 = 5.363. */
const eight = [2, 4, 4, 4, 5, 5, 7, 9];

describe("a week against the eight before", () => {
  test("is told with the interval in which one more such week would lie", () => {
    const { low, high, ...rest } = trend(eight, 11);
    expect(low).toBeCloseTo(5 - 5.363, 3);
    expect(high).toBeCloseTo(5 + 5.363, 3);
    expect(rest).toEqual({ mean: 5, change: 6, n: 8, verdict: "up" });
  });

  test.each([
    [10.36, "usual"],
    [10.37, "up"],
    [-0.36, "usual"],
    [-0.37, "down"],
  ])("%d is %s", (current, verdict) => {
    expect(trend(eight, current).verdict).toBe(verdict);
  });

  test("only the last eight count", () => {
    expect(trend([1000, ...eight], 5)).toEqual(trend(eight, 5));
  });
});

describe("with fewer weeks", () => {
  test("those not known are left out, and the interval is wider", () => {
    // Mean 5, variance (4 + 0 + 0 + 4) / 3 = 8/3. 3.182 · √(8/3 · 5/4) = 5.810.
    const { low, high, ...rest } = trend([null, 3, 5, null, 5, 7, null, null], 10);
    expect([low, high].map((value) => Number(value?.toFixed(2)))).toEqual([-0.81, 10.81]);
    expect(rest).toEqual({ mean: 5, change: 5, n: 4, verdict: "usual" });
  });

  test("under four nothing is called news", () => {
    expect(trend([1, 2, 3], 100)).toEqual({ mean: 2, low: null, high: null, change: 98, n: 3, verdict: "unknown" });
    expect(trend([null], 100)).toEqual({ mean: null, low: null, high: null, change: null, n: 0, verdict: "unknown" });
  });

  test("a week that is not known is no change", () => {
    expect(trend(eight, null)).toMatchObject({ mean: 5, change: null, n: 8, verdict: "unknown" });
  });
});

test("where all weeks were alike, the same again is usual and another value is not", () => {
  const alike = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1];
  expect(trend(alike, 0.1).verdict).toBe("usual");
  expect(trend(alike, 0.2).verdict).toBe("up");
});
