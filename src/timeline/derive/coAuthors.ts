/** Decides which co-authors' lines belong to which pull request: by its branch before the merge, by its merge commit after it. */
import type { Fact } from "../../signals/signal.ts";
import type { BranchWork } from "./knowledge.ts";
import type { Merge } from "./mainline.ts";

/**
 * Fingerprints by pull request number; those that have none are not in it. A push to the default branch that ends in a merge brings what was merged: one
 * commit that names the co-authors of all, where it was squashed, else the commits themselves. Of a fork that is all that is ever told.
 */
export function coAuthorsByPullRequest(
  facts: readonly Fact[],
  merges: readonly Merge[],
  branches: readonly BranchWork[],
): Map<number, readonly string[]> {
  const found = new Map<number, Set<string>>();
  const note = (pullRequest: number, coAuthors: readonly string[]) => {
    if (coAuthors.length === 0) return;
    found.set(pullRequest, new Set([...(found.get(pullRequest) ?? []), ...coAuthors]));
  };
  for (const { pullRequest, pushes } of branches) {
    if (pullRequest !== null) for (const push of pushes) note(pullRequest, Object.values(coAuthorsIn(push)).flat());
  }
  const mergeOf = new Map(merges.map(({ sha, number }) => [sha, number]));
  for (const push of facts) {
    if (push.signal.kind !== "branch-pushed" || !push.signal.toDefaultBranch) continue;
    for (const { number, commits } of mergedBy(push.signal.commits, mergeOf)) {
      note(
        number,
        commits.flatMap((commit) => coAuthorsIn(push)[commit] ?? []),
      );
    }
  }
  return new Map([...found].map(([number, coAuthors]) => [number, [...coAuthors].toSorted()]));
}

/** Each merge among the commits of one push, with what came since the merge before it: a merge queue may merge several at once. */
function mergedBy(
  commits: readonly string[],
  mergeOf: ReadonlyMap<string, number>,
): { number: number; commits: string[] }[] {
  const merged: { number: number; commits: string[] }[] = [];
  let since: string[] = [];
  for (const commit of commits) {
    since.push(commit);
    const number = mergeOf.get(commit);
    if (number === undefined) continue;
    merged.push({ number, commits: since });
    since = [];
  }
  return merged;
}

function coAuthorsIn({ signal }: Fact): Record<string, string[]> {
  return signal.kind === "branch-pushed" ? signal.coAuthors : {};
}
