/** Decides how sub-issues move their parent: when one enters implementation, so does the parent if it has not got further. */
import type { Item } from "./item.ts";
import type { Sign } from "./sign.ts";
import type { ItemTimeline } from "../timeline.ts";

/** Items in an order in which every parent comes after its sub-issues; a circle, which GitHub refuses, is cut where it closes. */
export function parentsLast(items: readonly Item[]): Item[] {
  const byNumber = new Map(items.map((item) => [item.number, item]));
  const ordered: Item[] = [];
  const visited = new Set<number>();
  const visit = (item: Item) => {
    if (visited.has(item.number)) return;
    visited.add(item.number);
    for (const child of childrenOf(item)) {
      const known = byNumber.get(child);
      if (known) visit(known);
    }
    ordered.push(item);
  };
  for (const item of items) visit(item);
  return ordered;
}

/** A sign for each time that a sub-issue entered implementation while it was one. */
export function childSignsOf(item: Item, folded: ReadonlyMap<number, ItemTimeline>): Sign[] {
  return childrenOf(item).flatMap((child) => {
    const entries = folded.get(child)?.visits.filter(({ stage }) => stage === "implementation") ?? [];
    return entries
      .filter(({ enteredAt }) => isChildAt(item, child, enteredAt))
      .map(({ enteredAt, cause }): Sign => ({
        at: enteredAt,
        kind: "work-began",
        words: `sub-issue ${child} entered implementation`,
        cause,
      }));
  });
}

function childrenOf(item: Item): number[] {
  return [...new Set(linksOf(item).map(({ child }) => child))];
}

function isChildAt(item: Item, child: number, at: string): boolean {
  return linksOf(item).findLast((link) => link.child === child && link.at <= at)?.added ?? false;
}

/** Sub-issues of the same repository, added and removed, in order. */
function linksOf({ issue }: Item): { child: number; added: boolean; at: string }[] {
  const links = (issue?.own ?? []).flatMap(({ signal, at, repositoryId }) => {
    if (signal.kind !== "sub-issue") return [];
    const isHere = signal.childRepositoryId === null || signal.childRepositoryId === repositoryId;
    return isHere ? [{ child: signal.child, added: signal.added, at }] : [];
  });
  return links.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}
