/** Decides how long pull requests wait for their first review. */
import type { Instant } from "../instant.ts";
import { secondsBetween } from "../instant.ts";
import { isPerson } from "../timeline/people.ts";
import type { PullRequestTimeline } from "../timeline/timeline.ts";
import { percentileCont } from "./statistics.ts";

/** Time to first review: first ready for review to the first review by another person at or after it, in seconds. */
export type FirstReviewTimes = { p50Seconds: number | null; p85Seconds: number | null; n: number };

/** A pull request, as much as its first review needs of it. */
export type ReviewedPullRequest = Pick<PullRequestTimeline, "author" | "readyAt" | "firstReviewAfterReadyAt">;

/**
 * Time to first review over the first reviews that came in `[from, to)`. Left out: pull requests opened by bots, `bots` being the logins that the
 * configuration adds to GitHub's own mark, and those that have no review yet.
 */
export function timeToFirstReview(
  pullRequests: readonly ReviewedPullRequest[],
  from: Instant,
  to: Instant,
  bots: readonly string[],
): FirstReviewTimes {
  const seconds = pullRequests.flatMap(({ author, readyAt, firstReviewAfterReadyAt: reviewedAt }) =>
    isPerson(author, bots) && readyAt !== null && reviewedAt !== null && from <= reviewedAt && reviewedAt < to
      ? [secondsBetween(readyAt, reviewedAt)]
      : [],
  );
  return { p50Seconds: percentileCont(seconds, 0.5), p85Seconds: percentileCont(seconds, 0.85), n: seconds.length };
}
