/** Decides how the numbers that recur are written in a report's JSON. */
import type { Spread } from "../../metrics/spread.ts";
import type { Flow } from "../../metrics/stageFlow.ts";
import type { WaitShare } from "../../metrics/waitShare.ts";
import type { Series } from "./series.ts";

export function spreadObject({ p50Seconds, p85Seconds, n }: Spread) {
  return { p50_seconds: p50Seconds, p85_seconds: p85Seconds, n };
}

export function flowObject({ atStart, arrivals, departures, atEnd, mean }: Flow) {
  return { at_start: atStart, arrivals, departures, at_end: atEnd, mean };
}

export function trendObject({ values, trend }: Series) {
  const { mean, low, high, change, n, verdict } = trend;
  return { weeks: [...values], mean_before: mean, low, high, change, n, verdict };
}

export function waitingObject({ reasons }: WaitShare): Record<string, number> {
  return Object.fromEntries(reasons.map(({ on, seconds }) => [on, seconds]));
}
