/** Decides when an item stands in a stage's queue: its stays there, without the time in which it is backlog. */
import type { Instant } from "../instant.ts";
import { earlier, instantOfEpochSeconds, later } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import type { Stretch } from "../timeline/stretch.ts";
import { earlierEnd, intersection, union } from "../timeline/stretch.ts";
import type { ItemFlow } from "../timeline/flow.ts";
import type { Period } from "./period.ts";

/** An item, as much as a queue needs of it. */
export type QueuedItem = Pick<ItemFlow, "kind" | "visits" | "tasks">;

/**
 * The item's stays in a stage's queue that touch the period, in order and uncut: its visits, in shaping without the backlog. Each begins with an arrival in the
 * queue and ends with a departure: an issue comes into shaping's queue when its triage ends, not when it is opened.
 */
export function staysIn(item: QueuedItem, stage: StageSlug, period: Period): Stretch[] {
  const stays: Stretch[] = [];
  for (const visit of item.visits) {
    if (visit.stage === stage && touches({ from: visit.enteredAt, to: visit.leftAt }, period))
      stays.push({ from: visit.enteredAt, to: visit.leftAt });
  }
  return stage === "shaping" ? outsideBacklog(item, stays) : stays;
}

/** The part of these stays in which it waited, on whatever it was: all but `active`. */
export function waitsIn(item: QueuedItem, stage: StageSlug, period: Period): Stretch[] {
  const waits: Stretch[] = [];
  for (const visit of item.visits) {
    if (visit.stage !== stage || !touches({ from: visit.enteredAt, to: visit.leftAt }, period)) continue;
    for (const { on, from, to } of visit.segments) {
      if (on !== "active" && touches({ from, to }, period)) waits.push({ from, to });
    }
  }
  return stage === "shaping" ? outsideBacklog(item, waits) : waits;
}

/** The item's time in shaping that is backlog, counted apart from the queue: what `staysIn` leaves out of its visits there. In order, uncut. */
export function backlogStays(item: QueuedItem): Stretch[] {
  const shaping = item.visits.filter(({ stage }) => stage === "shaping");
  if (shaping.length === 0) return [];
  const stays = shaping.map(({ enteredAt: from, leftAt: to }) => ({ from, to }));
  return intersection(stays, backlogOf(item));
}

/** Whether a moment of the stretch, or its end, lies in the period. */
export function touches(stretch: Stretch, period: Period): boolean {
  return stretch.from < period.to && (stretch.to === null || period.from <= stretch.to);
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
