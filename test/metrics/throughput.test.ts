import { expect, test } from "vitest";
import { throughput } from "../../src/metrics/throughput.ts";
import { march } from "../support/flowItems.ts";

const releases = [8, 9, 12, 15, 16, null].map((date) => ({ releasedAt: date === null ? null : march(date) }));

test.each([
  { from: march(9), to: march(16), released: 3, perWeek: 3, why: "the end belongs to the next week" },
  { from: march(2), to: march(16), released: 4, perWeek: 2, why: "two weeks" },
  { from: march(16), to: march(18), released: 1, perWeek: 3.5, why: "two days" },
  { from: march(8, 23), to: march(16), released: 3, perWeek: 3, why: "a week in which clocks went back" },
  { from: march(9), to: march(10, 12), released: 1, perWeek: 7 / 1.5, why: "a day and a half" },
  { from: march(9), to: march(9), released: 0, perWeek: null, why: "of no time, nothing is known" },
])("$from to $to: $released, $perWeek a week: $why", ({ from, to, released, perWeek }) => {
  expect(throughput(releases, { from, to })).toEqual({ released, perWeek });
});
