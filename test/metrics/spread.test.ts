import { expect, test } from "vitest";
import { spreadOf } from "../../src/metrics/spread.ts";

test("the middle, 85% of the way, and how many", () => {
  // Position 0.85 * 4 = 3.4 from 10: 40 and 0.4 of the way to 50.
  expect(spreadOf([50, 10, 40, 20, 30])).toEqual({ p50Seconds: 30, p85Seconds: 44, n: 5 });
});

test("of nothing, nothing is known", () => {
  expect(spreadOf([])).toEqual({ p50Seconds: null, p85Seconds: null, n: 0 });
});
