import { expect, test } from "vitest";
import { duration } from "../../src/reports/durations.ts";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [0, "under a minute"],
  [59, "under a minute"],
  [60, "1 min"],
  [59 * minute + 59, "59 min"],
  [hour, "1 h"],
  [3 * hour + 20 * minute + 59, "3 h 20 min"],
  [23 * hour + 59 * minute, "23 h 59 min"],
  [day, "1 day"],
  [day + 59 * minute, "1 day"],
  [2 * day + 4 * hour + 30 * minute, "2 days 4 h"],
  [13 * day + 23 * hour, "13 days 23 h"],
  [14 * day + 23 * hour, "14 days"],
  [400 * day, "400 days"],
  [null, "not known"],
])("%s seconds are said as %s", (seconds, said) => {
  expect(duration(seconds)).toBe(said);
});
