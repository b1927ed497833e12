/** Decides in which order commits came to the default branch. */
import type { Instant } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import type { Landing, Push } from "./missingPushes.ts";
import { missingPushes } from "./missingPushes.ts";

export type Merge = { number: number; sha: string; mergedAt: Instant; intoDefaultBranch: boolean };

export type Mainline = {
  /** Its place in the order; null for a commit that is not known to be on the default branch. */
  positionOf: (sha: string) => number | null;
  /** Whether all that came between the two is known, by pushes that follow one another or because GitHub was asked. */
  isConnected: (sha: string, other: string) => boolean;
};

/**
 * The order by the pushes to the default branch, each following the one whose last commit it started from. A merge whose push was not seen stands
 * by its time: pushes are known by their receipt, merges by GitHub's own time, and both are only compared where nothing better is known. What GitHub said
 * when it was asked to compare two commits stands for the pushes that are missing between them.
 */
export function mainlineOf(facts: readonly Fact[], merges: readonly Merge[]): Mainline {
  const told = pushesOf(facts);
  const { landings, chainOf } = chained([...told, ...missingPushes(told, facts)].toSorted(byTime));
  const seen = new Set(landings.flatMap(({ shas }) => shas));
  const unseen = merges.filter(({ sha, intoDefaultBranch }) => intoDefaultBranch && !seen.has(sha));
  for (const { sha, mergedAt } of unseen.toSorted((a, b) => compare(a.mergedAt, b.mergedAt))) {
    const next = landings.findIndex(({ at }) => at > mergedAt);
    landings.splice(next === -1 ? landings.length : next, 0, { at: mergedAt, shas: [sha] });
  }
  const positions = new Map<string, number>();
  for (const sha of landings.flatMap(({ shas }) => shas)) if (!positions.has(sha)) positions.set(sha, positions.size);
  return {
    positionOf: (sha) => positions.get(sha) ?? null,
    isConnected: (sha, other) => chainOf.has(sha) && chainOf.get(sha) === chainOf.get(other),
  };
}

function pushesOf(facts: readonly Fact[]): Push[] {
  return facts
    .flatMap(({ signal, at }) => {
      if (signal.kind !== "branch-pushed" || !signal.toDefaultBranch || signal.after === null) return [];
      const { before, after, commits } = signal;
      return [{ at, before, after, shas: [...commits, after] }];
    })
    .toSorted(byTime);
}

function byTime(a: Push, b: Push): number {
  return compare(a.at, b.at) || compare(a.after, b.after);
}

/** Each push after the one that it followed; where a push is missing, by receipt. A chain are those that follow one another without a gap. */
function chained(pushes: readonly Push[]): { landings: Landing[]; chainOf: ReadonlyMap<string, number> } {
  const following = Map.groupBy(pushes, ({ before }) => before);
  const afters = new Set(pushes.map(({ after }) => after));
  const taken = new Set<Push>();
  const landings: Landing[] = [];
  const chainOf = new Map<string, number>();
  const land = (landing: Landing, chain: number) => {
    landings.push(landing);
    for (const sha of landing.shas) if (!chainOf.has(sha)) chainOf.set(sha, chain);
  };
  const follow = (first: Push, chain: number) => {
    if (first.before !== null && !taken.has(first)) land({ at: first.at, shas: [first.before] }, chain);
    for (let push: Push | undefined = first; push && !taken.has(push);) {
      taken.add(push);
      land(push, chain);
      push = following.get(push.after)?.find((each) => !taken.has(each));
    }
  };
  const starts = pushes.filter(({ before }) => before === null || !afters.has(before));
  for (const [chain, push] of [...starts, ...pushes].entries()) if (!taken.has(push)) follow(push, chain);
  return { landings, chainOf };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
