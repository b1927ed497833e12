/** Decides which queues are longer than the team wanted them to be. */
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Instant } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import { stages } from "../stages.ts";
import type { QueuedItem } from "./backlog.ts";
import { isBacklogAt, visitAt } from "./whereabouts.ts";

export type OverLimit = { stage: StageSlug; queue: number; limit: number };

/** Stages whose queue at that moment has reached the configured limit, in order; shaping's backlog is no part of its queue. */
export function overLimits(items: readonly QueuedItem[], at: Instant, limits: RepositoryConfig["limits"]): OverLimit[] {
  return stages.flatMap(({ slug: stage }) => {
    const limit = limits[stage];
    if (limit === undefined) return [];
    const queue = items.filter((item) => visitAt(item, at)?.stage === stage && !isBacklogAt(item, at)).length;
    return queue >= limit ? [{ stage, queue, limit }] : [];
  });
}
