import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weekdays } from "../../src/config/configValues.ts";
import { addSeconds, instantOfEpochSeconds, secondsBetween } from "../../src/instant.ts";
import type { Elapsed } from "../../src/metrics/elapsed.ts";
import type { WorkingTimeConfig } from "../../src/metrics/workingTime.ts";
import { workingClock } from "../../src/metrics/workingTime.ts";

const mondayToFriday = weekdays.slice(0, 5);

function clock(
  fromHour: number,
  toHour: number,
  changes: Partial<WorkingTimeConfig> = {},
  days = mondayToFriday,
): Elapsed {
  const workingHours = { days, fromMinute: fromHour * 60, toMinute: toHour * 60 };
  return workingClock({ timeZone: "UTC", holidays: [], workingHours, ...changes })!;
}

const everyDay = [...weekdays];
const berlin = { timeZone: "Europe/Berlin" };
const newYork = { timeZone: "America/New_York" };

test("there is no working clock where no hours are configured", () => {
  expect(workingClock({ timeZone: "UTC", workingHours: null, holidays: [] })).toBeNull();
});

describe("from 9 to 17, Monday to Friday, in UTC", () => {
  test.each([
    ["an hour within a day", "2026-03-02T09:30:00Z", "2026-03-02T10:30:00Z", 1],
    ["before work begins", "2026-03-02T06:00:00Z", "2026-03-02T09:00:00Z", 0],
    ["only the part within the hours", "2026-03-02T06:00:00Z", "2026-03-02T23:00:00Z", 8],
    ["over a night", "2026-03-02T16:00:00Z", "2026-03-03T10:00:00Z", 2],
    ["over a weekend", "2026-03-06T16:00:00Z", "2026-03-09T10:00:00Z", 2],
    ["a weekend", "2026-03-07T00:00:00Z", "2026-03-09T00:00:00Z", 0],
    ["a week", "2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z", 40],
    ["a year with 261 such days", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", 261 * 8],
    ["over the end of a year: half of Thursday, all of Friday", "2026-12-31T13:00:00Z", "2027-01-02T00:00:00Z", 12],
    ["three years and a bit", "2025-12-31T16:00:00Z", "2029-01-01T10:00:00Z", 1 + (261 + 261 + 260) * 8 + 1],
    ["backwards", "2026-03-03T10:00:00Z", "2026-03-02T10:00:00Z", 0],
    ["no time", "2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z", 0],
  ])("%s", (_, from, to, hours) => {
    expect(clock(9, 17)(from, to)).toBe(hours * 3600);
  });
});

describe("a holiday", () => {
  const withHoliday = clock(9, 17, { ...berlin, holidays: ["2026-12-25", "2026-12-26"] });

  test("has no working time, by its date in the zone", () => {
    expect(withHoliday("2026-12-21T00:00:00Z", "2026-12-28T00:00:00Z")).toBe(4 * 8 * 3600);
    expect(withHoliday("2026-12-24T22:00:00Z", "2026-12-25T22:00:00Z")).toBe(0);
  });
});

describe("the hours are those of the zone", () => {
  test.each([
    // 09:00 in winter is 08:00 UTC, in summer 07:00.
    [berlin, "2026-01-05T00:00:00Z", "2026-01-05T08:30:00Z", 0.5],
    [berlin, "2026-07-06T00:00:00Z", "2026-07-06T08:30:00Z", 1.5],
    // Monday begins there on Sunday, 10:00 UTC, and on Monday, 11:00 UTC.
    [{ timeZone: "Pacific/Kiritimati" }, "2026-03-01T00:00:00Z", "2026-03-01T23:00:00Z", 4],
    [{ timeZone: "Pacific/Pago_Pago" }, "2026-03-02T00:00:00Z", "2026-03-02T21:00:00Z", 1],
    [{ timeZone: "Asia/Kathmandu" }, "2026-03-02T03:00:00Z", "2026-03-02T04:00:00Z", 0.75],
  ])("%j", (zone, from, to, hours) => {
    expect(clock(9, 17, zone)(from, to)).toBe(hours * 3600);
  });

  test("and a day of them stays eight hours in the weeks when clocks change", () => {
    expect(clock(9, 17, berlin)("2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z")).toBe(40 * 3600);
    expect(clock(9, 17, berlin)("2026-10-18T22:00:00Z", "2026-10-25T23:00:00Z")).toBe(40 * 3600);
    expect(clock(9, 17, berlin, everyDay)("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).toBe(8 * 3600);
  });
});

describe("where clocks change within the hours", () => {
  test.each([
    // New York skips 02:00 to 03:00 on 8 March and repeats 01:00 to 02:00 on 1 November.
    ["a whole day is 23 hours", 0, 24, "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", 23],
    ["a whole day is 25 hours", 0, 24, "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", 25],
    ["hours that were skipped are none", 2, 3, "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", 0],
    ["half an hour skipped at the end", 1.5, 2.5, "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", 0.5],
    ["half an hour skipped at the start", 2.5, 3.5, "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", 0.5],
    ["an hour that came twice counts twice", 1, 2, "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", 2],
    // 00:30 to 01:30, then 01:00 to 01:30 again.
    ["half of it likewise, but not what lay between", 0.5, 1.5, "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", 1.5],
  ])("%s", (_, fromHour, toHour, from, to, hours) => {
    expect(clock(fromHour, toHour, newYork, everyDay)(from, to)).toBe(hours * 3600);
  });

  test("a day that a zone left out has no working time", () => {
    // Samoa went from Thursday 29 December 2011 to Saturday the 31st.
    const apia = clock(9, 17, { timeZone: "Pacific/Apia" });
    expect(apia("2011-12-26T10:00:00Z", "2012-01-01T10:00:00Z")).toBe(4 * 8 * 3600);
  });
});

const anyHours: fc.Arbitrary<WorkingTimeConfig> = fc
  .record({
    timeZone: fc.constantFrom("UTC", "Europe/Berlin", "America/Santiago", "Pacific/Kiritimati", "Australia/Lord_Howe"),
    days: fc.subarray(everyDay, { minLength: 1 }),
    minutes: fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 2 }),
    holidays: fc.subarray(["2026-01-01", "2026-03-29", "2026-12-25"]),
  })
  .map(({ timeZone, days, minutes, holidays }) => {
    const [fromMinute = 0, toMinute = 1440] = minutes.toSorted((a, b) => a - b);
    return { timeZone, holidays, workingHours: { days, fromMinute, toMinute } };
  });

const threeMoments = fc.array(fc.integer({ min: 1_700_000_000, max: 1_850_000_000 }), { minLength: 3, maxLength: 3 });

test("working time adds up, never falls, and is never more than the time elapsed", () => {
  fc.assert(
    fc.property(anyHours, threeMoments, (config, unordered) => {
      const [a, b, c] = unordered.toSorted((x, y) => x - y).map(instantOfEpochSeconds);
      const worked = workingClock(config)!;
      expect(worked(a!, b!) + worked(b!, c!)).toBe(worked(a!, c!));
      expect(worked(a!, c!)).toBeGreaterThanOrEqual(worked(a!, b!));
      expect(worked(a!, b!)).toBeLessThanOrEqual(secondsBetween(a!, b!));
    }),
  );
});

test("working all day every day is elapsed time", () => {
  fc.assert(
    fc.property(threeMoments, ([a, b]) => {
      const [from, to] = [a!, b!].toSorted((x, y) => x - y).map(instantOfEpochSeconds);
      expect(clock(0, 24, { timeZone: "America/Santiago" }, everyDay)(from!, to!)).toBe(secondsBetween(from!, to!));
    }),
  );
});

test("a hundred thousand questions over months are answered within a second", () => {
  const worked = clock(9, 17, { ...berlin, holidays: ["2026-12-25"] });
  const from = "2025-11-01T00:00:00Z";
  const moments = Array.from({ length: 100_000 }, (_, index) => addSeconds(from, index * 137));
  const asked = moments.map((at) => ({ at, later: addSeconds(at, 90 * 24 * 3600) }));
  // The best of three, since other work may hold up one.
  const took = [1, 2, 3].map(() => {
    const begun = performance.now();
    for (const { at, later } of asked) worked(at, later);
    return performance.now() - begun;
  });
  expect(Math.min(...took)).toBeLessThan(1000);
});
