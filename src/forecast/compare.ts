/** Decides what has changed between two periods, and what only looks like it. */
import type { Elapsed } from "../metrics/elapsed.ts";
import type { History } from "../metrics/history.ts";
import type { Period } from "../metrics/period.ts";
import { differenceInterval, type Interval } from "./bootstrapInterval.ts";
import { type ComparedMetric, comparedMetrics } from "./comparedMetrics.ts";

export type { ComparedMetric } from "./comparedMetrics.ts";

/** `n` rows of `of`: what is drawn again and again. Null is not known. */
export type Compared = Pick<ComparedMetric, "metric" | "unit" | "of" | "better"> & {
  before: { value: number | null; n: number };
  after: { value: number | null; n: number };
  /** After less before, and where it lies with 95%; null with too few rows on a side. */
  difference: number | null;
  interval: Interval | null;
  /** `no-evidence` where the interval holds 0; `not-enough` where there is none. */
  verdict: "rose" | "fell" | "no-evidence" | "not-enough";
};

export type Comparison = {
  before: Period;
  after: Period;
  metrics: Compared[];
};

/** Whole weeks that follow one another, each known; with fewer than four on a side what is counted by weeks is not compared. */
export type ComparedWeeks = { before: readonly Period[]; after: readonly Period[] };

/** Under so many weeks, and under so many items, reviews or deployments on a side, no interval is told. */
const leastWeeks = 4;
const leastObservations = 10;

/**
 * Each metric in both periods, the difference, and a bootstrap interval. What lasts some time (cycle times, first reviews) is drawn by items or reviews, what is
 * counted over time by weeks, change failures by deployments. Rows are taken as independent of each other, which weeks of a team are only roughly, and an interval tells
 * that something changed, not why. Each is at 95% by itself: of nine metrics of a team in which nothing has changed, about every third comparison shows one that seems to.
 *
 * Null without a week on either side.
 */
export function compare(
  history: History,
  weeks: ComparedWeeks,
  settings: { bots: readonly string[]; elapsed?: Elapsed },
): Comparison | null {
  const [before, after] = [wholeOf(weeks.before), wholeOf(weeks.after)];
  if (before === null || after === null) return null;
  const earlier = comparedMetrics(history, weeks.before, settings);
  const later = comparedMetrics(history, weeks.after, settings);
  return {
    before,
    after,
    metrics: earlier.flatMap((metric, index) => {
      const same = later[index];
      return same === undefined ? [] : [comparedOf(metric, same)];
    }),
  };
}

function comparedOf(before: ComparedMetric, after: ComparedMetric): Compared {
  const { metric, unit, of, better } = before;
  const [from, to] = [before.sample, after.sample];
  const least = of === "weeks" ? leastWeeks : leastObservations;
  const interval = Math.min(from.n, to.n) < least ? null : differenceInterval(from, to);
  return {
    metric,
    unit,
    of,
    better,
    before: { value: from.value, n: from.n },
    after: { value: to.value, n: to.n },
    difference: from.value === null || to.value === null ? null : to.value - from.value,
    interval,
    verdict: verdictOf(interval),
  };
}

function verdictOf(interval: Interval | null): Compared["verdict"] {
  if (interval === null) return "not-enough";
  if (interval.low > 0) return "rose";
  return interval.high < 0 ? "fell" : "no-evidence";
}

function wholeOf(weeks: readonly Period[]): Period | null {
  const [first, last] = [weeks.at(0), weeks.at(-1)];
  return first === undefined || last === undefined ? null : { from: first.from, to: last.to };
}
