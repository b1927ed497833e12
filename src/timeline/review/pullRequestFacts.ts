/** Decides what a pull request's review is read from. */
import type { Instant } from "../../instant.ts";
import type { Fact, PullRequestSnapshot } from "../../signals/signal.ts";

export type PullRequestFacts = {
  snapshot: Fact & { signal: PullRequestSnapshot };
  /** Facts whose subject is the pull request. */
  own: readonly Fact[];
  /** Pushes to its branch since that is its, even before it was opened; none of a fork's. */
  branchPushes: readonly Fact[];
  /** Facts of the issues that it belongs to; only their labels count here. */
  ofIssues: readonly Fact[];
  /** Check facts of any commit; those of its own commits count. */
  checks: readonly Fact[];
  /** Workflow runs on its own commits. */
  runs: readonly Fact[];
  /** Final failures of staging deployments, by the commit that was deployed. */
  stagingFailures: readonly { sha: string; at: Instant; fact: Fact | null }[];
};
