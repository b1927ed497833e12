/** Decides what would happen to queues, waits and throughput under another inflow or capacity. */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { StageSlug } from "../stages.ts";
import type { FittedStage, StageFit } from "./fitStages.ts";
import type { Draws } from "./monteCarlo.ts";
import { emptyTally, type LineTally, runCourse, type Station } from "./queueLine.ts";
import { changedStations, stationsOf, type WhatIfChange } from "./stationChanges.ts";
import { inflows } from "./trafficFlow.ts";

/** Means over the simulated courses, of which the busiest repositories get fewer: their weeks differ less. */
export type FutureWeek = {
  arrivals: number;
  departures: number;
  /** Items at the week's end, and those of them that nobody has taken up. */
  queue: number;
  waiting: number;
  /** How long who comes at the week's end waits before being taken up, and is there in all. */
  waitDays: number;
  stayDays: number;
};

export type StageFuture = {
  /** Items a week that reach it in the long run, and that it can do. More than it can do makes the queue grow by the difference. */
  inflowPerWeek: number;
  capacityPerWeek: number;
  queueGrowthPerWeek: number;
  /** Capacity from which its queue no longer grows though no stage before it holds work up, a whole number; and that which leaves it room, loaded to 80%. */
  absorbedByPerWeek: number;
  withRoomPerWeek: number;
  weeks: FutureWeek[];
};

export type StageWhatIf = {
  stage: StageSlug;
  capacityFrom: FittedStage["capacity"]["from"];
  today: StageFuture;
  changed: StageFuture;
};

/** `shipped` are items a week that are done, means over the courses, a number for each week. */
export type WhatIf = {
  known: true;
  weeks: number;
  runs: number;
  /** Weeks that the fit read. */
  fittedOn: number;
  stages: StageWhatIf[];
  shipped: { today: number[]; changed: number[] };
  /** The stage whose queue grows in the long run by most item-days of waiting within the weeks; where none grows, the one with most waiting; null where nothing waits. */
  slowest: { today: SlowestStageAhead | null; changed: SlowestStageAhead | null };
};

export type SlowestStageAhead = { stage: StageSlug; why: "growing" | "most-waiting"; waitingItemDays: number };

export type NoWhatIf =
  | Extract<StageFit, { known: false }>
  | { known: false; reason: "stage-not-known"; stage: StageSlug }
  | { known: false; reason: "no-rate"; stage: StageSlug };

const usualCourses: Draws = { seed: 20_260_302, runs: 1000 };
const usualWeeksAhead = 12;

/**
 * The coming `weeks` as they would go on today, and after the changes, from the queues that stand now. Stages are stations in tandem with rework; arrivals and
 * service are taken as exponential, each stage serves in the order of arrival, and nothing else changes: nobody drops work because the queue is long, nobody
 * is lent from one stage to another. Seeded: the same question has the same answer. A rate must be above 0.
 */
export function whatIf(
  fit: StageFit,
  changes: readonly WhatIfChange[],
  weeks = usualWeeksAhead,
  draws: Draws = usualCourses,
): WhatIf | NoWhatIf {
  if (!fit.known) return fit;
  const unknown = changes.find((change) => fit.stages.every(({ stage }) => stage !== change.stage));
  if (unknown !== undefined) return { known: false, reason: "stage-not-known", stage: unknown.stage };
  const rateless = changes.find(({ perWeek }) => !(perWeek > 0) || !Number.isFinite(perWeek));
  if (rateless !== undefined) return { known: false, reason: "no-rate", stage: rateless.stage };
  const [today, changed] = [stationsOf(fit.stages), changedStations(fit.stages, changes)];
  const runs = Math.min(affordable(today, weeks), affordable(changed, weeks), draws.runs);
  const [ranToday, ranChanged] = [
    courses(today, weeks, { ...draws, runs }),
    courses(changed, weeks, { ...draws, runs }),
  ];
  const futures = { today: futuresOf(today, ranToday, weeks), changed: futuresOf(changed, ranChanged, weeks) };
  return {
    known: true,
    weeks,
    runs,
    fittedOn: fit.weeks,
    stages: fit.stages.flatMap(({ stage, capacity }, index) => {
      const [before, after] = [futures.today[index], futures.changed[index]];
      return before && after ? [{ stage, capacityFrom: capacity.from, today: before, changed: after }] : [];
    }),
    shipped: { today: shippedOf(ranToday), changed: shippedOf(ranChanged) },
    slowest: { today: slowestOf(fit.stages, futures.today), changed: slowestOf(fit.stages, futures.changed) },
  };
}

