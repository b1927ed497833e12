/** Decides which commits GitHub has to be asked to compare, because the pushes between two deployments are not known. */
import type { Fact } from "../../signals/signal.ts";
import type { CommitPair } from "./commitPair.ts";
import { pairOf } from "./commitPair.ts";
import type { Deployment } from "./knowledge.ts";
import type { Mainline } from "./mainline.ts";

/** More than these are not asked for at a time: the latest deployments first. */
const most = 20;

/** For each deployment to production or staging what was live there before it, if what lies between them is not known and was not asked for yet. */
export function comparisonsWanted(
  facts: readonly Fact[],
  deployments: readonly Deployment[],
  { isConnected, positionOf }: Mainline,
): CommitPair[] {
  const asked = new Set(facts.flatMap(({ signal }) => (signal.kind === "compared" ? [pairOf(signal)] : [])));
  const isWanted = ({ base, head }: CommitPair) =>
    base !== head &&
    !isConnected(base, head) &&
    !asked.has(pairOf({ base, head })) &&
    !asked.has(pairOf({ base: head, head: base }));
  const pairs = new Map<string, CommitPair>();
  for (const { base, head } of successivePairs(deployments, (sha) => positionOf(sha) !== null)) {
    if (pairs.size < most && isWanted({ base, head })) pairs.set(pairOf({ base, head }), { base, head });
  }
  return [...pairs.values()];
}

/** Latest first; with the last success before it, and with the last that is known to be on the default branch, if that is another. */
function successivePairs(deployments: readonly Deployment[], isPlaced: (sha: string) => boolean): CommitPair[] {
  const concerned = deployments.filter(({ kind }) => kind !== "other");
  return [...Map.groupBy(concerned, ({ environment }) => environment).values()]
    .flatMap((inOne) => {
      const successes = inOne
        .filter(({ completed }) => completed === true)
        .toSorted((a, b) => ((a.finishedAt ?? "") < (b.finishedAt ?? "") ? -1 : 1));
      return inOne.flatMap(({ id, sha: head, createdAt }) => {
        const before = successes.filter((each) => each.id !== id && (each.finishedAt ?? "") <= createdAt);
        const bases = [before.at(-1), before.findLast((each) => isPlaced(each.sha))];
        return bases.flatMap((each) => (each ? [{ createdAt, base: each.sha, head }] : []));
      });
    })
    .toSorted((a, b) => (a.createdAt > b.createdAt ? -1 : Number(a.createdAt < b.createdAt)));
}
