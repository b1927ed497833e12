/** Decides in which stage work waited most; whether a queue also grows is not tested here yet, so this is evidence, no verdict. */
import type { Instant } from "../instant.ts";
import { earlier, later, secondsBetween } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import { positionOf, stages } from "../stages.ts";
import type { ItemTimeline, TaskSpan } from "../timeline/timeline.ts";

/** An item, as much as its waiting needs of it. */
export type WaitingItem = Pick<ItemTimeline, "kind" | "visits" | "tasks">;

/** `items` are those that waited in the stage at some moment of the period. */
export type StageWaiting = { stage: StageSlug; waitingItemDays: number; items: number };

/** Stability and learning are timed by settings, and so never compared. */
const compared = stages.map((stage) => stage.slug).filter((slug) => positionOf(slug) <= positionOf("release"));

/**
 * Days that items waited within `[from, to)`, summed by stage from shaping to release, in that order. Time that was `active` does not count, nor does
 * shaping's backlog: an issue before its triage has ended, or one whose triage is not known to have ended.
 */
export function waitingItemDays(items: readonly WaitingItem[], from: Instant, to: Instant): StageWaiting[] {
  return compared.map((stage) => {
    const seconds = items.map((item) => waitingSeconds(item, stage, from, to)).filter((each) => each > 0);
    return { stage, waitingItemDays: seconds.reduce((sum, each) => sum + each, 0) / daySeconds, items: seconds.length };
  });
}

/** The stage with most waiting item-days, the earlier one of two alike; null where nothing waited. */
export function mostWaiting(rows: readonly StageWaiting[]): StageWaiting | null {
  return rows.reduce<StageWaiting | null>(
    (most, row) => (row.waitingItemDays > (most?.waitingItemDays ?? 0) ? row : most),
    null,
  );
}

function waitingSeconds(item: WaitingItem, stage: StageSlug, from: Instant, to: Instant): number {
  const triage = stage === "shaping" && item.kind === "issue" ? item.tasks.filter(isTriage) : null;
  let seconds = 0;
  for (const visit of item.visits) {
    if (visit.stage !== stage) continue;
    for (const segment of visit.segments) {
      if (segment.on === "active") continue;
      const stretch = { from: later(segment.from, from), to: earlier(segment.to ?? to, to) };
      seconds += triage === null ? lengthOf(stretch) : secondsOutsideBacklog(stretch, triage);
    }
  }
  return seconds;
}

type Stretch = { from: Instant; to: Instant };

/** Backlog lasts until a first triage has ended, and comes back while a later one runs. */
function secondsOutsideBacklog(stretch: Stretch, triage: readonly TaskSpan[]): number {
  const firstEnd = triage.map((span) => span.endedAt).reduce(earliestKnown, null);
  if (firstEnd === null) return 0;
  const triaged = { from: later(stretch.from, firstEnd), to: stretch.to };
  const again = triage.map((span) =>
    lengthOf({ from: later(triaged.from, span.startedAt), to: earlier(triaged.to, span.endedAt ?? triaged.to) }),
  );
  return lengthOf(triaged) - again.reduce((sum, each) => sum + each, 0);
}

function earliestKnown(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : earlier(a, b);
}

function lengthOf(stretch: Stretch): number {
  return Math.max(0, secondsBetween(stretch.from, stretch.to));
}

function isTriage(span: TaskSpan): boolean {
  return span.task === "initial-triage";
}

const daySeconds = 24 * 3600;
