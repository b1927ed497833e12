/** Decides how durations are summed up everywhere: the middle, what 85% stay under, and how many there are. */
import { percentileCont } from "./statistics.ts";

/** Percentiles as PostgreSQL's `percentile_cont`, in seconds; null where `n`, the number of durations, is 0. */
export type Spread = { p50Seconds: number | null; p85Seconds: number | null; n: number };

export function spreadOf(seconds: readonly number[]): Spread {
  return { p50Seconds: percentileCont(seconds, 0.5), p85Seconds: percentileCont(seconds, 0.85), n: seconds.length };
}
