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

/** The place of the first of these periods, which follow one another, that has not ended by the moment; their number if all have. */
export function firstEndingAfter(periods: readonly Period[], at: Instant): number {
  let [low, high] = [0, periods.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((periods[middle]?.to ?? "") > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
