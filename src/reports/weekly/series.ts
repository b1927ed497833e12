/** Decides what is told of a number week by week: its values, and whether the last one is news. */
import { type Trend, trend } from "../../metrics/trend.ts";

/** `values` are oldest first, the reported week last; null where a week has none. */
export type Series = { values: readonly (number | null)[]; trend: Trend };

export function seriesOf(values: readonly (number | null)[]): Series {
  return { values, trend: trend(values.slice(0, -1), values.at(-1) ?? null) };
}
