/** Decides how open work looks by its age in its stage, against how long work stayed there in the past. */
import type { Element } from "hast";
import type { Instant } from "../../instant.ts";
import { duration } from "../durations.ts";
import { shortStageNames } from "../shortStageNames.ts";
import type { AgeingStage } from "./ageingStage.ts";
import { isSlow } from "./ageingStage.ts";
import { sparse } from "./axes.ts";
import type { Box, ChartWords, Look } from "./chart.ts";
import { count, grouped } from "./chart.ts";
import { chartFrame } from "./chartFrame.ts";
import type { Lane } from "./laneMarks.ts";
import { areSingle, fullestOf, laneMarks, laneOf } from "./laneMarks.ts";
import { dateRange } from "./dateTicks.ts";
import type { DurationScale } from "./durationScale.ts";
import { durationScale } from "./durationScale.ts";
import { label, rectangle, rule } from "./svg.ts";
import type { Colours } from "./theme.ts";

/**
 * Stages are rows and not columns, since seven names do not fit side by side on a phone. All rows share the axis; ages lie on it as lengths of time do, each
 * mark a few times the one before.
 */
export function ageingWork(rows: readonly AgeingStage[], asOf: Instant, look: Look): string {
  const open = rows.reduce((sum, row) => sum + row.items.length, 0);
  const room = { left: 0, right: 0, top: 28, bottom: 50, height: rows.length * rowHeight };
  const range = `${dateRange(asOf, asOf, look.timeZone)}, n = ${count(open, "open item")}`;
  if (open === 0) {
    const reading = "No item is open.";
    return chartFrame(look, { title, range, reading, description: reading }, { ...room, height: 200 }, null);
  }
  return chartFrame(look, wordsOf(rows, range), { ...room, height: room.height + legendHeight }, (box, palette) => {
    const scale = durationScale(rows.flatMap(timesOf), [box.left, box.right - 84]);
    const lanes = { ...box, top: box.top + legendHeight };
    const drawn = rows.map((row) => laneOf(row, scale.place));
    const fullest = fullestOf(drawn);
    return [
      ...legend(box, palette),
      ...axis(scale, lanes, areSingle(fullest) ? "each dot is an item" : "larger dots are more items", palette),
      ...drawn.flatMap((each, index) =>
        lane(each, scale, { ...lanes, top: lanes.top + index * rowHeight }, fullest, palette),
      ),
    ];
  });
}

const title = "Age of open work in its stage";
const rowHeight = 58;
const legendHeight = 20;

function lane(drawn: Lane, scale: DurationScale, at: Box, fullest: number, palette: Colours): Element[] {
  const { row } = drawn;
  const strip = { ...at, top: at.top + 24, bottom: at.top + rowHeight - 4 };
  return [
    label(at.left, at.top + 18, shortStageNames[row.stage], { colour: palette.text, weight: 600 }),
    label(at.right, at.top + 18, laneWords(row), { colour: palette.muted, anchor: "end" }),
    ...bandsOf(row, scale, strip, palette),
    ...sparse(scale).map((mark) =>
      rule(scale.place(mark.seconds), strip.top, scale.place(mark.seconds), strip.bottom, palette.ground),
    ),
    ...laneMarks(drawn, scale.place, strip, fullest, palette),
  ];
}

/** "14 open, 3 of them slower than 6 days": 85% of the past stayed less. */
function laneWords(row: AgeingStage): string {
  const { p85Seconds, n } = row.past;
  if (row.items.length === 0) return `none open; past n = ${grouped(n)}`;
  const open = `${grouped(row.items.length)} open`;
  if (p85Seconds === null) return `${open}, too little past to compare, n = ${grouped(n)}`;
  return `${open}, ${grouped(row.items.filter((item) => isSlow(item, row)).length)} over ${duration(p85Seconds)}; past n = ${grouped(n)}`;
}

function bandsOf({ past }: AgeingStage, { place }: DurationScale, strip: Box, palette: Colours): Element[] {
  if (past.p50Seconds === null || past.p85Seconds === null) return [rectangle(strip, palette.bands.slow)];
  const [p50, p85] = [place(past.p50Seconds), place(past.p85Seconds)];
  return [
    rectangle({ ...strip, right: p50 }, palette.bands.fast),
    rectangle({ ...strip, left: p50, right: p85 }, palette.bands.slow),
    rectangle({ ...strip, left: p85 }, palette.bands.slowest),
  ];
}

function legend(box: Box, palette: Colours): Element[] {
  const entries: readonly [number, string, string][] = [
    [box.left, palette.bands.fast, "faster half"],
    [box.left + 122, palette.bands.slow, "up to 85%"],
    [box.left + 234, palette.bands.slowest, "slowest 15% of past work"],
  ];
  return entries.flatMap(([left, colour, words]) => [
    rectangle({ left, right: left + 14, top: box.top - 12, bottom: box.top + 2 }, colour),
    label(left + 20, box.top, words, { colour: palette.text }),
  ]);
}

function axis(scale: DurationScale, box: Box, dotWords: string, palette: Colours): Element[] {
  const marks = sparse(scale).map((mark, index) =>
    label(scale.place(mark.seconds), box.bottom + 18, mark.label, {
      colour: palette.muted,
      anchor: index === 0 ? "start" : "middle",
    }),
  );
  return [
    ...marks,
    label(box.left, box.bottom + 42, `time in the stage so far; ${dotWords}`, { colour: palette.muted }),
  ];
}

function wordsOf(rows: readonly AgeingStage[], range: string): ChartWords {
  const told = rows.map((row) => `${shortStageNames[row.stage]} ${laneWords(row)}`);
  return {
    title,
    range,
    reading: "Further right has been there longer. Orange has been there longer than 85% of past work.",
    description: `Open items by their time in their stage, ${range}. ${told.join("; ")}.`,
  };
}

function timesOf({ items, past }: AgeingStage): number[] {
  return [...items.map((item) => item.ageSeconds), past.p50Seconds, past.p85Seconds].filter((each) => each !== null);
}
