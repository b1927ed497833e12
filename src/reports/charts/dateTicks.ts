/** Decides which dates stand on an axis of time. */
import { Temporal } from "temporal-polyfill";
import type { Instant } from "../../instant.ts";
import { epochSeconds } from "../../instant.ts";

export type DateTick = { atSeconds: number; label: string };

type Step = { unit: "days" | "months" | "years"; length: number };

/**
 * At most `most` dates of `[from, to]`, at midnight in the zone, the finest evenly spaced ones that are few enough: days, Mondays, firsts of a month, first
 * days of a year. The first of them and every January say their year where the dates cross one.
 */
export function dateTicks(from: Instant, to: Instant, timeZone: string, most: number): DateTick[] {
  for (const step of steps) {
    const dates = datesWithin(from, to, timeZone, step, most);
    if (dates !== null)
      return dates.map((date, index) => ({ ...tick(date, timeZone), label: said(date, dates[index - 1], step) }));
  }
  return [];
}

/** "5 Jan to 30 Mar 2026", "5 Dec 2025 to 30 Mar 2026", "5 Jan 2026". */
export function dateRange(from: Instant, to: Instant, timeZone: string): string {
  const [first, last] = [dateOf(from, timeZone), dateOf(to, timeZone)];
  if (first.equals(last)) return fullDate(first);
  return `${first.year === last.year ? dayOf(first) : fullDate(first)} to ${fullDate(last)}`;
}

/** "5 Jan". */
export function dayOf(date: Temporal.PlainDate): string {
  return `${date.day} ${months[date.month - 1]}`;
}

/** Null if there are more than `most`. */
function datesWithin(
  from: Instant,
  to: Instant,
  timeZone: string,
  step: Step,
  most: number,
): Temporal.PlainDate[] | null {
  const dates: Temporal.PlainDate[] = [];
  const [first, last] = [epochSeconds(from), epochSeconds(to)];
  for (let date = startOf(dateOf(from, timeZone), step); ; date = date.add({ [step.unit]: step.length })) {
    const { atSeconds } = tick(date, timeZone);
    if (atSeconds > last) return dates;
    if (atSeconds >= first) dates.push(date);
    if (dates.length > most) return null;
  }
}

/** Where the step's dates begin: at most one step before the date; weeks are counted from the first Monday that is not before it. */
function startOf(date: Temporal.PlainDate, { unit, length }: Step): Temporal.PlainDate {
  if (unit === "days") {
    return length === 1 ? date : date.add({ days: (8 - date.dayOfWeek) % 7 });
  }
  const firstOfYear = date.with({ month: 1, day: 1 });
  if (unit === "years") return firstOfYear.subtract({ years: date.year % length });
  return firstOfYear.add({ months: Math.floor((date.month - 1) / length) * length });
}

function tick(date: Temporal.PlainDate, timeZone: string): DateTick {
  const atSeconds = date.toZonedDateTime(timeZone).epochMilliseconds / 1000;
  return { atSeconds, label: "" };
}

function said(date: Temporal.PlainDate, before: Temporal.PlainDate | undefined, { unit }: Step): string {
  if (unit === "years") return String(date.year);
  if (unit === "days") return dayOf(date);
  const month = months[date.month - 1] ?? "";
  return before?.year === date.year ? month : `${month} ${date.year}`;
}

function fullDate(date: Temporal.PlainDate): string {
  return `${dayOf(date)} ${date.year}`;
}

function dateOf(at: Instant, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate();
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const steps: readonly Step[] = [
  ...[1, 7, 14, 28].map((length): Step => ({ unit: "days", length })),
  ...[1, 2, 3, 6].map((length): Step => ({ unit: "months", length })),
  ...[1, 2, 5, 10, 50, 100, 1000, 5000].map((length): Step => ({ unit: "years", length })),
];
