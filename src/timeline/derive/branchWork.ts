/** Decides for which pull request or issue work on a branch is. */
import type { Instant } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import { branchPushes } from "../branchPush.ts";
import type { BranchWork } from "./knowledge.ts";
import type { OwnFacts } from "../known.ts";
import type { LinkableIssue } from "../links.ts";
import { isOpenAt, issueOfBranch, issuesOf } from "../links.ts";
import { inPushOrder } from "../pushOrder.ts";

type Head = { number: number; from: Instant; to: Instant | null };

/**
 * Work on the branches of the repository itself; pushes to forks are never told. A branch is for the pull request whose head it is, from the closing of
 * that head's previous pull request on; else for the issue that its name says, if that is open and no pull request with that head belonged elsewhere. A
 * branch that is a base is for none. The facts are in order.
 */
export function branchWorkOf(
  facts: readonly Fact[],
  repositoryId: number,
  pullRequests: ReadonlyMap<number, OwnFacts>,
  issues: ReadonlyMap<number, LinkableIssue>,
): BranchWork[] {
  const bases = new Set(
    [...pullRequests.values()].flatMap(({ snapshot: { signal } }) => [signal.base, signal.defaultBranch]),
  );
  const heads = headsByBranch(repositoryId, pullRequests);
  const isElsewhere = (branch: string) =>
    (heads.get(branch) ?? []).some(({ number }) => !belongsTo(pullRequests.get(number), issueOfBranch(branch), issues));
  const work = new Map<string, BranchWork>();
  for (const fact of facts) {
    const branch = branchOf(fact);
    if (branch === null || bases.has(branch)) continue;
    const pullRequest = heads.get(branch)?.find(({ to }) => to === null || fact.at <= to)?.number ?? null;
    const issue = pullRequest === null && !isElsewhere(branch) ? openIssue(branch, fact.at, issues) : null;
    if (pullRequest === null && issue === null) continue;
    const key = `${branch} ${pullRequest} ${issue}`;
    const known: BranchWork = work.get(key) ?? { branch, pullRequest, issue, created: null, pushes: [] };
    work.set(key, known);
    if (fact.signal.kind === "branch-created") known.created ??= fact;
    else known.pushes.push(fact);
  }
  return [...work.values()].map((each) => ({ ...each, pushes: inOrderOfPushing(each.pushes) }));
}

function inOrderOfPushing(pushes: readonly Fact[]): Fact[] {
  return inPushOrder(branchPushes(pushes)).map(({ fact }) => fact);
}

function branchOf({ signal }: Fact): string | null {
  if (signal.kind === "branch-created") return signal.branch;
  return signal.kind === "branch-pushed" && !signal.toDefaultBranch && signal.after !== null ? signal.branch : null;
}

/** Pull requests by their head branch, in order, each up to its closing. */
function headsByBranch(repositoryId: number, pullRequests: ReadonlyMap<number, OwnFacts>): Map<string, Head[]> {
  const heads = new Map<string, Head[]>();
  for (const [number, { snapshot }] of pullRequests) {
    const { head, headRepositoryId, createdAt, closedAt } = snapshot.signal;
    if (headRepositoryId !== repositoryId) continue;
    heads.set(head, [...(heads.get(head) ?? []), { number, from: createdAt, to: closedAt }]);
  }
  for (const ofBranch of heads.values()) ofBranch.sort((a, b) => (a.from < b.from ? -1 : 1));
  return heads;
}

function belongsTo(
  pullRequest: OwnFacts | undefined,
  issue: number | null,
  issues: ReadonlyMap<number, LinkableIssue>,
): boolean {
  if (pullRequest === undefined || issue === null) return false;
  const { createdAt: openedAt, head, closes } = pullRequest.snapshot.signal;
  return issuesOf({ number: issue, openedAt, head, closes }, issues).includes(issue);
}

function openIssue(branch: string, at: Instant, issues: ReadonlyMap<number, LinkableIssue>): number | null {
  const number = issueOfBranch(branch);
  const issue = number === null ? undefined : issues.get(number);
  return issue && isOpenAt(issue, at) ? issue.number : null;
}
