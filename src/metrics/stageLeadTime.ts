/** Decides how long items spend in each stage altogether. */
import { secondsBetween } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import { stages } from "../stages.ts";
import type { ItemFlow } from "../timeline/flow.ts";
import type { Elapsed } from "./elapsed.ts";
import { isWithin, type Period } from "./period.ts";
import { type Spread, spreadOf } from "./spread.ts";
import { stretchesIn } from "./whereabouts.ts";

export type StageLeadTime = { stage: StageSlug } & Spread;

/**
 * Stage lead time: all the time that an item spent in a stage, over all its visits, with waiting, iteration, rework and shaping's backlog, in seconds by
 * `elapsed`; for items that left the stage for good in the period, that is, whose last visit to it as far as is known now ended then. An item that comes
 * back later goes out of the earlier period again. For all seven stages, in order. Left out: items still in the stage, whose age `ageing` tells.
 */
export function stageLeadTime(
  items: readonly Pick<ItemFlow, "visits">[],
  period: Period,
  elapsed: Elapsed = secondsBetween,
): StageLeadTime[] {
  return stages.map(({ slug }) => leadTimeIn(items, slug, period, elapsed));
}

/** Of one stage. */
export function leadTimeIn(
  items: readonly Pick<ItemFlow, "visits">[],
  stage: StageSlug,
  period: Period,
  elapsed: Elapsed = secondsBetween,
): StageLeadTime {
  const seconds = items.flatMap((item) => {
    const stays = stretchesIn(item, stage);
    if (!isWithin(stays.at(-1)?.to ?? null, period)) return [];
    return stays.reduce((sum, { from, to }) => sum + (to === null ? 0 : elapsed(from, to)), 0);
  });
  return { stage, ...spreadOf(seconds) };
}
