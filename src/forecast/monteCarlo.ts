/** Decides what a team may expect to release, by drawing its own past weeks again and again. */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { percentileCont } from "../metrics/statistics.ts";

/** What holds in 50, 85 and 95 of 100 drawn futures. */
export type Likely = { p50: number; p85: number; p95: number };

export type Draws = { seed: number; runs: number };

/** Reproducible: the same weeks give the same forecast. */
const usualDraws: Draws = { seed: 20_260_302, runs: 10_000 };

/** Fewer weeks than this say nothing about the next. */
export const weeksNeeded = 4;

/** So many of the latest weeks tell most: fewer know too little of rare weeks, more are too old where the pace drifts. */
export const weeksWorthReading = 16;

/** No forecast looks further than this. */
export const longestWeeks = 520;

/**
 * How many items will be released in the next `weeks` whole weeks: with 85% likelihood at least `p85`. Each future draws every week anew from `past`, the
 * numbers of items released in whole past weeks (bootstrap, as in Vacanti, Actionable Agile Metrics, chapter 14). A few weeks tell the usual pace only
 * roughly, so each future first draws how often it will be like which of them (Rubin, The Bayesian Bootstrap, Annals of Statistics 9, 1981, 130-134):
 * without that, several weeks together would be said too surely. It assumes that the weeks to come are like those. Null under four past weeks.
 */
export function howMany(past: readonly number[], weeks: number, draws = usualDraws): Likely | null {
  if (past.length < weeksNeeded) return null;
  const futures = futuresOf(past, draws, (draw) => sumOf(weeks, draw));
  return { p50: atLeast(futures, 0.5), p85: atLeast(futures, 0.85), p95: atLeast(futures, 0.95) };
}

/**
 * After how many weeks so many items will have been released: with 85% likelihood within `p85` weeks. Null under four past weeks, and where nothing was
 * released in any of them.
 */
export function whenDone(past: readonly number[], items: number, draws = usualDraws): Likely | null {
  if (past.length < weeksNeeded || past.every((released) => released === 0)) return null;
  const futures = futuresOf(past, draws, (draw) => weeksUntil(items, draw));
  return { p50: within(futures, 0.5), p85: within(futures, 0.85), p95: within(futures, 0.95) };
}

/** One number for each future, each with a draw of weeks of its own. */
export function futuresOf(past: readonly number[], draws: Draws, outcome: (draw: () => number) => number): number[] {
  const generator = xoroshiro128plus(draws.seed);
  const chance = () => uniformFloat64(generator);
  return Array.from({ length: draws.runs }, () => outcome(drawer(past, chance)));
}

/** Weights of a flat Dirichlet distribution are exponential ones over their sum. */
function drawer(past: readonly number[], chance: () => number): () => number {
  let sum = 0;
  const upTo = past.map(() => (sum += -Math.log(1 - chance())));
  return () => {
    const place = chance() * sum;
    return past[upTo.findIndex((weight) => place < weight)] ?? past.at(-1) ?? 0;
  };
}

function sumOf(weeks: number, draw: () => number): number {
  let sum = 0;
  for (let week = 0; week < weeks; week += 1) sum += draw();
  return sum;
}

function weeksUntil(items: number, draw: () => number): number {
  let weeks = 0;
  for (let released = 0; released < items && weeks < longestWeeks; weeks += 1) released += draw();
  return weeks;
}

/** Whole items, so what holds for the share at least. */
function atLeast(futures: readonly number[], share: number): number {
  return Math.floor(percentileCont(futures, 1 - share) ?? 0);
}

function within(futures: readonly number[], share: number): number {
  return Math.ceil(percentileCont(futures, share) ?? 0);
}
