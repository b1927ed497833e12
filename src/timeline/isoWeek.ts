/** Decides in which ISO week a moment lies. */
import { Temporal } from "temporal-polyfill";
import type { Instant } from "../instant.ts";

/** `2026-W10`, by the date that it is then in the zone; weeks begin on Monday, and week 1 holds the year's first Thursday (ISO 8601). */
export function isoWeekOf(at: Instant, timeZone: string): string {
  const { yearOfWeek, weekOfYear } = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, "0")}`;
}
