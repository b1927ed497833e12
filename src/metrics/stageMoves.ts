/** Decides how often items go from one stage to another. */
import type { StageSlug } from "../stages.ts";
import type { ItemFlow } from "../timeline/flow.ts";
import { isWithin, type Period } from "./period.ts";

export type StageMove = { from: StageSlug; to: StageSlug; times: number };

/** Moves in the period, forward and back, each pair of stages once. Entering and leaving the pipeline is no move, nor is coming back into it. */
export function stageMoves(items: readonly Pick<ItemFlow, "visits">[], period: Period): StageMove[] {
  const moves = new Map<string, StageMove>();
  for (const { visits } of items) {
    for (const [index, { stage: to, enteredAt }] of visits.entries()) {
      const before = visits[index - 1];
      if (before?.leftAt !== enteredAt || !isWithin(enteredAt, period)) continue;
      const key = `${before.stage} ${to}`;
      moves.set(key, { from: before.stage, to, times: (moves.get(key)?.times ?? 0) + 1 });
    }
  }
  return [...moves.values()];
}
