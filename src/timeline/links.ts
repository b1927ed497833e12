/** Decides which issues a pull request belongs to. */
import type { Instant } from "../instant.ts";
import { openStretches } from "./item/itemSigns.ts";
import type { Known } from "./known.ts";

export type LinkablePullRequest = { number: number; openedAt: Instant; head: string; closes: readonly number[] };

/** An issue that is an item, with the stretches in which it was open. */
export type LinkableIssue = { number: number; open: readonly { from: Instant; to: Instant | null }[] };

const branchForIssue = /^(?:[\w.-]+\/)?(?:gh-|issue-)?(\d+)[-_]/;

/**
 * The issues that a pull request closes by GitHub's own reading, else the one that its head branch is for, if that issue was open when the pull request
 * was opened. A wrong link is worse than none: a number that is no issue we know links nothing, and a `revert-` branch is for no issue.
 */
export function issuesOf(pullRequest: LinkablePullRequest, issues: ReadonlyMap<number, LinkableIssue>): number[] {
  const closed = pullRequest.closes.filter((number) => issues.has(number));
  if (closed.length > 0) return [...new Set(closed)].toSorted((a, b) => a - b);
  const number = issueOfBranch(pullRequest.head);
  const issue = number === null ? undefined : issues.get(number);
  return issue && isOpenAt(issue, pullRequest.openedAt) ? [issue.number] : [];
}

/** The number that a branch's name says it is for; null if it says none. */
export function issueOfBranch(branch: string): number | null {
  if (branch.startsWith("revert-")) return null;
  const digits = branchForIssue.exec(branch)?.[1];
  return digits === undefined ? null : Number(digits);
}

export function isOpenAt(issue: LinkableIssue, at: Instant): boolean {
  return issue.open.some(({ from, to }) => from <= at && (to === null || at < to));
}

/** The issues that are items, with the times at which they were open. */
export function linkablesOf({ issues }: Known): Map<number, LinkableIssue> {
  return new Map([...issues].map(([number, issue]) => [number, { number, open: openStretches(issue) }]));
}
