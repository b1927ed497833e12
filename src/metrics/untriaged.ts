/** Decides what of an item's time is backlog: shaping before its triage has ended, counted apart from shaping's queue. */
import type { StageSlug } from "../stages.ts";
import { difference, intersection, type Stretch, union } from "../timeline/stretch.ts";
import type { ItemFlow } from "../timeline/flow.ts";

export type TriagedItem = Pick<ItemFlow, "kind" | "visits" | "tasks">;

/**
 * When an issue was in shaping before its first triage had ended, or while a later one ran; all its time there if no triage is known to have ended.
 * Empty for a lone pull request, which nobody triages.
 */
export function untriaged({ kind, visits, tasks }: TriagedItem): Stretch[] {
  const shaping = kind === "issue" ? stretchesIn({ visits }, "shaping") : [];
  const [first] = shaping;
  if (!first) return [];
  const triage = tasks.filter(({ task }) => task === "initial-triage");
  const [ended] = triage.flatMap(({ endedAt }) => endedAt ?? []).toSorted();
  if (ended === undefined) return shaping;
  const again = triage.map(({ startedAt: from, endedAt: to }) => ({ from, to }));
  return intersection(shaping, union([{ from: first.from, to: ended }, ...again]));
}

/** When the item was in the stage, a stretch for each visit, the backlog left out of shaping. */
export function queued(item: TriagedItem, stage: StageSlug): Stretch[] {
  const stretches = stretchesIn(item, stage);
  return stage === "shaping" ? difference(stretches, untriaged(item)) : stretches;
}

/** When the item was in the stage, backlog included. */
export function stretchesIn({ visits }: Pick<ItemFlow, "visits">, stage: StageSlug): Stretch[] {
  return visits.filter((visit) => visit.stage === stage).map(({ enteredAt: from, leftAt: to }) => ({ from, to }));
}
