/** Decides how a metric reads a duration: by the wall clock, or by another that it is handed. */
import type { Instant } from "../instant.ts";
import { earlier, later, secondsBetween } from "../instant.ts";
import type { Stretch } from "../timeline/stretch.ts";
import type { Period } from "./period.ts";

/** Seconds from one moment to a later one: `secondsBetween`, or working time where the configuration gives hours. */
export type Elapsed = (from: Instant, to: Instant) => number;

/** The seconds of a stretch that lie in the period, by that clock; one that goes on counts to the period's end. */
export function elapsedWithin(stretch: Stretch, period: Period, elapsed: Elapsed = secondsBetween): number {
  const from = later(stretch.from, period.from);
  const to = earlier(stretch.to ?? period.to, period.to);
  return from < to ? elapsed(from, to) : 0;
}

/** What wall clock seconds come to in item-days. */
export function daysOf(seconds: number): number {
  return seconds / daySeconds;
}

const daySeconds = 24 * 3600;
