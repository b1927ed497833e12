/** Decides which merged pull requests a deployment brought, or took away. */
import type { Deployment } from "./knowledge.ts";
import type { Mainline, Merge } from "./mainline.ts";

export type Carried = Pick<Deployment, "carries" | "isRollback" | "rollsBack">;

type Finished = Pick<Deployment, "id" | "environment" | "sha" | "createdAt" | "completed" | "finishedAt">;

type Placed = { number: number; position: number };

/**
 * Every merged pull request between the commit last deployed successfully in that environment and this one; the first deployment ever seen there carries
 * nothing, since nobody knows what was live before. An older commit is a rollback: it carries nothing, and takes away what came after it.
 */
export function carriedBy(
  deployments: readonly Finished[],
  { positionOf }: Mainline,
  merges: readonly Merge[],
): (deployment: Finished) => Carried {
  const placed = placedMerges(merges, positionOf);
  const successes = successesByEnvironment(deployments);
  const between = (low: number, high: number) =>
    placed
      .slice(placeAfter(placed, low), placeAfter(placed, high))
      .map(({ number }) => number)
      .toSorted((a, b) => a - b);
  const isPlaced = ({ sha }: Finished) => positionOf(sha) !== null;
  return (deployment) => {
    const before = lastBefore(deployment, successes.get(deployment.environment) ?? [], isPlaced);
    const to = positionOf(deployment.sha);
    const from = before ? positionOf(before.sha) : null;
    if (from === null || to === null) return { carries: [], isRollback: false, rollsBack: [] };
    return { carries: between(from, to), isRollback: to < from, rollsBack: between(to, from) };
  };
}

function placedMerges(merges: readonly Merge[], positionOf: Mainline["positionOf"]): Placed[] {
  return merges
    .flatMap(({ sha, number }) => {
      const position = positionOf(sha);
      return position === null ? [] : [{ number, position }];
    })
    .toSorted((a, b) => a.position - b.position);
}

/** The first place in the order behind `position`, by halving: repositories have thousands of merges and of deployments. */
function placeAfter(placed: readonly Placed[], position: number): number {
  let low = 0;
  let high = placed.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((placed[middle]?.position ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

function successesByEnvironment(deployments: readonly Finished[]): Map<string, Finished[]> {
  const successes = deployments.filter(({ completed }) => completed === true);
  const byEnd = successes.toSorted((a, b) => ((a.finishedAt ?? "") < (b.finishedAt ?? "") ? -1 : 1));
  return Map.groupBy(byEnd, ({ environment }) => environment);
}

/** What was live in the same environment when the deployment was created; a commit that never came to the default branch tells nothing of what it held. */
function lastBefore(
  { id, createdAt }: Finished,
  successes: readonly Finished[],
  isPlaced: (deployment: Finished) => boolean,
): Finished | undefined {
  return successes.findLast((each) => each.id !== id && (each.finishedAt ?? "") <= createdAt && isPlaced(each));
}
