/** Decides how one stage's queue and its wait look, week by week: two panels over the same weeks, since two scales in one picture mislead. */
import { line } from "d3-shape";
import { scalePoint } from "d3-scale";
import type { Element } from "hast";
import { Temporal } from "temporal-polyfill";
import type { StageSlug } from "../../stages.ts";
import { mondayOf } from "../../timeline/isoWeek.ts";
import { duration } from "../durations.ts";
import { shortStageNames } from "../shortStageNames.ts";
import { amountAxis, amountScale } from "./axes.ts";
import type { Box, ChartWords, Look } from "./chart.ts";
import { count, grouped, short } from "./chart.ts";
import { chartFrame } from "./chartFrame.ts";
import { dayOf } from "./dateTicks.ts";
import { dots, drawn, label, rule } from "./svg.ts";
import type { Colours } from "./theme.ts";

/**
 * An ISO week, `2026-W10`: the queue at its end, and the median of the time that visits which ended in it had waited, over `n` visits; null where none
 * ended.
 */
export type StageWeek = { week: string; queueLength: number; medianWaitSeconds: number | null; n: number };

type Panel = {
  name: string;
  unit: string;
  values: readonly (number | null)[];
  say: (value: number) => string;
  few: readonly boolean[];
};

/** `weeks` in the order of time, none left out. */
export function queueAndWait(stage: StageSlug, weeks: readonly StageWeek[], look: Look): string {
  const room = { left: 34, right: 100, top: 46, bottom: 34, height: 2 * panelHeight + gap };
  const ended = weeks.reduce((sum, week) => sum + week.n, 0);
  if (weeks.every((week) => week.queueLength === 0 && week.medianWaitSeconds === null)) {
    const reading = "Nothing was in this stage in this time.";
    const words = { title: titleOf(stage), range: rangeOf(weeks, ended), reading, description: reading };
    return chartFrame(look, words, room, null);
  }
  return chartFrame(look, wordsOf(stage, weeks, ended), room, (box, palette) => {
    const x = scalePoint(
      weeks.map((week) => week.week),
      [box.left, box.right],
    ).padding(weeks.length === 1 ? 1 : 0.1);
    const places = weeks.map((week) => x(week.week) ?? box.left);
    const upper = { ...box, bottom: box.top + panelHeight };
    const lower = { ...box, top: upper.bottom + gap };
    return [
      ...panelOf(queuePanel(weeks), places, upper, palette),
      ...panelOf(waitPanel(weeks), places, lower, palette),
      ...weekMarks(weeks, places, lower, palette),
    ];
  });
}

const panelHeight = 120;
const gap = 48;

function queuePanel(weeks: readonly StageWeek[]): Panel {
  return {
    name: "Queue at the end of the week",
    unit: "items",
    values: weeks.map((week) => week.queueLength),
    say: (value) => `${short(value)} ${value === 1 ? "item" : "items"}`,
    few: [],
  };
}

/** In hours while they are few, else in days. */
function waitPanel(weeks: readonly StageWeek[]): Panel {
  const longest = weeks.reduce((most, week) => Math.max(most, week.medianWaitSeconds ?? 0), 0);
  const [unit, seconds] = longest < 72 * 3600 ? (["hours", 3600] as const) : (["days", 86_400] as const);
  return {
    name: "Median wait of what left in the week",
    unit,
    values: weeks.map((week) => (week.medianWaitSeconds === null ? null : week.medianWaitSeconds / seconds)),
    say: (value) => `${grouped(value)} ${unit}`,
    few: weeks.map((week) => week.n < fewestToTrust),
  };
}

const fewestToTrust = 10;

