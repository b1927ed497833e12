/** Decides how long a pull request without a first review may still wait. */
import type { Instant } from "../instant.ts";
import { addSeconds, secondsBetween } from "../instant.ts";
import { isPerson } from "../timeline/people.ts";
import type { PullRequestTimeline } from "../timeline/timeline.ts";
import type { WaitEnd } from "./cumulativeIncidence.ts";
import { cumulativeIncidence, quantileOf } from "./cumulativeIncidence.ts";

/** What became of pull requests in the past, conditional on having waited as long as this one has. */
export type ExpectedWait =
  /** Fewer than 20 observations. */
  | { known: false; observations: number }
  | {
      known: true;
      /** The moment from which it is reckoned. */
      at: Instant;
      observations: number;
      /** Seconds from `at` within which a first review came in 50% and 85% of cases; null where it never comes to that. */
      p50Seconds: number | null;
      p85Seconds: number | null;
      /** Share, 0 to 1, closed without a review. */
      closedUnreviewed: number;
    };

/** Under this many observations nothing is said. */
export const observationsNeeded = 20;

/** How far back a pull request may have become ready to tell something about today. */
export const historySeconds = 26 * 7 * 24 * 3600;

/** A pull request, as much as the forecast needs of it. */
export type PastPullRequest = Pick<PullRequestTimeline, "author" | "readyAt" | "firstReviewAfterReadyAt" | "closedAt">;

/**
 * What to expect at `at` of a pull request that has waited `waitedSeconds` since it was first ready for review and has no review yet. Read from the
 * pull requests that became ready in the 26 weeks before and waited longer than that: reviewed, closed unreviewed (merged or not), or, still waiting,
 * counted for as long as they are known. Bots' pull requests are left out, `bots` being the logins that the configuration adds to GitHub's own mark.
 * Only what had happened by `at` counts.
 */
export function expectedWait(
  pullRequests: readonly PastPullRequest[],
  waitedSeconds: number,
  at: Instant,
  bots: readonly string[],
): ExpectedWait {
  const from = addSeconds(at, -historySeconds);
  const ends = pullRequests
    .filter((pullRequest) => isPerson(pullRequest.author, bots))
    .flatMap((pullRequest) => {
      const end = endOfWait(pullRequest, from, at);
      return end === null || end.afterSeconds <= waitedSeconds ? [] : [end];
    });
  if (ends.length < observationsNeeded) return { known: false, observations: ends.length };

  const curve = cumulativeIncidence(ends);
  const fromNow = (seconds: number | null) => (seconds === null ? null : seconds - waitedSeconds);
  return {
    known: true,
    at,
    observations: ends.length,
    p50Seconds: fromNow(quantileOf(curve, 0.5)),
    p85Seconds: fromNow(quantileOf(curve, 0.85)),
    closedUnreviewed: curve.at(-1)?.closed ?? 0,
  };
}

/** Null for one that did not become ready in `[from, at)`. Of a review and a closing in one second the review came first. */
function endOfWait(pullRequest: PastPullRequest, from: Instant, at: Instant): WaitEnd | null {
  const { readyAt } = pullRequest;
  if (readyAt === null || readyAt < from || readyAt >= at) return null;
  const reviewedAt = happenedBy(at, pullRequest.firstReviewAfterReadyAt);
  const closedAt = happenedBy(at, pullRequest.closedAt);
  if (reviewedAt !== null && (closedAt === null || reviewedAt <= closedAt)) {
    return { by: "review", afterSeconds: secondsBetween(readyAt, reviewedAt) };
  }
  if (closedAt !== null) return { by: "closing", afterSeconds: secondsBetween(readyAt, closedAt) };
  return { by: "still-waiting", afterSeconds: secondsBetween(readyAt, at) };
}

function happenedBy(at: Instant, moment: Instant | null): Instant | null {
  return moment !== null && moment <= at ? moment : null;
}
