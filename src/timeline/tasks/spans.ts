/** Decides how moments and stretches become a task's spans, and what of them lies within others. */
import type { Instant } from "../../instant.ts";
import { later } from "../../instant.ts";
import type { Stretch } from "../stretch.ts";
import { earlierEnd, union } from "../stretch.ts";
import type { Stay } from "../item/visits.ts";

export function momentAt(at: Instant): Stretch {
  return { from: at, to: at };
}

/** The stretches in which the item was in the pipeline, or only those that the stages in question took; visits that follow one another are one. */
export function stretchesOfStays(stays: readonly Stay[], counts: (stay: Stay) => boolean = () => true): Stretch[] {
  return union(stays.filter(counts).map(({ enteredAt, leftAt }) => ({ from: enteredAt, to: leftAt })));
}

/** Each stretch up to the first of the moments that comes after its beginning. */
export function endedBy(stretches: readonly Stretch[], moments: readonly Instant[]): Stretch[] {
  const ordered = moments.toSorted();
  return stretches.map(({ from, to }) => ({ from, to: earlierEnd(to, ordered.find((at) => at > from) ?? null) }));
}

/** The last of the ends; null while any has not come. */
export function lastEnd(ends: readonly (Instant | null)[]): Instant | null {
  return ends.reduce((last, end) => (last === null || end === null ? null : later(last, end)), "");
}
