/** Decides which lines of work an item has, a line being a branch, a pull request, or both where the one became the other. */
import type { Instant } from "../../instant.ts";
import { earlier } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import type { BranchWork } from "../derive/knowledge.ts";
import { bringingPushes } from "../branchPush.ts";
import { headAt, pushesTold } from "../review/heads.ts";
import { inPushOrder, type PushedCommit } from "../pushOrder.ts";
import type { Stretch } from "../stretch.ts";
import type { KnownPullRequest } from "../item/circumstances.ts";
import type { BeforeReview } from "./readiness.ts";
import { readinessOf } from "./readiness.ts";

/** What a push brought; `paths` are known only of branches of this repository. */
export type Push = PushedCommit & { paths: readonly string[] };

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
  const pushes = bringingPushes(branch.pushes);
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
  const pushes = branch ? mergedPushes(pullRequest, branch) : ownPushes(facts.own);
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
  const byCommit = new Map(ownPushes(facts.own).map((push) => [push.after, push]));
  const pushes = bringingPushes(branch.pushes).flatMap((push): Push[] => {
    if (push.after === atOpening) return [{ ...push, at: earlier(push.at, openedAt) }];
    const twin = push.at >= openedAt ? byCommit.get(push.after) : undefined;
    if (!twin) return [push];
    byCommit.delete(push.after);
    return [{ ...push, at: twin.at }];
  });
  return inPushOrder([...pushes, ...byCommit.values()]);
}

function ownPushes(own: readonly Fact[]): Push[] {
  return pushesTold(own).map((push) => ({ ...push, paths: [] }));
}
