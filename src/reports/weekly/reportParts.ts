/** Decides how the numbers that recur are written in a report's JSON. */
import type { PullRequestFlow } from "../../metrics/pullRequestFlow.ts";
import type { Spread } from "../../metrics/spread.ts";
import type { Flow } from "../../metrics/stageFlow.ts";
import type { WaitShare } from "../../metrics/waitShare.ts";
import type { Series } from "./series.ts";

export function spreadObject({ p50Seconds, p85Seconds, n }: Spread) {
  return { p50_seconds: p50Seconds, p85_seconds: p85Seconds, n };
}

export function flowObject({ atStart, arrivals, departures, atEnd, mean }: Flow) {
  return { at_start: atStart, arrivals, departures, at_end: atEnd, mean };
}

/** `firstReview` of the pull requests whose first review came in the period. */
export function pullRequestFlowObject(flow: PullRequestFlow, firstReview: Spread) {
  return {
    open_at_start: flow.openAtStart,
    opened: flow.opened,
    reopened: flow.reopened,
    merged: flow.merged,
    closed_unmerged: flow.closedUnmerged,
    open_at_end: flow.openAtEnd,
    reviews_waiting: flow.reviewsWaiting,
    first_review: spreadObject(firstReview),
    merged_without_review: { without: flow.withoutReview.without, of: flow.withoutReview.merged },
  };
}

export function trendObject({ values, trend }: Series) {
  const { mean, low, high, change, n, verdict } = trend;
  return { weeks: [...values], mean_before: mean, low, high, change, n, verdict };
}

export function waitingObject({ reasons }: WaitShare): Record<string, number> {
  return Object.fromEntries(reasons.map(({ on, seconds }) => [on, seconds]));
}
