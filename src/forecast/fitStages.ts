/** Decides what a repository's own weeks say of each stage as a station: what comes, what it can do, and where its work goes. */
import { secondsBetween } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import type { QueuedItem } from "../metrics/backlog.ts";
import type { Period } from "../metrics/period.ts";
import { rankedStages, type StageWeeks, stageWeeks } from "../metrics/stageWeeks.ts";
import { stageFlow } from "../metrics/stageFlow.ts";
import { type Capacity, capacityOf } from "./stageCapacity.ts";
import { passageCounts } from "./stagePassages.ts";

export type FittedStage = {
  stage: StageSlug;
  /** Entries in the weeks, from outside and from other stages; exits. */
  arrivalsPerWeek: number;
  departuresPerWeek: number;
  /** What did not come from another stage that is simulated. */
  externalPerWeek: number;
  capacity: Capacity;
  /** Items there at the end of the weeks. */
  queueNow: number;
  meanQueue: number;
  /** Of the time that items spent there, the share in which they waited, not active; 0 where none was. */
  waitShare: number;
  /** Shares of what left: to each other stage, forward and back, and out of the line as done. What is left over left the pipeline, or went where nothing is known. */
  goesTo: { stage: StageSlug; share: number }[];
  shipped: number;
  /** Exits that all this is read from. */
  n: number;
};

/** Too little passed a stage: it is left out, as if its work came from outside and went outside. */
export type UnfittedStage = { stage: StageSlug; reason: "too-little-work"; n: number };

export type StageFit =
  | { known: true; weeks: number; stages: FittedStage[]; unfitted: UnfittedStage[] }
  | { known: false; reason: "too-few-weeks" | "too-little-work"; weeks: number };

/** Under this many whole weeks, and under this many exits of a stage, nothing is said. */
export const fitWeeksNeeded = 4;
export const exitsNeeded = 10;

/**
 * The stages from shaping (without its backlog) to release, as the weeks show them. `weeks` are whole, follow one another, and are known; of more than a few months
 * the latest say most about today. Shares and rates are plain counts. Stability and learning are timed by settings: who goes there is done.
 */
export function fitStages(items: readonly QueuedItem[], weeks: readonly Period[]): StageFit {
  const [first, last] = [weeks.at(0), weeks.at(-1)];
  if (first === undefined || last === undefined || weeks.length < fitWeeksNeeded)
    return { known: false, reason: "too-few-weeks", weeks: weeks.length };
  const rows = stageWeeks(items, weeks);
  const enough = rows.filter(({ departures }) => sum(departures) >= exitsNeeded);
  if (enough.length === 0) return { known: false, reason: "too-little-work", weeks: weeks.length };
  const whole = { from: first.from, to: last.to };
  const flows = new Map(stageFlow(items, whole).map((flow) => [flow.stage, flow]));
  const counts = passageCounts(
    items,
    enough.map(({ stage }) => stage),
    whole,
  );
  return {
    known: true,
    weeks: weeks.length,
    stages: enough.map((row) => {
      const meanQueue = flows.get(row.stage)?.queue.mean ?? 0;
      return fitted(row, { meanQueue, seconds: secondsBetween(whole.from, whole.to) }, counts, weeks.length);
    }),
    unfitted: rows
      .filter((row) => !enough.includes(row))
      .map(({ stage, departures }) => ({ stage, reason: "too-little-work", n: sum(departures) })),
  };
}

function fitted(
  row: StageWeeks,
  { meanQueue, seconds }: { meanQueue: number; seconds: number },
  counts: ReturnType<typeof passageCounts>,
  weeks: number,
): FittedStage {
  const { stage } = row;
  const exits = sum(row.departures);
  const own = counts.get(stage);
  return {
    stage,
    arrivalsPerWeek: sum(row.arrivals) / weeks,
    departuresPerWeek: exits / weeks,
    externalPerWeek: (own?.external ?? 0) / weeks,
    capacity: capacityOf(row, meanQueue),
    queueNow: row.queueAtEnd,
    meanQueue,
    waitShare: meanQueue === 0 ? 0 : sum(row.waitingSeconds) / (meanQueue * seconds),
    goesTo: rankedStages.flatMap((to) => {
      const times = own?.to.get(to) ?? 0;
      return times === 0 ? [] : [{ stage: to, share: times / exits }];
    }),
    shipped: (own?.shipped ?? 0) / exits,
    n: exits,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
