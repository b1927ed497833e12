/** Decides how numbers, shares and comparisons are said in the weekly summary. */
import type { Spread } from "../../metrics/spread.ts";
import { duration } from "../durations.ts";
import type { Series } from "./series.ts";

/** "1 item", "12 items". */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${whole(n)} ${n === 1 ? one : many}`;
}

/** "1,234", and one decimal where it is no whole number: "2.5". */
export function whole(n: number): string {
  return n.toLocaleString("en-GB", { maximumFractionDigits: 1 });
}

/** "40%", of a share from 0 to 1; never rounded up, since it stands behind "at least". */
export function percent(share: number): string {
  return `${Math.floor(share * 100)}%`;
}

/** "12 item-days", "under one item-day". */
export function itemDays(days: number): string {
  if (days < 1) return "under one item-day";
  return `${whole(Math.floor(days))} item-${Math.floor(days) === 1 ? "day" : "days"}`;
}

/** "3 h / 2 days (n 14)"; of nothing "none". */
export function spread({ p50Seconds, p85Seconds, n }: Spread): string {
  return n === 0 ? "none" : `${duration(p50Seconds)} / ${duration(p85Seconds)} (n ${n})`;
}

/** "half within 3 h, 85% within 2 days (14 items)"; of one "3 h (1 item)", of nothing "no item". */
export function spreadInWords({ p50Seconds, p85Seconds, n }: Spread, one: string, many = `${one}s`): string {
  if (n === 0) return `no ${one}`;
  if (n === 1) return `${duration(p50Seconds)} (1 ${one})`;
  return `half within ${duration(p50Seconds)}, 85% within ${duration(p85Seconds)} (${counted(n, one, many)})`;
}

/**
 * "More than usual (6 to 14).", "As usual (6 to 14).": held against where a week like those before lies 95 times in 100. Where too few weeks are known,
 * that is said.
 */
export function againstUsual({ trend }: Series, say: (value: number) => string): string {
  const { verdict, low, high, n } = trend;
  if (verdict === "unknown" || low === null || high === null) {
    return `What is usual cannot be said yet (${n} of 4 weeks known).`;
  }
  const range = `${say(Math.max(0, low))} to ${say(high)}`;
  if (verdict === "usual") return `As usual (${range}).`;
  return `${verdict === "up" ? "More" : "Less"} than usual (${range}).`;
}