function panelOf(panel: Panel, places: readonly number[], box: Box, palette: Colours): Element[] {
  const known = panel.values.filter((value) => value !== null);
  const scale = amountScale(
    known.reduce((most, value) => Math.max(most, value), 0),
    box,
  );
  const points = panel.values.map((value, index) => ({
    x: places[index] ?? 0,
    y: value === null ? null : scale(value),
    hollow: panel.few[index] ?? false,
  }));
  const path = line<(typeof points)[number]>()
    .defined((point) => point.y !== null)
    .x((point) => point.x)
    .y((point) => point.y ?? 0)
    .digits(1)(points);
  const shown = points.flatMap(({ x, y, hollow }) => (y === null ? [] : [{ x, y, hollow, radius: 3.5 }]));
  return [
    label(box.left - 34, box.top - 14, `${panel.name}, ${panel.unit}`, { colour: palette.text, weight: 600 }),
    ...amountAxis(scale, box, palette),
    rule(box.left, box.bottom, box.right, box.bottom, palette.muted),
    drawn(path, palette.usual),
    ...(shown.length <= mostDots ? [dots(shown, palette.usual, palette.ground)] : []),
    ...lastValue(panel, points, box, palette),
  ];
}

const mostDots = 60;

function lastValue(panel: Panel, points: readonly { y: number | null }[], box: Box, palette: Colours): Element[] {
  const index = panel.values.findLastIndex((value) => value !== null);
  const [value, y] = [panel.values[index] ?? null, points[index]?.y ?? null];
  if (value === null || y === null) return [];
  return [label(box.right + 8, y + 5, panel.say(value), { colour: palette.text, weight: 600 })];
}

/** At most four Mondays, evenly apart, counted back from the last. */
function weekMarks(weeks: readonly StageWeek[], places: readonly number[], box: Box, palette: Colours): Element[] {
  const step = Math.ceil(weeks.length / 4);
  return weeks.flatMap(({ week }, index) => {
    if ((weeks.length - 1 - index) % step !== 0) return [];
    const x = places[index] ?? 0;
    return [
      rule(x, box.bottom, x, box.bottom + 5, palette.muted),
      label(
        x,
        box.bottom + 22,
        weeks.length > 26 ? mondayIn(week).replace(/^\d+ /, "") : mondayIn(week).replace(/ \d+$/, ""),
        {
          colour: palette.muted,
          anchor: "middle",
        },
      ),
    ];
  });
}

function wordsOf(stage: StageSlug, weeks: readonly StageWeek[], ended: number): ChartWords {
  const [first, last] = [weeks[0], weeks.at(-1)];
  const range = rangeOf(weeks, ended);
  const few = weeks.some((week) => week.n < fewestToTrust && week.medianWaitSeconds !== null);
  return {
    title: titleOf(stage),
    range,
    reading: few ? `Hollow dots are medians of fewer than ${fewestToTrust} items.` : "",
    description: `${titleOf(stage)}, ${range}. Queue from ${first?.queueLength} to ${last?.queueLength} items, median wait from ${duration(first?.medianWaitSeconds ?? null)} to ${duration(last?.medianWaitSeconds ?? null)}.`,
  };
}

function titleOf(stage: StageSlug): string {
  return `${shortStageNames[stage]}: queue and wait by week`;
}

function rangeOf(weeks: readonly StageWeek[], ended: number): string {
  const [first, last] = [weeks[0]?.week, weeks.at(-1)?.week];
  const n = `n = ${count(ended, "visit")}`;
  if (first === undefined || last === undefined) return n;
  return first === last
    ? `week of ${mondayIn(first)}, ${n}`
    : `weeks of ${withoutYear(first, last)} to ${mondayIn(last)}, ${n}`;
}

/** "2 Mar 2026". */
function mondayIn(week: string): string {
  const monday = Temporal.PlainDate.from(mondayOf(week));
  return `${dayOf(monday)} ${monday.year}`;
}

/** "2 Mar" where the other Monday is of the same year. */
function withoutYear(week: string, other: string): string {
  const monday = Temporal.PlainDate.from(mondayOf(week));
  return monday.year === Temporal.PlainDate.from(mondayOf(other)).year ? dayOf(monday) : mondayIn(week);
}
