/** Decides how a moment is said. */
import { Temporal } from "temporal-polyfill";
import type { Instant } from "../instant.ts";

/** Where the reader is in time: the moment of writing, and the IANA zone of the repository. */
export type Calendar = { now: Instant; timeZone: string };

/**
 * "Mon 2 Mar 09:14 UTC", with "(10:14 Europe/Berlin)" behind it for a repository elsewhere, and with the year where it is not this one. The zone's
 * own day is said where it is another day there.
 */
export function moment(instant: Instant, calendar: Calendar): string {
  const utc = inZone(instant, "UTC");
  const said = `${day(utc)}${year(utc, calendar)} ${clock(utc)} UTC`;
  if (calendar.timeZone === "UTC") return said;
  const local = inZone(instant, calendar.timeZone);
  const localDay = local.day === utc.day ? "" : `${day(local)} `;
  return `${said} (${localDay}${clock(local)} ${calendar.timeZone})`;
}

/** "2 Mar 09:14", for a table whose head says that it is UTC. */
export function shortMoment(instant: Instant, calendar: Calendar): string {
  const utc = inZone(instant, "UTC");
  return `${utc.day} ${months[utc.month - 1]}${year(utc, calendar)} ${clock(utc)}`;
}

/** "09:14 UTC" on the day of writing, else with its date: for one line that is written anew each day. */
export function todayOrMoment(instant: Instant, calendar: Calendar): string {
  const utc = inZone(instant, "UTC");
  const today = instant.slice(0, 10) === calendar.now.slice(0, 10);
  return today ? `${clock(utc)} UTC` : `${day(utc)}${year(utc, calendar)} ${clock(utc)} UTC`;
}

/** "14 December", the day that it is then in the zone, with the year where it is another than that of `now`. */
export function dayInZone(instant: Instant, { now, timeZone }: Calendar): string {
  const at = inZone(instant, timeZone);
  const other = at.year === inZone(now, timeZone).year ? "" : ` ${at.year}`;
  return `${at.day} ${fullMonths[at.month - 1]}${other}`;
}

function inZone(instant: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
}

function day(at: Temporal.ZonedDateTime): string {
  return `${weekdays[at.dayOfWeek - 1]} ${at.day} ${months[at.month - 1]}`;
}

function year(at: Temporal.ZonedDateTime, calendar: Calendar): string {
  return at.year === inZone(calendar.now, "UTC").year ? "" : ` ${at.year}`;
}

function clock(at: Temporal.ZonedDateTime): string {
  return at.toPlainTime().toString({ smallestUnit: "minute" });
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const fullMonths = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
