/** Decides what comes into each stage, what leaves it, and how long its queue is. */
import type { Instant } from "../instant.ts";
import { addSeconds, secondsBetween } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import { stages } from "../stages.ts";
import type { Stretch } from "../timeline/stretch.ts";
import { covers, firstEndingAfter, isWithin, type Period, secondsWithin } from "./period.ts";
import { backlogStays, type QueuedItem, staysIn } from "./backlog.ts";
import { isBacklogAt, lastSecondOf, segmentAt, stretchesIn, visitAt } from "./whereabouts.ts";

/** `atStart + arrivals - departures = atEnd`. */
export type Flow = {
  /** Entries in the period; an item that enters again counts again. */
  arrivals: number;
  /** Exits in the period. */
  departures: number;
  /** Items there when the period began, those not counted that came with its first second. */
  atStart: number;
  /** Items there in the period's last second. */
  atEnd: number;
  /** Item time in the period / its length: the mean queue, which by Little's law is arrivals x time spent. */
  mean: number;
};

export type StageFlow = {
  stage: StageSlug;
  /** By visits to the stage, shaping's backlog included. */
  whole: Flow;
  /** The stage's queue: without the backlog, which is left by the end of triage. The same as `whole` in all stages but shaping. */
  queue: Flow;
  /** Shaping's backlog, counted apart; null in the other stages. Item time in queue and backlog sums to that of the whole. */
  backlog: Flow | null;
  /** Items of the queue that wait in the period's last second, that is, are not `active`. */
  waitingAtEnd: number;
};

/**
 * Arrivals, departures and queue lengths (WIP) of all seven stages, in order, in items. At an instant an item is where `enteredAt <= t < leftAt`. Always
 * by the wall clock: a queue is there at night, too.
 */
export function stageFlow(items: readonly QueuedItem[], period: Period): StageFlow[] {
  return stages.map(({ slug }) => flowThrough(items, slug, period));
}

/** Of one stage. */
export function flowThrough(items: readonly QueuedItem[], stage: StageSlug, period: Period): StageFlow {
  const end = lastSecondOf(period);
  const present = items.filter((item) => item.visits.some((visit) => visit.stage === stage));
  const whole = flowOf(
    present.flatMap((item) => stretchesIn(item, stage)),
    period,
  );
  const waitingAtEnd = present.filter((item) => waitsIn(item, stage, end)).length;
  if (stage !== "shaping") return { stage, whole, queue: whole, backlog: null, waitingAtEnd };
  const queue = flowOf(
    present.flatMap((item) => staysIn(item, stage, period)),
    period,
  );
  return { stage, whole, queue, backlog: flowOf(present.flatMap(backlogStays), period), waitingAtEnd };
}

/** The stage's queue in the last second of each of these periods, which follow one another. */
export function queueLengths(items: readonly QueuedItem[], stage: StageSlug, periods: readonly Period[]): number[] {
  const [first, last] = [periods.at(0), periods.at(-1)];
  if (first === undefined || last === undefined) return [];
  const ends = periods.map(lastSecondOf);
  const lengths = periods.map(() => 0);
  for (const stay of items.flatMap((item) => staysIn(item, stage, { from: first.from, to: last.to }))) {
    for (let index = firstEndingAfter(periods, stay.from); index < ends.length; index += 1) {
      const end = ends[index];
      if (end === undefined || !covers(stay, end)) break;
      lengths[index] = (lengths[index] ?? 0) + 1;
    }
  }
  return lengths;
}

/** What comes and goes where each stretch is one stay. */
export function flowOf(stays: readonly Stretch[], period: Period): Flow {
  const presentAt = (at: Instant) => stays.filter((stay) => covers(stay, at)).length;
  const seconds = stays.reduce((sum, stay) => sum + secondsWithin(stay, period), 0);
  return {
    arrivals: stays.filter(({ from }) => isWithin(from, period)).length,
    departures: stays.filter(({ to }) => isWithin(to, period)).length,
    atStart: presentAt(addSeconds(period.from, -1)),
    atEnd: presentAt(lastSecondOf(period)),
    mean: seconds / secondsBetween(period.from, period.to),
  };
}

function waitsIn(item: QueuedItem, stage: StageSlug, at: Instant): boolean {
  const visit = visitAt(item, at);
  return visit?.stage === stage && segmentAt(visit, at)?.on !== "active" && !isBacklogAt(item, at);
}
