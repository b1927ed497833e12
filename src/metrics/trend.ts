/** Decides whether a week's value is news, against the weeks before it. */

/** `low` to `high` is where a week like those before would lie 95 times in 100; `change` is this week less their mean. */
export type Trend = {
  mean: number | null;
  low: number | null;
  high: number | null;
  change: number | null;
  /** Weeks before with a known value. */
  n: number;
  verdict: "up" | "down" | "usual" | "unknown";
};

/**
 * A week's value against up to eight weeks before it (`older`, oldest first; of more the last eight), by the prediction interval for one further observation
 * of a normal sample: mean ± t(0.975, n − 1) · s · √(1 + 1/n) (Hahn and Meeker, Statistical Intervals, chapter 4). Weeks whose value is not known are left out;
 * with fewer than four known, or none for this week, nothing is said. Where all weeks before were alike, every other value is a change.
 */
export function trend(older: readonly (number | null)[], current: number | null): Trend {
  const known = older.slice(-weeksCompared).filter((value) => value !== null);
  const n = known.length;
  if (n === 0) return { mean: null, low: null, high: null, change: null, n, verdict: "unknown" };
  const mean = sum(known) / n;
  const change = current === null ? null : current - mean;
  const t = t975[n - 1];
  if (n < fewestWeeks || t === undefined) return { mean, low: null, high: null, change, n, verdict: "unknown" };
  const variance = sum(known.map((value) => (value - mean) ** 2)) / (n - 1);
  const reach = t * Math.sqrt(variance * (1 + 1 / n));
  return { mean, low: mean - reach, high: mean + reach, change, n, verdict: verdictOf(change, reach) };
}

function verdictOf(change: number | null, reach: number): Trend["verdict"] {
  if (change === null) return "unknown";
  // A mean of equal values may miss them by a rounding error.
  if (Math.abs(change) <= reach + 1e-9) return "usual";
  return change > 0 ? "up" : "down";
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const weeksCompared = 8;
const fewestWeeks = 4;

/** Student's t, 97.5%, by degrees of freedom (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2). */
const t975: readonly (number | undefined)[] = [undefined, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365];
