/** Decides what facts that grow with later news said at a moment: a closing or an end after it had not happened yet. */
import type { Instant } from "../instant.ts";
import type { CheckAttempt, CommitSignal, IssueSnapshot, PullRequestSnapshot } from "../signals/signal.ts";

export function issueAsOf(issue: IssueSnapshot, now: Instant): IssueSnapshot {
  return isAfter(issue.closedAt, now) ? { ...issue, closedAt: null, closeReason: null } : issue;
}

export function pullRequestAsOf(pullRequest: PullRequestSnapshot, now: Instant): PullRequestSnapshot {
  const { closedAt, mergedAt } = pullRequest;
  if (isAfter(mergedAt, now)) return { ...pullRequest, closedAt: null, mergedAt: null, mergeSha: null };
  return mergedAt === null && isAfter(closedAt, now) ? { ...pullRequest, closedAt: null } : pullRequest;
}

/** Attempts that had begun; one that ended later was running. */
export function checkAsOf(check: CommitSignal, now: Instant): CommitSignal {
  const isPast = ({ startedAt, endedAt }: CheckAttempt) => !isAfter(startedAt, now) && !isAfter(endedAt, now);
  if (Object.values(check.attempts).every(isPast)) return check;
  const attempts = Object.entries(check.attempts).flatMap(([id, attempt]) =>
    attemptAsOf(attempt, now).map((seen) => [id, seen] as const),
  );
  return { ...check, attempts: Object.fromEntries(attempts) };
}

function attemptAsOf(attempt: CheckAttempt, now: Instant): CheckAttempt[] {
  const { startedAt, endedAt } = attempt;
  if (!isAfter(endedAt, now)) return isAfter(startedAt, now) ? [] : [attempt];
  return startedAt === null || isAfter(startedAt, now) ? [] : [{ startedAt, endedAt: null, conclusion: null }];
}

function isAfter(at: Instant | null, now: Instant): boolean {
  return at !== null && at > now;
}
