/** Decides how often the same row would win had the weeks fallen otherwise. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/**
 * The share of 1,000 resamples of the weeks, drawn with replacement, in which the row `winner` has the largest sum, the earlier of two alike (bootstrap: Efron
 * and Tibshirani, An Introduction to the Bootstrap, 1993). All rows have the same weeks; the same rows give the same share. Null under four weeks: so few give
 * the same few samples again and again.
 */
export function shareOfWins(rows: readonly (readonly number[])[], winner: number): number | null {
  const weeks = rows[winner]?.length ?? 0;
  if (weeks < fewestWeeks) return null;
  const random = xoroshiro128plus(seed);
  let wins = 0;
  for (let drawn = 0; drawn < resamples; drawn += 1) {
    const sample = Array.from({ length: weeks }, () => uniformInt(random, 0, weeks - 1));
    const sums = rows.map((row) => sample.reduce((sum, week) => sum + (row[week] ?? 0), 0));
    if (sums.indexOf(Math.max(...sums)) === winner) wins += 1;
  }
  return wins / resamples;
}

const fewestWeeks = 4;
const resamples = 1000;
const seed = 11;
