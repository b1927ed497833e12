/** Decides how long a pull request has waited on whom since it was ready for review. */
import type { Instant } from "../instant.ts";
import { earlier, later, secondsBetween } from "../instant.ts";
import type { PullRequestTimeline, WaitingOn } from "../timeline/timeline.ts";

/** Seconds by whom it waited on; whom it never waited on is absent. */
export type WaitByWhom = ReadonlyMap<WaitingOn, number>;

/**
 * PR wait time: from first ready for review up to `until`, split by whom it waited on. Left out: drafting before that, and time while it was closed.
 * Empty for a draft that never was ready.
 */
export function waitByWhom(pullRequest: Pick<PullRequestTimeline, "readyAt" | "waits">, until: Instant): WaitByWhom {
  const seconds = new Map<WaitingOn, number>();
  const { readyAt } = pullRequest;
  if (readyAt === null) return seconds;
  for (const wait of pullRequest.waits) {
    const from = later(wait.from, readyAt);
    const to = earlier(wait.to ?? until, until);
    if (from < to) seconds.set(wait.on, (seconds.get(wait.on) ?? 0) + secondsBetween(from, to));
  }
  return seconds;
}
