import { describe, expect, test } from "vitest";
import { moment, shortMoment, todayOrMoment } from "../../src/reports/moments.ts";

const now = "2026-03-02T12:34:00Z";

describe("a moment in a sentence", () => {
  test.each([
    ["UTC", "2026-03-02T09:14:59Z", "Mon 2 Mar 09:14 UTC"],
    ["UTC", "2025-12-31T23:59:00Z", "Wed 31 Dec 2025 23:59 UTC"],
    ["Europe/Berlin", "2026-03-02T09:14:00Z", "Mon 2 Mar 09:14 UTC (10:14 Europe/Berlin)"],
    ["Europe/Berlin", "2026-03-29T09:14:00Z", "Sun 29 Mar 09:14 UTC (11:14 Europe/Berlin)"],
    ["Europe/Berlin", "2026-03-02T23:30:00Z", "Mon 2 Mar 23:30 UTC (Tue 3 Mar 00:30 Europe/Berlin)"],
    ["America/New_York", "2026-03-01T02:00:00Z", "Sun 1 Mar 02:00 UTC (Sat 28 Feb 21:00 America/New_York)"],
    ["Asia/Kolkata", "2026-03-02T09:14:00Z", "Mon 2 Mar 09:14 UTC (14:44 Asia/Kolkata)"],
  ])("in %s, %s is said as %s", (timeZone, instant, said) => {
    expect(moment(instant, { now, timeZone })).toBe(said);
  });
});

test("a table has room for day and time, and for a year that is not this one", () => {
  expect(shortMoment("2026-03-02T09:14:00Z", { now, timeZone: "UTC" })).toBe("2 Mar 09:14");
  expect(shortMoment("2024-02-29T09:14:00Z", { now, timeZone: "UTC" })).toBe("29 Feb 2024 09:14");
});

test("one line says only the time today, and the date on any other day", () => {
  expect(todayOrMoment("2026-03-02T09:14:00Z", { now, timeZone: "UTC" })).toBe("09:14 UTC");
  expect(todayOrMoment("2026-03-01T09:14:00Z", { now, timeZone: "UTC" })).toBe("Sun 1 Mar 09:14 UTC");
});
