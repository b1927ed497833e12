/** Decides how deep the review queue is and where a pull request stands in it. */
import type { Instant } from "../instant.ts";
import { addSeconds } from "../instant.ts";
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

/** Where the pull request `number` stands at `at`: who began to wait earlier has waited longer, and of two that began together the lower number. */
export function queuePlace(entries: readonly QueueEntry[], number: number, at: Instant): QueuePlace {
  const queue = entries
    .flatMap((entry) => {
      const since = reviewerWaitAt(entry, at);
      return since === null ? [] : [{ number: entry.number, since }];
    })
    .toSorted((a, b) => (a.since === b.since ? a.number - b.number : a.since < b.since ? -1 : 1));
  const longer = queue.findIndex((waiting) => waiting.number === number);
  return {
    depth: queue.length,
    longer: longer === -1 ? null : longer,
    depthWeekAgo: reviewQueueDepth(entries, addSeconds(at, -weekSeconds)),
  };
}

/** When the wait on a reviewer that covers `at` began; null if none does. */
export function reviewerWaitAt(entry: QueueEntry, at: Instant): Instant | null {
  const wait = entry.waits.find(
    (each) => each.on === "reviewer" && each.from <= at && (each.to === null || at < each.to),
  );
  return wait?.from ?? null;
}

const weekSeconds = 7 * 24 * 3600;
