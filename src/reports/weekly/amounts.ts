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

/** To the next whole number, for what is reckoned and not counted. */
export function rounded(n: number): string {
  return whole(Math.round(n));
}

/** "none", "1", "12". */
export function orNone(n: number): string {
  return n === 0 ? "none" : whole(n);
}

/** "40%", of a share from 0 to 1; never rounded up, since it stands behind "at least". */
export function percent(share: number): string {
  return `${Math.floor(share * 100)}%`;
}

/** "12 days", "under a day": of all items together, which the sentence says. Never rounded up. */
export function inDays(days: number): string {
  return days < 1 ? "under a day" : counted(Math.floor(days), "day");
}

/** "3 h / 2 days (n 14)"; of nothing "none". */
export function spread({ p50Seconds, p85Seconds, n }: Spread, say = duration): string {
  return n === 0 ? "none" : `${say(p50Seconds)} / ${say(p85Seconds)} (n ${n})`;
}

/** "52 h", since a working day is no day of 24 hours; under an hour in minutes. */
export function workingHours(seconds: number | null): string {
  return seconds === null || seconds < 3600 ? duration(seconds) : `${whole(Math.floor(seconds / 3600))} h`;
}

/** "half within 3 h, 85% within 2 days (14 items)"; of one "3 h (1 item)", of nothing "no item". */
export function spreadInWords({ p50Seconds, p85Seconds, n }: Spread, one: string, say = duration): string {
  if (n === 0) return `no ${one}`;
  if (n === 1) return `${say(p50Seconds)} (1 ${one})`;
  return `half within ${say(p50Seconds)}, 85% within ${say(p85Seconds)} (${counted(n, one)})`;
}

/** How it is said that a value is more, or less, than usual, and where the usual lies. */
export type Comparing = { up: string; down: string; range: (low: number, high: number) => string };

export const ofCounts: Comparing = { up: "More", down: "Fewer", range: countRange };
export const ofTimes: Comparing = { up: "Longer", down: "Shorter", range: timeRange };

/**
 * "More than usual (6 to 14).", "As usual (up to 14).": held against where a week like those before lies 95 times in 100. Where too few weeks are known,
 * that is said; of a week without a value nothing is.
 */
export function againstUsual({ values, trend }: Series, { up, down, range }: Comparing): string {
  const { verdict, low, high, n } = trend;
  if (values.at(-1) === null) return "";
  if (verdict === "unknown" || low === null || high === null) {
    return `What is usual is not known yet (${n} of 4 weeks).`;
  }
  if (verdict === "usual") return `As usual (${range(low, high)}).`;
  return `${verdict === "up" ? up : down} than usual (${range(low, high)}).`;
}

/** "6 to 14", "up to 14", "14": the whole numbers within, so that a count that is out of the range is out of its words. */
export function countRange(low: number, high: number): string {
  const [least, most] = [Math.ceil(low - roundingError), Math.floor(high + roundingError)];
  if (least > most) return `about ${whole((low + high) / 2)}`;
  if (least === most) return whole(most);
  return least <= 0 ? `up to ${whole(most)}` : `${whole(least)} to ${whole(most)}`;
}

/** "2 h to 3 days", "up to 3 days": no time is below zero. */
function timeRange(low: number, high: number): string {
  const [least, most] = [duration(Math.max(0, low)), duration(Math.max(0, high))];
  if (least === most) return most;
  return low < 60 ? `up to ${most}` : `${least} to ${most}`;
}

/** A mean of equal numbers may miss them by so much. */
const roundingError = 1e-9;

/** Sentences with a space between them; empty ones are left out. */
export function sentences(...all: readonly string[]): string {
  return all.filter((each) => each !== "").join(" ");
}

/** "shaping", "shaping and review", "shaping, design and review". */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
