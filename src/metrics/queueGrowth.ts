/** Decides whether a stage's queue grows: a test on weekly net flows, one for the whole report. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { criticalValue, largestBySignChange, oneSided, pValueOf, roundingError } from "./signChanges.ts";

/** What came into a stage and what left it, week by week, oldest first; every stage of a report has the same weeks. */
export type WeeklyFlow = { arrivals: readonly number[]; departures: readonly number[] };

export type QueueGrowth = {
  verdict: "growing" | "steady" | "not-enough-work";
  /** Mean change of the queue in items a week; null without a week. */
  perWeek: number | null;
  /** Of growth, held against all stages of the report; null without a week. */
  pValue: number | null;
  /** The chance that growth worth telling would have been found; null where nothing came or left. */
  power: number | null;
  /** Weeks read. */
  n: number;
};

/**
 * Queue growth of each stage, in the order of `flows`, over the last eight weeks at most. *Growing*: the test rejects at 5%, and the queue grows by one item
 * a week or more. Otherwise *steady* if growth would have been found with a chance of 80% or more, else *not enough work* to tell.
 *
 * The test: were no queue growing, each week's change might as well have had the opposite sign, in all stages together, since what leaves one enters the
 * next. The p-value is the share of the 2^n ways to turn weeks round in which any stage's Σx / √Σx² is at least this stage's. So of all reports without
 * growth at most 5% name a stage (sign changes: Fisher, The Design of Experiments, 1935, section 21; the largest of several statistics: Westfall and Young,
 * Resampling-Based Multiple Testing, 1993). Fewer than five weeks can never reach 5%.
 *
 * The power is for growth by a quarter of the stage's arrivals, but at least one item a week: one item alone could never be told where many pass. It is the
 * share of 1,000 histories, drawn from the stage's own weeks moved to that mean, that the test rejects.
 */
export function queueGrowth(flows: readonly WeeklyFlow[]): QueueGrowth[] {
  const n = Math.min(mostWeeks, ...flows.map(({ arrivals }) => arrivals.length));
  if (n === 0) return flows.map(() => ({ verdict: "not-enough-work", perWeek: null, pValue: null, power: null, n }));
  const stages = flows.map((flow) => {
    const arrivals = flow.arrivals.slice(-n);
    const departures = flow.departures.slice(-n);
    return { arrivals, departures, nets: arrivals.map((count, week) => count - (departures[week] ?? 0)) };
  });
  const allNets = stages.map(({ nets }) => nets);
  const largest = largestBySignChange(allNets, n);
  return stages.map(({ arrivals, departures, nets }, index) => {
    const perWeek = mean(nets);
    const pValue = pValueOf(oneSided(nets), largest);
    const worked = [...arrivals, ...departures].some((count) => count > 0);
    const grown = movedTo(Math.max(leastPerWeek, mean(arrivals) / 4), nets);
    const power = worked
      ? powerOf(grown, criticalValue(largestBySignChange(allNets.with(index, grown), n), level))
      : null;
    return { verdict: verdictOf(perWeek, pValue, power), perWeek, pValue, power, n };
  });
}

function verdictOf(perWeek: number, pValue: number, power: number | null): QueueGrowth["verdict"] {
  if (pValue <= level && perWeek >= leastPerWeek) return "growing";
  return power !== null && power >= enoughPower ? "steady" : "not-enough-work";
}

/** The same weeks about another mean; further apart by as much as resampled weeks lie closer together, √(n / (n - 1)). */
function movedTo(perWeek: number, nets: readonly number[]): number[] {
  const middle = mean(nets);
  const spread = Math.sqrt(nets.length / Math.max(1, nets.length - 1));
  return nets.map((net) => perWeek + (net - middle) * spread);
}

/** The share of resamples of these weeks that the test rejects. */
function powerOf(nets: readonly number[], critical: number): number {
  const random = xoroshiro128plus(seed);
  let found = 0;
  for (let drawn = 0; drawn < resamples; drawn += 1) {
    const weeks = nets.map(() => nets[uniformInt(random, 0, nets.length - 1)] ?? 0);
    if (oneSided(weeks) >= critical - roundingError) found += 1;
  }
  return found / resamples;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const mostWeeks = 8;
const level = 0.05;
const leastPerWeek = 1;
const enoughPower = 0.8;
const resamples = 1000;
const seed = 7;
