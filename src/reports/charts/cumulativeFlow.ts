/** Decides how the cumulative flow diagram looks: how much work was in each stage, day by day or week by week. */
import { area, stack } from "d3-shape";
import type { Element } from "hast";
import type { Instant } from "../../instant.ts";
import type { StageSlug } from "../../stages.ts";
import { stages } from "../../stages.ts";
import { shortStageNames } from "../shortStageNames.ts";
import { apart } from "./apart.ts";
import { amountAxis, amountScale, dateAxis, momentScale } from "./axes.ts";
import type { Box, ChartWords, Look } from "./chart.ts";
import { count, grouped, short } from "./chart.ts";
import { chartFrame } from "./chartFrame.ts";
import { dateRange } from "./dateTicks.ts";
import { filled, label, rectangle, rule } from "./svg.ts";
import type { Colours } from "./theme.ts";
import { stageColours } from "./theme.ts";

/**
 * What was where at a moment. `queues` are the items in each stage, shaping's without its backlog; `released` those that were released since the first
 * moment and have left the pipeline, so that no item is counted twice.
 */
export type FlowMoment = { at: Instant; queues: Readonly<Record<StageSlug, number>>; released: number };

type Band = StageSlug | "released";
type Layer = { band: Band; edges: readonly (readonly [number, number])[]; last: number };

/** Stages lie on each other as work flows down through them, with what is done at the bottom. `moments` in the order of time. */
export function cumulativeFlow(moments: readonly FlowMoment[], look: Look): string {
  const shown = thinned(moments);
  const [first, last] = [shown[0], shown.at(-1)];
  const room = { left: 34, right: 176, top: 42, bottom: 34, height: 290 };
  if (first === undefined || last === undefined || shown.every((moment) => totalOf(moment) === 0)) {
    const reading = "No item was in the pipeline in this time.";
    return chartFrame(look, { title, range: rangeOf(first, last, look), reading, description: reading }, room, null);
  }
  return chartFrame(look, wordsOf(first, last, look), room, (box, palette) => {
    const amount = amountScale(Math.max(...shown.map(totalOf)), box);
    const across = momentScale(first.at, last.at, box);
    const layers = layersOf(shown).toReversed();
    return [
      ...amountAxis(amount, box, palette),
      label(box.left - 34, box.top - 14, "items", { colour: palette.muted }),
      label(box.right + 18, box.top - 14, "at the end", { colour: palette.muted }),
      ...layers.map((layer) => areaOf(layer, shown, across, amount, palette)),
      ...dateAxis(first.at, last.at, look.timeZone, box, palette),
      ...layers.flatMap(labelsBeside(layers, amount, box, palette)),
    ];
  });
}

const title = "Cumulative flow";

const bands: readonly Band[] = ["released", ...stages.map((stage) => stage.slug).toReversed()];

function layersOf(moments: readonly FlowMoment[]): Layer[] {
  const stacked = stack<FlowMoment, Band>()
    .keys(bands)
    .value((moment, band) => amountOf(moment, band))(moments.slice());
  const last = moments.at(-1);
  return stacked.map((series) => ({
    band: series.key,
    edges: series.map((point) => [point[0], point[1]]),
    last: last === undefined ? 0 : amountOf(last, series.key),
  }));
}

/** A single moment is drawn as a column, since an area needs two. */
function areaOf(
  layer: Layer,
  moments: readonly FlowMoment[],
  across: (at: Instant) => number,
  amount: (items: number) => number,
  palette: Colours,
): Element {
  const [only] = layer.edges;
  const at = across(moments[0]?.at ?? "");
  if (only !== undefined && layer.edges.length === 1) {
    const column = { left: at - 50, right: at + 50, top: amount(only[1]), bottom: amount(only[0]) };
    return rectangle(column, stageColours[layer.band]);
  }
  const d = area<readonly [number, number]>()
    .x((_, index) => across(moments[index]?.at ?? ""))
    .y0(([lower]) => amount(lower))
    .y1(([, upper]) => amount(upper))
    .digits(1)(layer.edges.slice());
  return filled(d, stageColours[layer.band], palette.ground);
}

/** Each band is named where it ends, with what is in it then; a short line leads from it. */
function labelsBeside(layers: readonly Layer[], amount: (items: number) => number, box: Box, palette: Colours) {
  const middles = layers.map(({ edges }) => {
    const [lower, upper] = edges.at(-1) ?? [0, 0];
    return amount((lower + upper) / 2);
  });
  const places = apart(middles, 20, box.top + 4, box.bottom - 2);
  return ({ band, last }: Layer, index: number): Element[] => {
    const [from, to] = [middles[index] ?? 0, places[index] ?? 0];
    const [left, right] = [box.right + 18, box.right + 28];
    return [
      rule(box.right + 1, from, left - 2, to, palette.muted),
      rectangle({ left, right, top: to - 6, bottom: to + 6 }, stageColours[band]),
      label(right + 5, to + 5, `${nameOf(band)} ${short(last)}`, { colour: palette.text }),
    ];
  };
}

function wordsOf(first: FlowMoment, last: FlowMoment, look: Look): ChartWords {
  const changes = stages.map(
    ({ slug }) => `${shortStageNames[slug]} ${grouped(first.queues[slug])} to ${grouped(last.queues[slug])}`,
  );
  const range = rangeOf(first, last, look);
  return {
    title,
    range,
    reading: "Widening bands are growing queues; grey has left all stages.",
    description: `Items in each stage, ${range}. From the first moment to the last: ${changes.join(", ")}, released and done ${grouped(last.released)}.`,
  };
}

function rangeOf(first: FlowMoment | undefined, last: FlowMoment | undefined, look: Look): string {
  if (first === undefined || last === undefined) return "n = 0 items";
  return `${dateRange(first.at, last.at, look.timeZone)}, n = ${count(totalOf(last), "item")}`;
}

function totalOf(moment: FlowMoment): number {
  return bands.reduce((sum, band) => sum + amountOf(moment, band), 0);
}

function amountOf(moment: FlowMoment, band: Band): number {
  return band === "released" ? moment.released : moment.queues[band];
}

function nameOf(band: Band): string {
  return band === "released" ? "Done" : shortStageNames[band];
}

/** More moments than pixels make a large file and no better picture: evenly fewer, the first and the last among them. */
function thinned(moments: readonly FlowMoment[]): readonly FlowMoment[] {
  if (moments.length <= mostMoments) return moments;
  const step = (moments.length - 1) / (mostMoments - 1);
  return Array.from({ length: mostMoments }, (_, index) => moments[Math.round(index * step)] ?? []).flat();
}

const mostMoments = 240;
