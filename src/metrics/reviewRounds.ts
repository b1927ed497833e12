/** Decides how often pull requests went back and forth before they were merged. */
import { isPerson } from "../timeline/people.ts";
import type { PullRequestTimeline } from "../timeline/timeline.ts";
import { isWithin, type Period } from "./period.ts";

/** Null where `n`, the number of merged pull requests, is 0. */
export type ReviewRounds = { mean: number | null; shareWithNone: number | null; n: number };

/**
 * Review rounds (changes requested, answered, and a new verdict by the same reviewer) of pull requests merged in the period: the mean, and the share
 * (0 to 1) that had none. Left out: pull requests opened by bots, `bots` being the logins that the configuration adds to GitHub's own mark.
 */
export function reviewRounds(
  pullRequests: readonly Pick<PullRequestTimeline, "author" | "mergedAt" | "reviewRounds">[],
  period: Period,
  bots: readonly string[],
): ReviewRounds {
  const rounds = pullRequests
    .filter(({ author, mergedAt }) => isPerson(author, bots) && isWithin(mergedAt, period))
    .map((each) => each.reviewRounds);
  const n = rounds.length;
  if (n === 0) return { mean: null, shareWithNone: null, n };
  const total = rounds.reduce((sum, each) => sum + each, 0);
  return { mean: total / n, shareWithNone: rounds.filter((each) => each === 0).length / n, n };
}
