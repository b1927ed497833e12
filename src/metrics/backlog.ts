/** Decides when an item stands in a stage's queue: its stays there, without the time in which it is backlog. */
import type { Instant } from "../instant.ts";
import { earlier, instantOfEpochSeconds, later } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import type { Stretch } from "../timeline/stretch.ts";
import { earlierEnd, union } from "../timeline/stretch.ts";
import type { ItemTimeline } from "../timeline/timeline.ts";

/** An item, as much as a queue needs of it. */
export type QueuedItem = Pick<ItemTimeline, "kind" | "visits" | "tasks">;

/**
 * The item's stays in a stage's queue, in order: its visits, in shaping without the backlog. Each begins with an arrival in the queue and ends with a departure:
 * an issue comes into shaping's queue when its triage ends, not when it is opened.
 */
export function staysIn(item: QueuedItem, stage: StageSlug): Stretch[] {
  const visits = item.visits.filter((visit) => visit.stage === stage);
  const stays = visits.map(({ enteredAt, leftAt }) => ({ from: enteredAt, to: leftAt }));
  return stage === "shaping" ? outsideBacklog(item, stays) : stays;
}

/** The part of these stays in which it waited, on whatever it was: all but `active`. */
export function waitsIn(item: QueuedItem, stage: StageSlug): Stretch[] {
  const visits = item.visits.filter((visit) => visit.stage === stage);
  const waits = visits.flatMap(({ segments }) => segments.filter((segment) => segment.on !== "active"));
  return stage === "shaping" ? outsideBacklog(item, waits) : waits;
}

function outsideBacklog(item: QueuedItem, stretches: readonly Stretch[]): Stretch[] {
  if (stretches.length === 0) return [];
  const backlog = backlogOf(item);
  return stretches.flatMap((stretch) => without(stretch, backlog));
}

/**
 * When an issue is backlog if it is in shaping: until a first triage has ended, and again while a later one runs; for ever if none is known to have ended. A
 * lone pull request has no triage, and so no backlog. In order, none touching another.
 */
function backlogOf({ kind, tasks }: QueuedItem): Stretch[] {
  if (kind !== "issue") return [];
  const triage = tasks.filter((span) => span.task === "initial-triage");
  const firstEnd = triage.map((span) => span.endedAt).reduce(earlierEnd, null);
  const again = triage.map(({ startedAt, endedAt }) => ({ from: startedAt, to: endedAt }));
  return union([{ from: beginning, to: firstEnd }, ...again]);
}

/** What is left of a stretch outside of others that come in order. */
function without(stretch: Stretch, others: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  let from: Instant | null = stretch.from;
  for (const other of others) {
    if (from === null) break;
    const to: Instant = stretch.to === null ? other.from : earlier(stretch.to, other.from);
    if (from < to) left.push({ from, to });
    from = other.to === null ? null : later(from, other.to);
  }
  if (from !== null && (stretch.to === null || from < stretch.to)) left.push({ from, to: stretch.to });
  return left;
}

const beginning = instantOfEpochSeconds(0);
