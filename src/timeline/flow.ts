/** Decides what the metrics read of an item, and how that is kept: much smaller than the timeline, which also holds what explains it. */
import type { Instant } from "../instant.ts";
import type { StageSlug, TaskSlug } from "../stages.ts";
import type { ItemTimeline, Rework, Segment, SegmentOn, TaskSpan, Visit } from "./timeline.ts";

export type FlowVisit = Pick<Visit, "stage" | "enteredAt" | "leftAt" | "segments">;
export type FlowRework = Pick<Rework, "kind" | "stage" | "at">;

/** A timeline without what explains it. */
export type ItemFlow = Pick<
  ItemTimeline,
  | "number"
  | "kind"
  | "pullRequests"
  | "enteredAt"
  | "stage"
  | "exitedAt"
  | "outcome"
  | "releasedAt"
  | "releaseSignal"
  | "ai"
  | "ignored"
  | "owned"
  | "priorityChanges"
  | "value"
> & { visits: FlowVisit[]; tasks: TaskSpan[]; rework: FlowRework[] };

/** Lists instead of objects, and of segments only where each begins: the next one's beginning or the end of the visit is its end. */
type Packed = Omit<ItemFlow, "visits" | "tasks" | "rework"> & {
  visits: [StageSlug, Instant, Instant | null, [SegmentOn, Instant][]][];
  tasks: [TaskSlug, Instant, Instant | null][];
  rework: [Rework["kind"], StageSlug, Instant][];
};

export function packedFlow(item: ItemTimeline): string {
  const { number, kind, pullRequests, enteredAt, stage, exitedAt, outcome, releasedAt, releaseSignal } = item;
  const { ai, ignored, owned, priorityChanges, value } = item;
  const packed: Packed = {
    number,
    kind,
    pullRequests,
    enteredAt,
    stage,
    exitedAt,
    outcome,
    releasedAt,
    releaseSignal,
    ai,
    ignored,
    owned,
    priorityChanges,
    value,
    visits: item.visits.map((visit) => [
      visit.stage,
      visit.enteredAt,
      visit.leftAt,
      visit.segments.map(({ on, from }) => [on, from]),
    ]),
    tasks: item.tasks.map(({ task, startedAt, endedAt }) => [task, startedAt, endedAt]),
    rework: item.rework.map((each) => [each.kind, each.stage, each.at]),
  };
  return JSON.stringify(packed);
}

/** The app wrote these itself, so their shape is trusted. */
export function unpackedFlows(texts: string): ItemFlow[] {
  const all: Packed[] = JSON.parse(texts);
  return all.map((packed) => ({
    ...packed,
    visits: packed.visits.map(unpackedVisit),
    tasks: packed.tasks.map(([task, startedAt, endedAt]) => ({ task, startedAt, endedAt })),
    rework: packed.rework.map(([kind, stage, at]) => ({ kind, stage, at })),
  }));
}

function unpackedVisit([stage, enteredAt, leftAt, begun]: Packed["visits"][number]): FlowVisit {
  const segments = begun.map(([on, from], index): Segment => ({ on, from, to: begun[index + 1]?.[1] ?? leftAt }));
  return { stage, enteredAt, leftAt, segments };
}
