/** When a summary is due, and of which week: in zones on both sides of the date line, over clock changes and year ends. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Weekday, weekdays } from "../../src/config/configValues.ts";
import { addSeconds, instantOfEpochSeconds, secondsBetween } from "../../src/instant.ts";
import { periodOfWeek, weeksAfter } from "../../src/metrics/weeks.ts";
import { closingOf, latestSummary, nextSummary, type WeeklySettings } from "../../src/reports/weeklySchedule.ts";

test.each<[string, string, Weekday, number, string, string, string]>([
  ["at its moment", "UTC", "monday", 8, "2026-03-09T08:00:00Z", "2026-W10", "2026-03-09T08:00:00Z"],
  ["a second before", "UTC", "monday", 8, "2026-03-09T07:59:59Z", "2026-W09", "2026-03-02T08:00:00Z"],
  ["late", "UTC", "monday", 8, "2026-03-15T23:59:59Z", "2026-W10", "2026-03-09T08:00:00Z"],
  ["at UTC+14", "Pacific/Kiritimati", "monday", 8, "2026-03-08T18:00:00Z", "2026-W10", "2026-03-08T18:00:00Z"],
  ["at UTC+14, before", "Pacific/Kiritimati", "monday", 8, "2026-03-08T17:59:59Z", "2026-W09", "2026-03-01T18:00:00Z"],
  ["at UTC-11", "Pacific/Pago_Pago", "monday", 8, "2026-03-09T19:00:00Z", "2026-W10", "2026-03-09T19:00:00Z"],
  ["at UTC-11, before", "Pacific/Pago_Pago", "monday", 8, "2026-03-09T18:59:59Z", "2026-W09", "2026-03-02T19:00:00Z"],
  [
    "before clocks go forward",
    "Europe/Berlin",
    "monday",
    8,
    "2026-03-23T12:00:00Z",
    "2026-W12",
    "2026-03-23T07:00:00Z",
  ],
  [
    "after clocks went forward",
    "Europe/Berlin",
    "monday",
    8,
    "2026-03-30T06:00:00Z",
    "2026-W13",
    "2026-03-30T06:00:00Z",
  ],
  ["before clocks go back", "Europe/Berlin", "monday", 8, "2026-10-19T12:00:00Z", "2026-W42", "2026-10-19T06:00:00Z"],
  ["after clocks went back", "Europe/Berlin", "monday", 8, "2026-10-26T07:00:00Z", "2026-W43", "2026-10-26T07:00:00Z"],
  [
    "in the hour that is skipped",
    "Europe/Berlin",
    "sunday",
    2,
    "2026-03-29T01:00:00Z",
    "2026-W12",
    "2026-03-29T01:00:00Z",
  ],
  ["before the skipped hour", "Europe/Berlin", "sunday", 2, "2026-03-29T00:59:59Z", "2026-W11", "2026-03-22T01:00:00Z"],
  [
    "in the hour that comes twice",
    "Europe/Berlin",
    "sunday",
    2,
    "2026-10-25T00:00:00Z",
    "2026-W42",
    "2026-10-25T00:00:00Z",
  ],
  ["on a Friday", "UTC", "friday", 16, "2026-03-13T16:00:00Z", "2026-W10", "2026-03-13T16:00:00Z"],
  ["on the Wednesday before", "UTC", "friday", 16, "2026-03-11T12:00:00Z", "2026-W09", "2026-03-06T16:00:00Z"],
  ["of week 53", "UTC", "monday", 8, "2027-01-04T08:00:00Z", "2026-W53", "2027-01-04T08:00:00Z"],
  ["in week 53", "UTC", "monday", 8, "2026-12-31T12:00:00Z", "2026-W52", "2026-12-28T08:00:00Z"],
  ["of week 1", "UTC", "monday", 8, "2027-01-11T08:00:00Z", "2027-W01", "2027-01-11T08:00:00Z"],
])("%s (%s, %s at %i), at %s: %s since %s", (_what, timeZone, day, hour, now, week, at) => {
  expect(latestSummary(now, settings(timeZone, day, hour))).toEqual({ week, at });
});

test("a summary that nobody closes is closed four weeks after it was due, by the clocks of its zone", () => {
  expect(closingOf("2026-W10", settings("UTC"))).toBe("2026-04-06T08:00:00Z");
  expect(closingOf("2026-W10", settings("Europe/Berlin"))).toBe("2026-04-06T06:00:00Z");
  expect(closingOf("2026-W52", settings("UTC"))).toBe("2027-01-25T08:00:00Z");
});

const moments = fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }).map(instantOfEpochSeconds);
const anySettings = fc.record({
  timeZone: fc.constantFrom("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "Asia/Kolkata"),
  day: fc.constantFrom(...weekdays),
  hour: fc.integer({ min: 0, max: 23 }),
});

test("whatever is set: the latest has passed, the next has not, it is of the week after, and a week lies between them", () => {
  fc.assert(
    fc.property(moments, anySettings, (now, { timeZone, day, hour }) => {
      const set = settings(timeZone, day, hour);
      const latest = latestSummary(now, set);
      const next = nextSummary(now, set);
      expect(latest.at <= now && now < next.at).toBe(true);
      expect(next.week).toBe(weeksAfter(latest.week, 1));
      const hoursOff = Math.abs(secondsBetween(latest.at, next.at) - 7 * 86_400) / 3600;
      expect(hoursOff).toBeLessThanOrEqual(1);
      // The reported week is over by then.
      expect(periodOfWeek(next.week, timeZone).from <= latest.at).toBe(true);
      expect(latestSummary(next.at, set)).toEqual(next);
      expect(latestSummary(addSeconds(next.at, -1), set)).toEqual(latest);
    }),
  );
});

function settings(timeZone: string, day: Weekday = "monday", hour = 8): WeeklySettings {
  return { timeZone, weekly: { enabled: true, day, hour, into: null } };
}
