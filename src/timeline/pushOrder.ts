/** Decides in which order pushes were made: by their time, and within one second each after the push whose commit it started from. */
import type { Instant } from "../instant.ts";

/** `before` is null of the first push to a branch. */
export type PushedCommit = { at: Instant; before: string | null; after: string };

/** GitHub tells no order within a second, but the commits do; where they do not either, it is always the same one. */
export function inPushOrder<P extends PushedCommit>(pushes: readonly P[]): P[] {
  const sorted = pushes.toSorted(
    (a, b) => compare(a.at, b.at) || compare(a.after, b.after) || compare(a.before, b.before),
  );
  return [...Map.groupBy(sorted, ({ at }) => at).values()].flatMap((together) =>
    together.length === 1 ? together : inChains(together),
  );
}

function inChains<P extends PushedCommit>(together: readonly P[]): P[] {
  const startedFrom = Map.groupBy(together, ({ before }) => before);
  const brought = new Set(together.map(({ after }) => after));
  const firsts = together.filter(({ before }) => before === null || !brought.has(before));
  const chained = new Set<P>();
  const waiting = [...firsts, ...together].toReversed();
  for (let push = waiting.pop(); push !== undefined; push = waiting.pop()) {
    if (chained.has(push)) continue;
    chained.add(push);
    waiting.push(...(startedFrom.get(push.after) ?? []).toReversed());
  }
  return [...chained];
}

function compare(a: string | null, b: string | null): number {
  const [left, right] = [a ?? "", b ?? ""];
  return left < right ? -1 : Number(left > right);
}
