/** Decides how surely a number of one period differs from that of another. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { percentileCont } from "../metrics/statistics.ts";

/** A number reckoned from rows, and from any draw of them; null where it cannot be, as a share of nothing. */
export type Sample = { n: number; value: number | null; ofDraw: (draw: (upTo: number) => number) => number | null };

export type Interval = { low: number; high: number };

/**
 * Where the difference `after - before` lies with 95%, by 2,000 draws of the rows of each with replacement (bootstrap: Efron and Tibshirani, An Introduction to the
 * Bootstrap, 1993, chapter 13). With few rows percentiles of draws lie too close together, as the plain variance does, so their level is widened as Student's t is
 * wider than the normal distribution (Hesterberg, What Teachers Should Know About the Bootstrap, The American Statistician 69, 2015, section 4.3), by the smaller
 * of both numbers of rows. Seeded. Null where hardly any draw has a value.
 */
export function differenceInterval(before: Sample, after: Sample): Interval | null {
  const random = xoroshiro128plus(seed);
  const draw = (upTo: number) => uniformInt(random, 0, upTo - 1);
  const differences: number[] = [];
  for (let drawn = 0; drawn < draws; drawn += 1) {
    const [from, to] = [before.ofDraw(draw), after.ofDraw(draw)];
    if (from !== null && to !== null) differences.push(to - from);
  }
  const tail = tailShare(Math.min(before.n, after.n));
  const [low, high] = [percentileCont(differences, tail), percentileCont(differences, 1 - tail)];
  return low === null || high === null || differences.length < draws / 2 ? null : { low, high };
}

/** Rows of a part and a whole: the sum of the parts over the sum of the wholes. */
export function ratioSample(rows: readonly { part: number; whole: number }[]): Sample {
  const ratio = (pick: (index: number) => number) => {
    let [part, whole] = [0, 0];
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[pick(index)];
      part += row?.part ?? 0;
      whole += row?.whole ?? 0;
    }
    return whole === 0 ? null : part / whole;
  };
  return { n: rows.length, value: ratio((index) => index), ofDraw: (draw) => ratio(() => draw(rows.length)) };
}

/** The value under which a share of them lies, as `percentileCont`; sorted once, so that a draw only counts how often each comes. */
export function percentileSample(values: readonly number[], fraction: number): Sample {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const ofDraw = (draw: (upTo: number) => number) => {
    if (n === 0) return null;
    const times = new Uint32Array(n);
    for (let row = 0; row < n; row += 1) {
      const index = draw(n);
      times[index] = (times[index] ?? 0) + 1;
    }
    const position = fraction * (n - 1);
    const below = valueAt(sorted, times, Math.floor(position));
    return below + (position - Math.floor(position)) * (valueAt(sorted, times, Math.ceil(position)) - below);
  };
  return { n, value: percentileCont(values, fraction), ofDraw };
}

function valueAt(sorted: readonly number[], times: Uint32Array, place: number): number {
  let passed = 0;
  for (let index = 0; index < sorted.length; index += 1) {
    passed += times[index] ?? 0;
    if (passed > place) return sorted[index] ?? 0;
  }
  return sorted.at(-1) ?? 0;
}

/** Under each end of the interval; 2.5% for very many rows. */
function tailShare(n: number): number {
  if (n < 2) return 0;
  const freedom = n - 1;
  // Student's t from the normal 97.5% point (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5).
  const t =
    normalPoint +
    (normalPoint ** 3 + normalPoint) / (4 * freedom) +
    (5 * normalPoint ** 5 + 16 * normalPoint ** 3 + 3 * normalPoint) / (96 * freedom ** 2);
  return upperTail(t * Math.sqrt(n / freedom));
}

/** Of the normal distribution, for a point above 0 (the same, 26.2.17; wrong by less than 7.5e-8). */
function upperTail(point: number): number {
  const k = 1 / (1 + 0.231_641_9 * point);
  const [a, b, c, d, e] = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
  const series = k * (a + k * (b + k * (c + k * (d + k * e))));
  return (Math.exp(-(point ** 2) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

const seed = 17;
const draws = 2000;
const normalPoint = 1.959_964;
