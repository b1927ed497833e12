/** Decides where moments, lengths of time and labels lie in a chart. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addSeconds } from "../../../src/instant.ts";
import { apart } from "../../../src/reports/charts/apart.ts";
import { binned, radiusOf } from "../../../src/reports/charts/bins.ts";
import { short } from "../../../src/reports/charts/chart.ts";
import { dateRange, dateTicks } from "../../../src/reports/charts/dateTicks.ts";
import { durationScale } from "../../../src/reports/charts/durationScale.ts";

const [hour, day] = [3600, 86_400];

describe("dates on an axis", () => {
  test.each([
    ["days", "2026-03-02T00:00:00Z", "2026-03-05T12:00:00Z", ["2 Mar", "3 Mar", "4 Mar", "5 Mar"]],
    ["Mondays", "2026-03-04T00:00:00Z", "2026-03-31T00:00:00Z", ["9 Mar", "16 Mar", "23 Mar", "30 Mar"]],
    ["every fourth Monday", "2026-01-05T00:00:00Z", "2026-04-01T00:00:00Z", ["5 Jan", "2 Feb", "2 Mar", "30 Mar"]],
    ["firsts of a quarter", "2025-05-20T00:00:00Z", "2026-04-30T00:00:00Z", ["Jul 2025", "Oct", "Jan 2026", "Apr"]],
    ["years", "2009-05-20T00:00:00Z", "2026-04-30T00:00:00Z", ["2010", "2015", "2020", "2025"]],
  ])("are %s where these are few enough", (_, from, to, expected) => {
    expect(dateTicks(from, to, "UTC", 4).map((tick) => tick.label)).toEqual(expected);
  });

  test("are midnights of the zone, also where the clocks change between", () => {
    const ticks = dateTicks("2026-03-23T00:00:00Z", "2026-04-01T00:00:00Z", "Europe/Berlin", 2);
    expect(ticks).toEqual([{ atSeconds: Date.parse("2026-03-29T22:00:00Z") / 1000, label: "30 Mar" }]);
  });

  test("are never more than asked for, over any span", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), fc.integer({ min: 1, max: 2e11 }), (start, length) => {
        const from = addSeconds("1970-01-05T00:00:00Z", start);
        const to = addSeconds(from, length);
        const seconds = dateTicks(from, to, "America/New_York", 4).map((tick) => tick.atSeconds);
        expect(seconds.length).toBeLessThanOrEqual(4);
        expect(seconds.filter((at) => at < Date.parse(from) / 1000 || at > Date.parse(to) / 1000)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

test.each([
  ["2026-03-02T00:00:00Z", "2026-03-30T00:00:00Z", "UTC", "2 Mar to 30 Mar 2026"],
  ["2025-12-29T00:00:00Z", "2026-03-30T00:00:00Z", "UTC", "29 Dec 2025 to 30 Mar 2026"],
  ["2026-03-02T01:00:00Z", "2026-03-02T23:00:00Z", "UTC", "2 Mar 2026"],
  ["2026-03-01T23:00:00Z", "2026-03-02T22:59:59Z", "Europe/Berlin", "2 Mar 2026"],
])("the dates from %s to %s in %s are %s", (from, to, timeZone, expected) => {
  expect(dateRange(from, to, timeZone)).toBe(expected);
});

describe("lengths of time on an axis", () => {
  test("begin at the mark below the shortest, and each step multiplies", () => {
    const { place, marks } = durationScale([2 * hour], [0, 100]);
    expect(marks.map((mark) => mark.label)).toEqual(["1 hour", "1 day"]);
    expect([place(hour), place(Math.sqrt(24) * hour), place(day)]).toEqual([0, 50, 100]);
  });

  test("end a little above the longest", () => {
    const { place, marks } = durationScale([2 * day, 400 * day], [0, 100]);
    expect(marks.map((mark) => mark.label)).toEqual(["1 day", "1 week", "30 days", "1 year"]);
    expect(place.domain()).toEqual([day, 400 * day * 1.15]);
  });

  test("no time at all lies on the first mark", () => {
    expect(durationScale([0], [0, 100]).place(0)).toBe(0);
  });
});

describe("labels that keep apart", () => {
  test.each([
    ["stay where there is room", [10, 50], [10, 50]],
    ["move down off the one before", [10, 12, 14], [10, 30, 50]],
    ["move up from the end", [95, 96], [80, 100]],
    ["keep their order, whatever order they come in", [12, 10], [30, 10]],
    ["come in from outside", [-30, 130], [0, 100]],
  ])("%s", (_, wanted, expected) => {
    expect(apart(wanted, 20, 0, 100)).toEqual(expected);
  });
});

test("dots of one cell become one at their middle, with all items", () => {
  const bins = binned(
    [
      { x: 1, y: 1 },
      { x: 3, y: 5 },
      { x: 11, y: 1 },
    ],
    10,
  );
  expect(bins).toEqual([
    { x: 2, y: 3, items: 2 },
    { x: 11, y: 1, items: 1 },
  ]);
});

test("the area of a dot grows evenly with its items", () => {
  const areas = [1, 6, 11].map((items) => radiusOf(items, 11, 3, 5) ** 2);
  expect(areas.map((area) => Number(area.toFixed(6)))).toEqual([9, 17, 25]);
});

test.each([
  [0, "0"],
  [999, "999"],
  [1204, "1.2K"],
  [476_880, "476.9K"],
  [2_000_000, "2M"],
])("%d in little room is %s", (n, expected) => {
  expect(short(n)).toBe(expected);
});
