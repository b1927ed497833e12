/** Decides over which time a command is answered. */
import { Temporal } from "temporal-polyfill";
import type { Instant } from "../instant.ts";
import { addSeconds, secondsBetween } from "../instant.ts";
import type { Period } from "../metrics/period.ts";
import type { Narrowing } from "./command.ts";
import type { Place } from "./reading.ts";
import { mostWeeks } from "./values.ts";

/** `weeks` are those of seven days each that end with the moment of asking and are wholly known, oldest first; `period` is all that was asked for. */
export type Window = { period: Period; weeks: Period[]; words: string };

const weekSeconds = 7 * 24 * 3600;

/** Up to now, from the day or over the weeks that were asked for. Of a day that is not over yet nothing is left. */
export function windowOf({ since, weeks }: Narrowing, place: Place, usualWeeks: number): Window {
  const { now, config } = place;
  const from = since === null ? addSeconds(now, -(weeks ?? usualWeeks) * weekSeconds) : startOf(since, config.timeZone);
  const count = Math.max(0, Math.floor(secondsBetween(from, now) / weekSeconds));
  const each = Array.from({ length: count }, (_, index) => weekBefore(now, count - index));
  return {
    period: { from: from < now ? from : addSeconds(now, -1), to: now },
    weeks: each.filter((week) => place.knownSince <= week.from),
    words: since === null ? lastWeeks(weeks ?? usualWeeks) : `since ${since}`,
  };
}

/** Why nothing is told from that day on; null if it is. */
export function sinceProblem({ since }: Narrowing, { now, config }: Place): "not-come" | "too-long-ago" | null {
  if (since === null) return null;
  const from = startOf(since, config.timeZone);
  if (now <= from) return "not-come";
  return from < addSeconds(now, -mostWeeks * weekSeconds) ? "too-long-ago" : null;
}

/** The first moment of that day in the zone. */
export function startOf(date: string, timeZone: string): Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant().toString({ smallestUnit: "second" });
}

function weekBefore(now: Instant, count: number): Period {
  const from = addSeconds(now, -count * weekSeconds);
  return { from, to: addSeconds(from, weekSeconds) };
}

function lastWeeks(weeks: number): string {
  return weeks === 1 ? "in the last week" : `in the last ${weeks} weeks`;
}
