/** Decides what a period is: a half-open stretch of time, as every metric takes it. */
import type { Instant } from "../instant.ts";
import { earlier, later, secondsBetween } from "../instant.ts";

/** `from <= t < to`. */
export type Period = { from: Instant; to: Instant };

export function isWithin(at: Instant | null, { from, to }: Period): at is Instant {
  return at !== null && from <= at && at < to;
}

/** The seconds of a stretch that lie in the period; one that goes on counts to the period's end. */
export function secondsWithin(stretch: { from: Instant; to: Instant | null }, { from, to }: Period): number {
  const begin = later(stretch.from, from);
  const end = earlier(stretch.to ?? to, to);
  return begin < end ? secondsBetween(begin, end) : 0;
}

/** Whether the stretch covers the moment: a stretch holds its beginning and not its end. */
export function covers(stretch: { from: Instant; to: Instant | null }, at: Instant): boolean {
  return stretch.from <= at && (stretch.to === null || at < stretch.to);
}
