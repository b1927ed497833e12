/** Decides how the cycle times of released items look, one dot for each, with the lines that half, 85% and 95% stayed under. */
import type { Element } from "hast";
import type { Instant } from "../../instant.ts";
import { percentileCont } from "../../metrics/statistics.ts";
import { duration } from "../durations.ts";
import { apart } from "./apart.ts";
import { dateAxis, durationAxis, momentScale } from "./axes.ts";
import type { Bin, Place } from "./bins.ts";
import { binned, radiusOf } from "./bins.ts";
import type { Box, ChartWords, Look } from "./chart.ts";
import { count } from "./chart.ts";
import { chartFrame, chartWidth } from "./chartFrame.ts";
import { dateRange } from "./dateTicks.ts";
import { durationScale } from "./durationScale.ts";
import { dots, label, lineOver, rule } from "./svg.ts";
import type { Colours } from "./theme.ts";

/** An item released, with its cycle time. */
export type ReleasedItem = { number: number; releasedAt: Instant; cycleSeconds: number };

/** `from` says where the cycle time begins; `unknown` counts items released whose beginning is not known, which are left out. */
export type CycleTimes = { from: "idea" | "start"; items: readonly ReleasedItem[]; unknown: number };

type Line = { percent: number; dashes: string; seconds: number };

export function cycleTimeScatter(times: CycleTimes, look: Look): string {
  const items = times.items.toSorted((a, b) => (a.releasedAt < b.releasedAt ? -1 : 1));
  const [first, last] = [items[0], items.at(-1)];
  const room = { left: 66, right: 124, top: 42, bottom: 34, height: 290 };
  if (first === undefined || last === undefined) {
    const reading = "No item with a known cycle time was released in this time.";
    const range = `n = 0 items${leftOut(times.unknown)}`;
    return chartFrame(look, { title: titleOf(times), range, reading, description: reading }, room, null);
  }
  const lines = linesOf(items);
  const range = `${dateRange(first.releasedAt, last.releasedAt, look.timeZone)}, n = ${count(items.length, "item")}${leftOut(times.unknown)}`;
  return chartFrame(look, wordsOf(times, range, lines), room, (box, palette) => {
    const up = durationScale(
      items.map((item) => item.cycleSeconds),
      [box.bottom, box.top],
    );
    const across = momentScale(first.releasedAt, last.releasedAt, { ...box, left: box.left + 6, right: box.right - 6 });
    const places = items.map((item) => ({ x: across(item.releasedAt), y: up.place(item.cycleSeconds) }));
    return [
      ...durationAxis(up, box, palette),
      ...dateAxis(first.releasedAt, last.releasedAt, look.timeZone, box, palette),
      label(box.left - 66, box.top - 16, "cycle time, by date of release", { colour: palette.muted }),
      marks(places, palette),
      ...percentileLines(lines, up.place, box, palette),
      ...longestNamed(items, places, lines.at(-1)?.seconds ?? 0, palette),
    ];
  });
}

/** Each item is a dot while they can be told apart; else dots that lie close are one, larger by their number. */
function marks(places: readonly Place[], palette: Colours): Element {
  const bins: readonly Bin[] =
    places.length <= mostSingleDots ? places.map((place) => ({ ...place, items: 1 })) : binned(places, cell);
  const fullest = bins.reduce((most, bin) => Math.max(most, bin.items), 1);
  return dots(
    bins.map((bin) => ({ ...bin, radius: radiusOf(bin.items, fullest, smallestRadius, cell * 0.6) })),
    palette.usual,
    palette.ground,
  );
}

/** The three that took longest, and longer than the last line, by their numbers, as far as there is room between them. */
function longestNamed(
  items: readonly ReleasedItem[],
  places: readonly Place[],
  above: number,
  palette: Colours,
): Element[] {
  const longest = items
    .flatMap((item, index) => ({ item, place: places[index] ?? { x: 0, y: 0 } }))
    .filter(({ item }) => item.cycleSeconds > above)
    .toSorted((a, b) => b.item.cycleSeconds - a.item.cycleSeconds)
    .slice(0, 3);
  const free = longest.filter(({ place }, index) =>
    longest
      .slice(0, index)
      .every((other) => Math.abs(other.place.x - place.x) > 130 || Math.abs(other.place.y - place.y) > 16),
  );
  return free.map(({ item, place: { x, y } }) => {
    const left = x > chartWidth / 2;
    return label(left ? x - 7 : x + 7, y + 5, `#${item.number}`, {
      colour: palette.text,
      anchor: left ? "end" : "start",
    });
  });
}

const mostSingleDots = 600;
const cell = 11;
const smallestRadius = 3;

function percentileLines(
  lines: readonly Line[],
  place: (seconds: number) => number,
  box: Box,
  palette: Colours,
): Element[] {
  const heights = lines.map((line) => place(line.seconds));
  const labels = apart(heights, 40, box.top + 4, box.bottom - 24);
  return lines.flatMap((line, index) => {
    const [from, to] = [heights[index] ?? 0, labels[index] ?? 0];
    return [
      lineOver(box.left, box.right, from, palette.notable, palette.ground, line.dashes),
      rule(box.right, from, box.right + 8, to, palette.notable),
      label(box.right + 12, to + 5, `${line.percent}% within`, { colour: palette.muted }),
      label(box.right + 12, to + 22, duration(line.seconds), { colour: palette.notable, weight: 600 }),
    ];
  });
}

/** None where too few items stand behind them; of those that would be told alike only the highest. */
function linesOf(items: readonly ReleasedItem[]): Line[] {
  if (items.length < fewestForPercentiles) return [];
  const seconds = items.map((item) => item.cycleSeconds);
  const lines = kinds.flatMap(({ percent, dashes }) => {
    const value = percentileCont(seconds, percent / 100);
    return value === null ? [] : [{ percent, dashes, seconds: value }];
  });
  return lines.filter((line, index) => duration(line.seconds) !== duration(lines[index + 1]?.seconds ?? null));
}

const fewestForPercentiles = 10;

/** The rarer the longer time, the finer the line. */
const kinds = [
  { percent: 50, dashes: "none" },
  { percent: 85, dashes: "8 4" },
  { percent: 95, dashes: "2 4" },
];

function wordsOf(times: CycleTimes, range: string, lines: readonly Line[]): ChartWords {
  const many = times.items.length > mostSingleDots;
  const percentiles = lines.map((line) => `${line.percent}% took at most ${duration(line.seconds)}`).join(", ");
  return {
    title: titleOf(times),
    range,
    reading: `${many ? "Larger dots are more items" : "Each dot is an item"}; higher took longer. Log scale.${lines.length === 0 ? " Too few items for percentiles." : ""}`,
    description: `Cycle times by date of release, ${range}. ${percentiles}.`,
  };
}

function titleOf(times: CycleTimes): string {
  return times.from === "idea" ? "Cycle time from idea to release" : "Cycle time from start to release";
}

function leftOut(unknown: number): string {
  return unknown === 0 ? "" : `, ${count(unknown, "item")} without a known start left out`;
}
