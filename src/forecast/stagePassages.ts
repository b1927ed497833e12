/** Decides where the work of each stage comes from and goes to. */
import type { Instant } from "../instant.ts";
import { type QueuedItem, staysIn } from "../metrics/backlog.ts";
import { isWithin, type Period } from "../metrics/period.ts";
import { rankedStages } from "../metrics/stageWeeks.ts";
import { positionOf, type StageSlug } from "../stages.ts";

/** Times in the period. Exits that are in none of them left the pipeline, or the stages asked about. */
export type Passages = {
  /** Entries from outside the stages asked about: new work, what came back, triage that ended. */
  external: number;
  to: Map<StageSlug, number>;
  /** Exits to production stability or later. */
  shipped: number;
};

type Stay = { stage: StageSlug; from: Instant; to: Instant | null };

/** Of each of these stages. An entry is from another stage, and an exit to it, if one stay begins in the second in which the other ends. */
export function passageCounts(
  items: readonly QueuedItem[],
  stages: readonly StageSlug[],
  period: Period,
): Map<StageSlug, Passages> {
  const counts = new Map(stages.map((stage) => [stage, { external: 0, to: new Map<StageSlug, number>(), shipped: 0 }]));
  for (const item of items) {
    const stays = staysOf(item, period);
    for (const [index, stay] of stays.entries()) {
      const own = counts.get(stay.stage);
      if (own === undefined) continue;
      const before = stays[index - 1];
      const isHandedOn = before?.to === stay.from && counts.has(before.stage);
      if (isWithin(stay.from, period) && !isHandedOn) own.external += 1;
      const next = stays[index + 1];
      if (!isWithin(stay.to, period) || next?.from !== stay.to) continue;
      if (counts.has(next.stage)) own.to.set(next.stage, (own.to.get(next.stage) ?? 0) + 1);
      else if (positionOf(next.stage) > positionOf("release")) own.shipped += 1;
    }
  }
  return counts;
}

function staysOf(item: QueuedItem, period: Period): Stay[] {
  const ranked = rankedStages.flatMap((stage) => staysIn(item, stage, period).map((stay) => ({ stage, ...stay })));
  const later = item.visits
    .filter(({ stage }) => !rankedStages.includes(stage))
    .map(({ stage, enteredAt: from, leftAt: to }) => ({ stage, from, to }));
  return [...ranked, ...later].toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
}
