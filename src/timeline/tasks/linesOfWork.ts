/** Decides which lines of work an item has, a line being a branch, a pull request, or both where the one became the other. */
import type { Instant } from "../../instant.ts";
import { earlier } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import type { BranchWork } from "../derive/knowledge.ts";
import { headAt } from "../review/heads.ts";
import type { Stretch } from "../stretch.ts";
import type { KnownPullRequest } from "../item/circumstances.ts";
import type { BeforeReview } from "./readiness.ts";
import { readinessOf } from "./readiness.ts";

/** What a push brought; `paths` are known only of branches of this repository. */
export type Push = { at: Instant; commit: string; paths: readonly string[] };

export type LineOfWork = {
  pullRequest: KnownPullRequest | null;
  branch: BranchWork | null;
  /** Those that brought commits, in order. */
  pushes: readonly Push[];
  beforeReview: readonly BeforeReview[];
  /** While the pull request was open and ready for review. */
  inReview: readonly Stretch[];
  /** When the pull request was closed or merged for good. */
  endedAt: Instant | null;
};

/** Of an item's pull requests, and of the work on branches for them or for its issue. */
export function linesOfWork(pullRequests: readonly KnownPullRequest[], branches: readonly BranchWork[]): LineOfWork[] {
  const own = new Set(pullRequests.map(({ number }) => number));
  const lines = pullRequests.map((pullRequest) => {
    const branch = branches.find((work) => work.pullRequest === pullRequest.number) ?? null;
    return lineOfPullRequest(pullRequest, branch);
  });
  const others = branches.filter(({ pullRequest }) => pullRequest === null || !own.has(pullRequest));
  return [...lines, ...others.map(lineOfBranch)];
}

function lineOfBranch(branch: BranchWork): LineOfWork {
  const pushes = branch.pushes.flatMap(pushOf);
  const from = pushes[0]?.at;
  return {
    pullRequest: null,
    branch,
    pushes,
    beforeReview: from === undefined ? [] : [{ from, to: null, ending: null }],
    inReview: [],
    endedAt: null,
  };
}

function lineOfPullRequest(pullRequest: KnownPullRequest, branch: BranchWork | null): LineOfWork {
  const { facts, folded } = pullRequest;
  const pushes = branch ? mergedPushes(pullRequest, branch) : pushesTold(facts.own);
  const began = pushes[0]?.at ?? folded.timeline.openedAt;
  const { mergedAt, closedAt } = folded.timeline;
  return { pullRequest, branch, pushes, ...readinessOf(folded.events, began), endedAt: mergedAt ?? closedAt };
}

/**
 * A push to the head of an open pull request is told twice, by the branch and by the pull request: its time is that of the pull request, which GitHub
 * gives, and its paths are the branch's. What was the head at the opening was pushed by then, even if it was heard of only later.
 */
function mergedPushes({ facts, folded }: KnownPullRequest, branch: BranchWork): Push[] {
  const { openedAt } = folded.timeline;
  const atOpening = headAt(facts, openedAt);
  const told = pushesTold(facts.own);
  const byCommit = new Map(told.map((push) => [push.commit, push]));
  const pushes = branch.pushes.flatMap(pushOf).flatMap((push): Push[] => {
    if (push.commit === atOpening) return [{ ...push, at: earlier(push.at, openedAt) }];
    const twin = push.at >= openedAt ? byCommit.get(push.commit) : undefined;
    if (!twin) return [push];
    byCommit.delete(push.commit);
    return [{ ...push, at: twin.at }];
  });
  return [...pushes, ...byCommit.values()].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

function pushesTold(own: readonly Fact[]): Push[] {
  const pushes = own.flatMap(({ signal, at }) =>
    signal.kind === "pushed" ? [{ at, commit: signal.after, paths: [] }] : [],
  );
  return pushes.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** A new branch on an old commit is told as a push too, one that brings nothing. */
function pushOf({ signal, at }: Fact): Push[] {
  if (signal.kind !== "branch-pushed" || signal.after === null) return [];
  const { after: commit, commits, forced, paths } = signal;
  return commits.length > 0 || forced ? [{ at, commit, paths }] : [];
}
