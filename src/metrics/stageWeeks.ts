/** Decides what came into each ranked stage, what left it and what waited there, week by week. */
import type { Instant } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import { positionOf, stages } from "../stages.ts";
import type { Stretch } from "../timeline/stretch.ts";
import type { QueuedItem } from "./backlog.ts";
import { staysIn, touches, waitsIn } from "./backlog.ts";
import type { Period } from "./period.ts";
import { firstEndingAfter, isWithin, secondsWithin } from "./period.ts";

/** Shaping to release. Stability and learning are timed by settings, and so never ranked. */
export const rankedStages: readonly StageSlug[] = stages
  .map((stage) => stage.slug)
  .filter((slug) => positionOf(slug) <= positionOf("release"));

/**
 * Lists have one entry for each week. What stands in the queue at a week's start is what stood there just before, so that start + arrivals - departures = end,
 * which is the next one's start. `waitingSeconds` are of items that waited, not active, summed.
 */
export type StageWeeks = {
  stage: StageSlug;
  arrivals: number[];
  departures: number[];
  queueAtStart: number;
  queueAtEnd: number;
  waitingAtStart: number;
  waitingSeconds: number[];
};

/** Of weeks, or other periods, that follow one another; shaping's backlog is left out of every number. In the order of `rankedStages`. */
export function stageWeeks(items: readonly QueuedItem[], weeks: readonly Period[]): StageWeeks[] {
  return rankedStages.map((stage) => {
    const row = emptyRow(stage, weeks.length);
    const [first, last] = [weeks.at(0), weeks.at(-1)];
    if (first === undefined || last === undefined) return row;
    const whole = { from: first.from, to: last.to };
    for (const item of items) countItem(row, item, weeks, whole);
    return row;
  });
}

function countItem(row: StageWeeks, item: QueuedItem, weeks: readonly Period[], whole: Period): void {
  for (const stay of staysIn(item, row.stage, whole)) {
    countIn(row.arrivals, stay.from, weeks);
    if (stay.to !== null) countIn(row.departures, stay.to, weeks);
    if (stoodBefore(stay, whole.from)) row.queueAtStart += 1;
    if (stoodBefore(stay, whole.to)) row.queueAtEnd += 1;
  }
  for (const wait of waitsIn(item, row.stage, whole)) {
    if (stoodBefore(wait, whole.from)) row.waitingAtStart += 1;
    addSeconds(row.waitingSeconds, wait, weeks);
  }
}

function emptyRow(stage: StageSlug, count: number): StageWeeks {
  const zeros = (): number[] => Array.from({ length: count }, () => 0);
  return {
    stage,
    arrivals: zeros(),
    departures: zeros(),
    queueAtStart: 0,
    queueAtEnd: 0,
    waitingAtStart: 0,
    waitingSeconds: zeros(),
  };
}

function countIn(counts: number[], at: Instant, weeks: readonly Period[]): void {
  const week = firstEndingAfter(weeks, at);
  if (weeks[week] !== undefined && isWithin(at, weeks[week])) counts[week] = (counts[week] ?? 0) + 1;
}

function addSeconds(seconds: number[], stretch: Stretch, weeks: readonly Period[]): void {
  for (let week = firstEndingAfter(weeks, stretch.from); week < weeks.length; week += 1) {
    const period = weeks[week];
    if (period === undefined || !touches(stretch, period)) return;
    seconds[week] = (seconds[week] ?? 0) + secondsWithin(stretch, period);
  }
}

function stoodBefore({ from, to }: Stretch, at: Instant): boolean {
  return from < at && (to === null || at <= to);
}
