/** Decides in which order commits came to the default branch. */
import type { Instant } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";

export type Merge = { number: number; sha: string; mergedAt: Instant; intoDefaultBranch: boolean };

export type Mainline = {
  /** Its place in the order; null for a commit that is not known to be on the default branch. */
  positionOf: (sha: string) => number | null;
};

type Landing = { at: Instant; shas: string[] };

/**
 * The order by the pushes to the default branch, each following the one whose last commit it started from. A merge whose push was not seen stands
 * by its time: pushes are known by their receipt, merges by GitHub's own time, and both are only compared where nothing better is known.
 */
export function mainlineOf(facts: readonly Fact[], merges: readonly Merge[]): Mainline {
  const landings = chained(pushesOf(facts));
  const seen = new Set(landings.flatMap(({ shas }) => shas));
  const unseen = merges.filter(({ sha, intoDefaultBranch }) => intoDefaultBranch && !seen.has(sha));
  for (const { sha, mergedAt } of unseen.toSorted((a, b) => compare(a.mergedAt, b.mergedAt))) {
    const next = landings.findIndex(({ at }) => at > mergedAt);
    landings.splice(next === -1 ? landings.length : next, 0, { at: mergedAt, shas: [sha] });
  }
  const positions = new Map<string, number>();
  for (const sha of landings.flatMap(({ shas }) => shas)) if (!positions.has(sha)) positions.set(sha, positions.size);
  return { positionOf: (sha) => positions.get(sha) ?? null };
}

type Push = Landing & { before: string | null; after: string };

function pushesOf(facts: readonly Fact[]): Push[] {
  return facts
    .flatMap(({ signal, at }) => {
      if (signal.kind !== "branch-pushed" || !signal.toDefaultBranch || signal.after === null) return [];
      const { before, after, commits } = signal;
      return [{ at, before, after, shas: [...commits, after] }];
    })
    .toSorted((a, b) => compare(a.at, b.at) || compare(a.after, b.after));
}

/** Each push after the one that it followed; where a push is missing, by receipt. */
function chained(pushes: readonly Push[]): Landing[] {
  const following = Map.groupBy(pushes, ({ before }) => before);
  const afters = new Set(pushes.map(({ after }) => after));
  const taken = new Set<Push>();
  const landings: Landing[] = [];
  const follow = (first: Push) => {
    if (first.before !== null && !taken.has(first)) landings.push({ at: first.at, shas: [first.before] });
    for (let push: Push | undefined = first; push && !taken.has(push);) {
      taken.add(push);
      landings.push(push);
      push = following.get(push.after)?.find((each) => !taken.has(each));
    }
  };
  for (const push of pushes) if (push.before === null || !afters.has(push.before)) follow(push);
  for (const push of pushes) if (!taken.has(push)) follow(push);
  return landings;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
