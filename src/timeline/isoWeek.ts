/** Decides in which ISO week a moment lies. */
import { Temporal } from "temporal-polyfill";
import type { Instant } from "../instant.ts";

/** `2026-W10`, by the date that it is then in the zone; weeks begin on Monday, and week 1 holds the year's first Thursday (ISO 8601). */
export function isoWeekOf(at: Instant, timeZone: string): string {
  return isoWeekOfDate(Temporal.Instant.from(at).toZonedDateTimeISO(timeZone));
}

/** The same of a date. */
export function isoWeekOfDate({ yearOfWeek, weekOfYear }: Temporal.PlainDate | Temporal.ZonedDateTime): string {
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, "0")}`;
}

/** The Monday of an ISO week, `2026-W10`, as a date; January 4th lies in every year's first week. */
export function mondayOf(week: string): string {
  const [year = "", number = ""] = week.split("-W");
  const inFirstWeek = Temporal.PlainDate.from(`${year}-01-04`);
  const days = 7 * (Number(number) - 1) - (inFirstWeek.dayOfWeek - 1);
  return inFirstWeek.add({ days }).toString();
}
