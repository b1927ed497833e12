import fc from "fast-check";
import { expect, test } from "vitest";
import { howMany, longestWeeks, whenDone } from "../../src/forecast/monteCarlo.ts";

test("weeks that are all alike leave nothing to chance", () => {
  expect(howMany([5, 5, 5, 5], 4)).toEqual({ p50: 20, p85: 20, p95: 20 });
  expect(whenDone([5, 5, 5, 5], 21)).toEqual({ p50: 5, p85: 5, p95: 5 });
});

test("of weeks with none or ten, half the futures of one week have at least ten, and more than 85% are sure of none only", () => {
  expect(howMany([0, 10, 0, 10, 10], 1)).toEqual({ p50: 10, p85: 0, p95: 0 });
});

test("one item out of weeks with none or one takes 1 week in half of the futures, 4 in 85%, 9 in 95%", () => {
  // How often a week will have one is Beta(2, 2), so after k weeks the share of futures that have it is 1 - 6 / ((k + 2)(k + 3)): 0.5 after 1; 0.8 after 3
  // and 0.857 after 4; 0.945 after 8 and 0.955 after 9.
  const expected = whenDone([0, 1, 0, 1], 1, { seed: 3, runs: 100_000 });
  expect([expected?.p85, expected?.p95]).toEqual([4, 9]);
  expect([1, 2]).toContain(expected?.p50);
});

test("few weeks tell less than many that are alike", () => {
  const few = howMany([8, 10, 10, 12], 8)!;
  const many = howMany([8, 10, 10, 12, 8, 10, 10, 12, 8, 10, 10, 12, 8, 10, 10, 12], 8)!;
  expect(few.p95).toBeLessThan(many.p95);
});

test.each([
  ["under four weeks", [3, 4, 5]],
  ["without a week", []],
])("nothing is said %s", (_, past) => {
  expect([howMany(past, 4), whenDone(past, 4)]).toEqual([null, null]);
});

test("nothing is said of when, where nothing was ever released", () => {
  expect(whenDone([0, 0, 0, 0], 1)).toBeNull();
  expect(howMany([0, 0, 0, 0], 4)).toEqual({ p50: 0, p85: 0, p95: 0 });
});

test("what would take more than ten years is cut there", () => {
  expect(whenDone([0, 0, 0, 1], 1e6)).toEqual({ p50: longestWeeks, p85: longestWeeks, p95: longestWeeks });
});

test("the surer, the fewer items and the more weeks; the same weeks give the same answer", () => {
  const past = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 26 });
  fc.assert(
    fc.property(past, fc.integer({ min: 1, max: 12 }), (weeks, ahead) => {
      const draws = { seed: 7, runs: 500 };
      const many = howMany(weeks, ahead, draws)!;
      expect(many.p50 >= many.p85 && many.p85 >= many.p95).toBe(true);
      expect(howMany(weeks, ahead, draws)).toEqual(many);
      const done = whenDone(weeks, 30, draws);
      if (done) expect(done.p50 <= done.p85 && done.p85 <= done.p95).toBe(true);
    }),
    { numRuns: 100 },
  );
});
