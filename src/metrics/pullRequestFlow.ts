/** Decides how pull requests come and go, and how many were merged with nobody or nothing having looked. */
import { addSeconds } from "../instant.ts";
import { isPerson } from "../timeline/people.ts";
import { covers, type Stretch, union } from "../timeline/stretch.ts";
import type { PullRequestTimeline } from "../timeline/timeline.ts";
import { isWithin, type Period } from "./period.ts";
import { touches } from "./backlog.ts";
import { reviewQueueDepth } from "./reviewQueue.ts";
import { lastSecondOf } from "./whereabouts.ts";

/** A pull request, as much as its coming and going needs of it. */
export type FlowingPullRequest = Pick<
  PullRequestTimeline,
  "number" | "author" | "openedAt" | "mergedAt" | "closedAt" | "firstReviewAt" | "checkedAt" | "waits"
>;

/** `openAtStart + opened + reopened - merged - closedUnmerged = openAtEnd`. */
export type PullRequestFlow = {
  openAtStart: number;
  opened: number;
  reopened: number;
  merged: number;
  /** Every closing without a merge, also of one that was reopened later. */
  closedUnmerged: number;
  /** In the period's last second, drafts included. */
  openAtEnd: number;
  /** Of these, waiting on a reviewer: the review queue's depth. */
  reviewsWaiting: number;
  /** Merged without a review by another person, of those that people opened; bots' pull requests are left out. */
  withoutReview: { merged: number; without: number };
  /** Merged without any check, status or workflow run seen on a head, of all that were merged. */
  withoutChecks: { merged: number; without: number };
};

/** Pull requests in the period, in pull requests. `bots` are the logins that the configuration adds to GitHub's own mark. */
export function pullRequestFlow(
  all: readonly FlowingPullRequest[],
  period: Period,
  bots: readonly string[],
): PullRequestFlow {
  const pullRequests = all.filter(({ openedAt, closedAt }) => touches({ from: openedAt, to: closedAt }, period));
  const stays = pullRequests.map((each) => ({ mergedAt: each.mergedAt, open: openStretches(each) }));
  const openAt = (at: string) => stays.filter(({ open }) => covers(open, at)).length;
  const merged = pullRequests.filter(({ mergedAt }) => isWithin(mergedAt, period));
  const byPeople = merged.filter(({ author }) => isPerson(author, bots));
  return {
    openAtStart: openAt(addSeconds(period.from, -1)),
    opened: pullRequests.filter(({ openedAt }) => isWithin(openedAt, period)).length,
    reopened: stays.flatMap(({ open }) => open.slice(1).filter(({ from }) => isWithin(from, period))).length,
    merged: merged.length,
    closedUnmerged: stays.flatMap(({ open, mergedAt }) =>
      open.filter(({ to }) => isWithin(to, period) && to !== mergedAt),
    ).length,
    openAtEnd: openAt(lastSecondOf(period)),
    reviewsWaiting: reviewQueueDepth(pullRequests, lastSecondOf(period)),
    withoutReview: {
      merged: byPeople.length,
      without: byPeople.filter(({ firstReviewAt }) => firstReviewAt === null).length,
    },
    withoutChecks: { merged: merged.length, without: merged.filter(isUnchecked(period)).length },
  };
}

/** As of the period's end: a check that came later was none of what was merged then. */
function isUnchecked({ to }: Period): (pullRequest: FlowingPullRequest) => boolean {
  return ({ checkedAt }) => checkedAt === null || checkedAt >= to;
}

/** Waits cover the time while it was open, but not a stay that ended in the second in which it began: at its opening, or before its merge. */
function openStretches({ waits, openedAt, mergedAt, closedAt }: FlowingPullRequest): Stretch[] {
  const open = union(waits);
  const [first, last] = [open.at(0), open.at(-1)];
  if (first === undefined || last === undefined) return [{ from: openedAt, to: closedAt }];
  return [
    ...(openedAt < first.from ? [{ from: openedAt, to: openedAt }] : []),
    ...open,
    ...(mergedAt !== null && last.to !== null && last.to < mergedAt ? [{ from: mergedAt, to: mergedAt }] : []),
  ];
}
