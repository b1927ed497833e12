/** Decides how much of a stretch of time was working time. */
import { Temporal } from "temporal-polyfill";
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import { weekdays } from "../config/configValues.ts";
import type { Instant } from "../instant.ts";
import { epochSeconds } from "../instant.ts";
import type { Elapsed } from "./elapsed.ts";

export type WorkingTimeConfig = Pick<RepositoryConfig, "timeZone" | "workingHours" | "holidays">;
type Hours = NonNullable<RepositoryConfig["workingHours"]>;

/**
 * Working time: the seconds at which clocks on the wall in the zone showed a working hour of a working day that is no holiday. A day from 09:00 to 17:00 has
 * eight hours; where clocks change within the hours, those skipped are not there and those repeated count twice. Null where no working hours are configured,
 * and time is elapsed time. The clock keeps each calendar year that it was asked about, so many questions cost little.
 */
export function workingClock({ timeZone, workingHours, holidays }: WorkingTimeConfig): Elapsed | null {
  if (workingHours === null) return null;
  const isWorkingDay = workingDays(workingHours, holidays);
  const years = new Map<number, WorkingYear>();
  const kept = (year: number): WorkingYear => {
    const known = years.get(year) ?? workingYear(year, timeZone, workingHours, isWorkingDay);
    years.set(year, known);
    return known;
  };
  return (from, to) => {
    if (from >= to) return 0;
    const [first, last] = [yearOf(from), yearOf(to)];
    let seconds = workedUntil(kept(last), epochSeconds(to)) - workedUntil(kept(first), epochSeconds(from));
    for (let year = first; year < last; year += 1) seconds += kept(year).total;
    return seconds;
  };
}

/** The stretches of working time of a calendar year of UTC in epoch seconds, and how much lies before each. */
type WorkingYear = { starts: number[]; ends: number[]; before: number[]; total: number };

function workingYear(
  year: number,
  timeZone: string,
  { fromMinute, toMinute }: Hours,
  isWorkingDay: (day: number) => boolean,
): WorkingYear {
  const result: WorkingYear = { starts: [], ends: [], before: [], total: 0 };
  for (const { start, end, offset } of offsetsOf(year, timeZone)) {
    for (let day = Math.floor((start + offset) / daySeconds); day * daySeconds - offset < end; day += 1) {
      const from = Math.max(start, day * daySeconds + fromMinute * 60 - offset);
      const to = Math.min(end, day * daySeconds + toMinute * 60 - offset);
      if (from >= to || !isWorkingDay(day)) continue;
      result.starts.push(from);
      result.ends.push(to);
      result.before.push(result.total);
      result.total += to - from;
    }
  }
  return result;
}

/** A stretch of time, in epoch seconds, in which the zone's offset from UTC is one. */
type Offset = { start: number; end: number; offset: number };

function offsetsOf(year: number, timeZone: string): Offset[] {
  const yearEnd = epochSeconds(`${year + 1}-01-01T00:00:00Z`);
  const offsets: Offset[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.from(`${year}-01-01T00:00:00Z`).toZonedDateTimeISO(timeZone);
  while (at !== null && secondsOf(at) < yearEnd) {
    const next: Temporal.ZonedDateTime | null = at.getTimeZoneTransition("next");
    const end = Math.min(yearEnd, next === null ? yearEnd : secondsOf(next));
    offsets.push({ start: secondsOf(at), end, offset: at.offsetNanoseconds / 1e9 });
    at = next;
  }
  return offsets;
}

function secondsOf(at: Temporal.ZonedDateTime): number {
  return at.epochMilliseconds / 1000;
}

/** By the number of days since 1 January 1970, which was a Thursday. */
function workingDays(hours: Hours, holidays: readonly string[]): (day: number) => boolean {
  const free = new Set(holidays.map((date) => epochSeconds(`${date}T00:00:00Z`) / daySeconds));
  const worked = weekdays.map((weekday) => hours.days.includes(weekday));
  return (day) => worked[(day + 3) % 7] === true && !free.has(day);
}

/** Working seconds of the year before the moment. */
function workedUntil({ starts, ends, before }: WorkingYear, at: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? at) < at) low = middle + 1;
    else high = middle;
  }
  const [start, end, sum] = [starts[low - 1], ends[low - 1], before[low - 1]];
  if (start === undefined || end === undefined || sum === undefined) return 0;
  return sum + Math.min(at, end) - start;
}

function yearOf(at: Instant): number {
  return Number(at.slice(0, 4));
}

const daySeconds = 24 * 3600;