/** So many courses that no more than some items pass all stages in them; a few at least. */
function affordable(stations: readonly Station[], weeks: number): number {
  const perWeek = inflows(stations, true).reduce((sum, inflow) => sum + inflow, 0);
  return Math.max(fewestCourses, Math.floor(mostPassages / (perWeek * weeks + 1)));
}

function courses(stations: readonly Station[], weeks: number, { seed, runs }: Draws): LineTally {
  const random = xoroshiro128plus(seed);
  const chance = () => uniformFloat64(random);
  const tally = emptyTally(stations.length, weeks);
  for (let run = 0; run < runs; run += 1) runCourse(stations, weeks, chance, tally);
  return tally;
}

function futuresOf(stations: readonly Station[], tally: LineTally, weeks: number): StageFuture[] {
  const [reaching, wanted] = [inflows(stations, true), inflows(stations, false)];
  return stations.map(({ capacityPerWeek, servers }, index) => {
    const inflowPerWeek = reaching[index] ?? 0;
    const demand = wanted[index] ?? 0;
    const mean = (sums: Float64Array, week: number) => (sums[index * weeks + week] ?? 0) / tally.courses;
    return {
      inflowPerWeek,
      capacityPerWeek,
      queueGrowthPerWeek: Math.max(0, inflowPerWeek - capacityPerWeek),
      absorbedByPerWeek: Math.ceil(demand - roundingError),
      withRoomPerWeek: Math.ceil(demand / comfortableLoad - roundingError),
      weeks: Array.from({ length: weeks }, (_, week) => ({
        arrivals: mean(tally.arrivals, week),
        departures: mean(tally.departures, week),
        queue: mean(tally.queueAtEnd, week),
        waiting: mean(tally.waitingAtEnd, week),
        waitDays: 7 * mean(tally.waitAtEnd, week),
        stayDays: 7 * (mean(tally.waitAtEnd, week) + servers / capacityPerWeek),
      })),
    };
  });
}

function shippedOf(tally: LineTally): number[] {
  return [...tally.shipped].map((sum) => sum / tally.courses);
}

/** Of the time in a stage the share is waiting that was when it was fitted: the same item-days as those of `waitingItemDays`. */
function slowestOf(fitted: readonly FittedStage[], futures: readonly StageFuture[]): SlowestStageAhead | null {
  const rows = fitted.flatMap(({ stage, waitShare }, index) => {
    const future = futures[index];
    if (future === undefined) return [];
    const waitingItemDays = 7 * waitShare * future.weeks.reduce((sum, { queue }) => sum + queue, 0);
    return [{ stage, waitingItemDays, grows: future.queueGrowthPerWeek >= leastGrowth }];
  });
  const growing = rows.filter(({ grows }) => grows);
  const most = (growing.length > 0 ? growing : rows).toSorted((a, b) => b.waitingItemDays - a.waitingItemDays)[0];
  if (most === undefined || most.waitingItemDays === 0) return null;
  const { stage, waitingItemDays } = most;
  return { stage, why: most.grows ? "growing" : "most-waiting", waitingItemDays };
}

/** Takes about a second. */
const mostPassages = 2_500_000;
const fewestCourses = 50;
const leastGrowth = 1;
const comfortableLoad = 0.8;
const roundingError = 1e-6;
