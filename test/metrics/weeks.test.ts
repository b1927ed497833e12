import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addSeconds, instantOfEpochSeconds, secondsBetween } from "../../src/instant.ts";
import { isWithin } from "../../src/metrics/period.ts";
import { periodOfWeek, readWeek, weeksBefore, weeksUpTo, weeksAfter } from "../../src/metrics/weeks.ts";
import { isoWeekOf } from "../../src/timeline/isoWeek.ts";

describe("a week is read", () => {
  test.each(["2026-W01", "2026-W53", "2020-W53", "2025-W52", "1970-W01"])("%s is one", (text) => {
    expect(readWeek(text)).toBe(text);
  });

  test.each([
    ["2025-W53", "that year ends with week 52"],
    ["2026-W54", "no year has it"],
    ["2026-W00", "weeks begin with 1"],
    ["2026-W1", "two digits"],
    ["2026-w10", "a capital W"],
    ["2026W10", "with a hyphen"],
    [" 2026-W10", "and nothing else"],
    ["1969-W10", "before time is told"],
    ["", ""],
  ])("%j is none: %s", (text) => {
    expect(readWeek(text)).toBeNull();
  });
});

test.each([
  ["2026-W10", "UTC", "2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z", 168],
  ["2026-W53", "UTC", "2026-12-28T00:00:00Z", "2027-01-04T00:00:00Z", 168],
  ["2027-W01", "UTC", "2027-01-04T00:00:00Z", "2027-01-11T00:00:00Z", 168],
  ["2020-W01", "UTC", "2019-12-30T00:00:00Z", "2020-01-06T00:00:00Z", 168],
  // The first zone to begin a day and the last, 25 hours apart.
  ["2026-W10", "Pacific/Kiritimati", "2026-03-01T10:00:00Z", "2026-03-08T10:00:00Z", 168],
  ["2026-W10", "Pacific/Pago_Pago", "2026-03-02T11:00:00Z", "2026-03-09T11:00:00Z", 168],
  // Clocks go forward on Sunday 29 March, back on Sunday 25 October.
  ["2026-W13", "Europe/Berlin", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z", 167],
  ["2026-W43", "Europe/Berlin", "2026-10-18T22:00:00Z", "2026-10-25T23:00:00Z", 169],
  ["2026-W10", "America/New_York", "2026-03-02T05:00:00Z", "2026-03-09T04:00:00Z", 167],
  // Half an hour only.
  ["2026-W40", "Australia/Lord_Howe", "2026-09-27T13:30:00Z", "2026-10-04T13:00:00Z", 167.5],
  // Midnight is skipped there, on a Sunday.
  ["2025-W36", "America/Santiago", "2025-09-01T04:00:00Z", "2025-09-08T03:00:00Z", 167],
  ["2026-W13", "Asia/Beirut", "2026-03-22T22:00:00Z", "2026-03-29T21:00:00Z", 167],
  // Samoa had no Friday 30 December 2011.
  ["2011-W52", "Pacific/Apia", "2011-12-26T10:00:00Z", "2012-01-01T10:00:00Z", 144],
  ["2026-W10", "Asia/Kathmandu", "2026-03-01T18:15:00Z", "2026-03-08T18:15:00Z", 168],
])("%s in %s is from %s to %s, %d hours", (week, timeZone, from, to, hours) => {
  expect(periodOfWeek(week, timeZone)).toEqual({ from, to });
  expect(secondsBetween(from, to)).toBe(hours * 3600);
});

test("weeks go back over the end of a year with 53 of them, and of one with 52", () => {
  expect(weeksBefore("2027-W02", 4)).toEqual(["2026-W51", "2026-W52", "2026-W53", "2027-W01"]);
  expect(weeksBefore("2026-W01", 2)).toEqual(["2025-W51", "2025-W52"]);
  expect(weeksBefore("2026-W10", 0)).toEqual([]);
});

test("the weeks up to one end with it", () => {
  expect(weeksUpTo("2027-W01", 3)).toEqual(["2026-W52", "2026-W53", "2027-W01"]);
  expect(weeksUpTo("2027-W01", 0)).toEqual([]);
});

test("every moment lies in the period of its week, and weeks follow one another without a gap", () => {
  const zones = ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Santiago", "Asia/Beirut", "Africa/Cairo"];
  const moments = fc.integer({ min: 0, max: 2 ** 32 }).map(instantOfEpochSeconds);
  fc.assert(
    fc.property(moments, fc.constantFrom(...zones), (at, zone) => {
      const week = isoWeekOf(at, zone);
      const period = periodOfWeek(week, zone);
      const [before] = weeksBefore(week, 1);
      expect(isWithin(at, period)).toBe(true);
      expect(readWeek(week)).toBe(week);
      expect(periodOfWeek(before!, zone).to).toBe(period.from);
      expect(isoWeekOf(addSeconds(period.from, -1), zone)).toBe(before);
    }),
  );
});

test.each([
  ["2026-W52", 1, "2026-W53"],
  ["2026-W53", 1, "2027-W01"],
  ["2027-W01", -1, "2026-W53"],
  ["2020-W01", -1, "2019-W52"],
])("%s and %i weeks is %s", (week, weeks, expected) => {
  expect(weeksAfter(week, weeks)).toBe(expected);
});
