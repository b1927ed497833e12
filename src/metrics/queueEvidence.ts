/** Decides the numbers that stand behind a growing queue: what came, what left, and where that leads. */
import { Temporal } from "temporal-polyfill";
import type { Instant } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import type { Period } from "./period.ts";
import type { StageWeeks } from "./stageWeeks.ts";

/** Items; start + arrivals - departures = end. `perWeek` is the change of the queue a week: the rate that leads on. */
export type QueueEvidence = {
  stage: StageSlug;
  period: Period;
  arrivals: number;
  departures: number;
  queueAtStart: number;
  queueAtEnd: number;
  perWeek: number;
};

/** The queue `weeks` after the period at this rate, never below zero. */
export type QueueAhead = { weeks: number; at: Instant; queue: number };

/** Over all weeks of the row together, which are the same `weeks` that it was made of; null where there are none. */
export function queueEvidence(row: StageWeeks, weeks: readonly Period[]): QueueEvidence | null {
  const [first, last] = [weeks.at(0), weeks.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { stage, queueAtStart, queueAtEnd } = row;
  return {
    stage,
    period: { from: first.from, to: last.to },
    arrivals: sum(row.arrivals),
    departures: sum(row.departures),
    queueAtStart,
    queueAtEnd,
    perWeek: (queueAtEnd - queueAtStart) / weeks.length,
  };
}

/** "At this rate 26 by 14 December": a straight line from the period's end, weeks counted by the zone's calendar. */
export function queueAhead(
  { period, queueAtEnd, perWeek }: QueueEvidence,
  weeks: number,
  timeZone: string,
): QueueAhead {
  const at = Temporal.Instant.from(period.to).toZonedDateTimeISO(timeZone).add({ weeks }).toInstant();
  return {
    weeks,
    at: at.toString({ smallestUnit: "second" }),
    queue: Math.max(0, queueAtEnd + perWeek * weeks),
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
