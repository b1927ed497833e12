/** Decides what came into each ranked stage, what left it and what waited there, week by week. */
import type { Instant } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import { positionOf, stages } from "../stages.ts";
import type { Stretch } from "../timeline/stretch.ts";
import type { QueuedItem } from "./backlog.ts";
import { staysIn, waitsIn } from "./backlog.ts";
import type { Period } from "./period.ts";
import { secondsWithin } from "./period.ts";

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
    for (const item of items) {
      for (const stay of staysIn(item, stage)) {
        countIn(row.arrivals, stay.from, weeks);
        countIn(row.departures, stay.to, weeks);
        if (stoodBefore(stay, first.from)) row.queueAtStart += 1;
        if (stoodBefore(stay, last.to)) row.queueAtEnd += 1;
      }
      for (const wait of waitsIn(item, stage)) {
        if (stoodBefore(wait, first.from)) row.waitingAtStart += 1;
        addSeconds(row.waitingSeconds, wait, weeks);
      }
    }
    return row;
  });
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

function countIn(counts: number[], at: Instant | null, weeks: readonly Period[]): void {
  if (at === null) return;
  const week = weeks.findIndex(({ from, to }) => from <= at && at < to);
  if (week !== -1) counts[week] = (counts[week] ?? 0) + 1;
}

function addSeconds(seconds: number[], stretch: Stretch, weeks: readonly Period[]): void {
  for (const [week, period] of weeks.entries()) {
    if (period.to <= stretch.from || (stretch.to !== null && stretch.to <= period.from)) continue;
    seconds[week] = (seconds[week] ?? 0) + secondsWithin(stretch, period);
  }
}

function stoodBefore({ from, to }: Stretch, at: Instant): boolean {
  return from < at && (to === null || at <= to);
}
