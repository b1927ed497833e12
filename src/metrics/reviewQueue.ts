/** Decides how deep the review queue is and where a pull request stands in it. */
import type { Instant } from "../instant.ts";
import type { Wait } from "../timeline/timeline.ts";

/** A pull request's waits, as much as the queue needs of it. */
export type QueueEntry = { number: number; waits: readonly Wait[] };

export type QueuePlace = {
  /** Open pull requests waiting on a reviewer at the moment, this one included if it is among them. */
  depth: number;
  /** How many of them have waited longer than this one; null if this one is not among them. */
  longer: number | null;
  /** The depth seven days before, for the trend. */
  depthWeekAgo: number;
};

/** Review queue depth: open pull requests waiting on a reviewer at `at`, by `from <= at < to`. */
export function reviewQueueDepth(entries: readonly QueueEntry[], at: Instant): number {
  return entries.filter((entry) => reviewerWaitAt(entry, at) !== null).length;
}

/** When the wait on a reviewer that covers `at` began; null if none does. */
export function reviewerWaitAt(entry: QueueEntry, at: Instant): Instant | null {
  const wait = entry.waits.find(
    (each) => each.on === "reviewer" && each.from <= at && (each.to === null || at < each.to),
  );
  return wait?.from ?? null;
}
