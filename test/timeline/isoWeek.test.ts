/** ISO weeks: which one a moment lies in, and the Monday of one. */
import { expect, test } from "vitest";
import { isoWeekOf, mondayOf } from "../../src/timeline/isoWeek.ts";

test.each([
  ["2026-03-02T09:14:00Z", "UTC", "2026-W10"],
  ["2027-01-03T23:59:59Z", "UTC", "2026-W53"],
  ["2027-01-04T00:00:00Z", "UTC", "2027-W01"],
  ["2027-01-03T12:00:00Z", "Pacific/Kiritimati", "2027-W01"],
  ["2027-01-04T06:00:00Z", "Pacific/Pago_Pago", "2026-W53"],
])("%s in %s lies in %s", (at, timeZone, week) => {
  expect(isoWeekOf(at, timeZone)).toBe(week);
});

test.each([
  ["2026-W10", "2026-03-02"],
  ["2026-W53", "2026-12-28"],
  ["2027-W01", "2027-01-04"],
  ["2020-W01", "2019-12-30"],
])("%s begins on %s", (week, monday) => {
  expect(mondayOf(week)).toBe(monday);
});
