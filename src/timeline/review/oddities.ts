/** Decides what of a pull request's events shows that its checks or its times cannot be trusted. */
import type { Instant } from "../../instant.ts";
import { isAnother, isPerson } from "../people.ts";
import type { Doubt } from "../timeline.ts";
import type { PullRequestFacts } from "./pullRequestFacts.ts";
import type { ReviewRules } from "./reviewState.ts";
import type { TimedReviewEvent } from "./waits.ts";

/**
 * When a check passed on a commit on which an earlier attempt of the same name had failed: the same code, another result. Once for each commit and
 * name; `events` are in order.
 */
export function flakyChecksOf(events: readonly TimedReviewEvent[]): Instant[] {
  const failed = new Map<string, string>();
  const flaky: Instant[] = [];
  const told = new Set<string>();
  for (const { at, event } of events) {
    if (event.kind !== "check-ended") continue;
    const check = `${event.sha} ${event.name}`;
    if (event.conclusion === "failure" || event.conclusion === "timed_out") failed.set(check, event.attempt);
    const before = failed.get(check);
    if (event.conclusion !== "success" || before === undefined || before === event.attempt || told.has(check)) continue;
    told.add(check);
    flaky.push(at);
  }
  return flaky;
}

/** When the first check of any of its heads began, or ended where no beginning is told. */
export function firstCheckAt(events: readonly TimedReviewEvent[]): Instant | null {
  return events.find(({ event }) => event.kind === "check-began" || event.kind === "check-ended")?.at ?? null;
}

/** Reviews by another person before the opening, or after the merge: they count nowhere, and that is said. */
export function doubtsOf({ own, snapshot }: PullRequestFacts, mergedAt: Instant | null, rules: ReviewRules): Doubt[] {
  const openedAt = snapshot.signal.createdAt;
  const doubts = own.flatMap(({ signal, at }): Doubt[] => {
    if (signal.kind !== "reviewed" || !isPerson(signal.by, rules.config.bots) || !isAnother(signal.by, rules.author))
      return [];
    if (at < openedAt) return [{ what: "review-before-opening", at }];
    return mergedAt !== null && at > mergedAt ? [{ what: "review-after-merge", at }] : [];
  });
  return doubts.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}
