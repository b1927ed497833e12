/** Decides what an ISO week is as a period in a time zone, and which weeks come before it. */
import { Temporal } from "temporal-polyfill";
import type { Instant } from "../instant.ts";
import { isoWeekOfDate, mondayOf } from "../timeline/isoWeek.ts";
import type { Period } from "./period.ts";

/** The week that a person wrote, `2026-W10`; null for another form, and for a week that its year does not have, such as `2025-W53`. */
export function readWeek(text: string): string | null {
  if (!/^(19[7-9]\d|[2-9]\d{3})-W(0[1-9]|[1-4]\d|5[0-3])$/.test(text)) return null;
  return isoWeekOfDate(Temporal.PlainDate.from(mondayOf(text))) === text ? text : null;
}

/**
 * From the first moment of its Monday in the zone to the first moment of the next one: 168 hours, but for a week in which clocks change. Where midnight is
 * skipped the day begins when the clock goes on.
 */
export function periodOfWeek(week: string, timeZone: string): Period {
  const monday = Temporal.PlainDate.from(mondayOf(week));
  return { from: startOfDay(monday, timeZone), to: startOfDay(monday.add({ weeks: 1 }), timeZone) };
}

/** So many weeks later, or earlier for a number below zero. */
export function weeksAfter(week: string, weeks: number): string {
  return isoWeekOfDate(Temporal.PlainDate.from(mondayOf(week)).add({ weeks }));
}

/** The `count` weeks before this one, oldest first; the week itself is left out. */
export function weeksBefore(week: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => weeksAfter(week, index - count));
}

/** The `count` weeks that end with this one, oldest first. */
export function weeksUpTo(week: string, count: number): string[] {
  return count < 1 ? [] : [...weeksBefore(week, count - 1), week];
}

function startOfDay(date: Temporal.PlainDate, timeZone: string): Instant {
  return date.toZonedDateTime(timeZone).toInstant().toString({ smallestUnit: "second" });
}
