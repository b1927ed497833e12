/** Decides where an item is at a moment, and which items are open work then. */
import type { Instant } from "../instant.ts";
import { addSeconds } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import type { FlowVisit, ItemFlow } from "../timeline/flow.ts";
import type { Stretch } from "../timeline/stretch.ts";
import type { Segment } from "../timeline/timeline.ts";
import { covers, type Period, secondsWithin } from "./period.ts";
import { backlogStays, type QueuedItem } from "./backlog.ts";
import { rankedStages } from "./stageWeeks.ts";

/** The visit that covers the moment, by `enteredAt <= at < leftAt`; null while the item is outside the pipeline. */
export function visitAt({ visits }: Pick<ItemFlow, "visits">, at: Instant): FlowVisit | null {
  return visits.find(({ enteredAt: from, leftAt: to }) => covers({ from, to }, at)) ?? null;
}

/** Where open work is: the visit that covers the moment, if it is in shaping to release and is no backlog. */
export function openVisitAt(item: QueuedItem, at: Instant): FlowVisit | null {
  const visit = visitAt(item, at);
  if (visit === null || !rankedStages.includes(visit.stage)) return null;
  return visit.stage === "shaping" && isBacklogAt(item, at) ? null : visit;
}

export function isBacklogAt(item: QueuedItem, at: Instant): boolean {
  return visitAt(item, at)?.stage === "shaping" && backlogStays(item).some((stretch) => covers(stretch, at));
}

/** What the item waited on at the moment, or that it was active, and since when. */
export function segmentAt({ segments }: FlowVisit, at: Instant): Segment | null {
  return segments.find((segment) => covers(segment, at)) ?? null;
}

/** Whether the item was in the pipeline at some moment of the period. */
export function wasThere({ visits }: Pick<ItemFlow, "visits">, period: Period): boolean {
  return visits.some(({ enteredAt: from, leftAt: to }) => secondsWithin({ from, to }, period) > 0);
}

/** The moment at which a period's end is read: what begins with the next period is not in this one. */
export function lastSecondOf({ to }: Period): Instant {
  return addSeconds(to, -1);
}

/** When the item was in the stage, a stretch for each visit, backlog included. */
export function stretchesIn({ visits }: Pick<ItemFlow, "visits">, stage: StageSlug): Stretch[] {
  return visits.filter((visit) => visit.stage === stage).map(({ enteredAt: from, leftAt: to }) => ({ from, to }));
}
