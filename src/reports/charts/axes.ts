/** Decides how the axes of a chart are drawn: few marks, each with its unit or under a name that has it. */
import type { ScaleLinear } from "d3-scale";
import { scaleLinear } from "d3-scale";
import type { Element } from "hast";
import type { Instant } from "../../instant.ts";
import { epochSeconds } from "../../instant.ts";
import type { Box } from "./chart.ts";
import { short } from "./chart.ts";
import { widthOf } from "./chartFrame.ts";
import type { DateTick } from "./dateTicks.ts";
import { dateTicks } from "./dateTicks.ts";
import type { DurationMark, DurationScale } from "./durationScale.ts";
import { label, rule } from "./svg.ts";
import type { Colours } from "./theme.ts";

/** From 0 to a round number at or above the largest value, at least 1, over the height of the box. */
export function amountScale(largest: number, box: Box): ScaleLinear<number, number> {
  return scaleLinear([0, Math.max(1, largest)], [box.bottom, box.top]).nice(3);
}

/** Lines across the box with their amounts on the left; whole numbers only, for things that are counted. */
export function amountAxis(scale: ScaleLinear<number, number>, box: Box, palette: Colours): Element[] {
  return scale
    .ticks(3)
    .filter(Number.isInteger)
    .flatMap((amount) => [
      rule(box.left, scale(amount), box.right, scale(amount), palette.grid),
      label(box.left - 8, scale(amount) + 5, short(amount), { colour: palette.muted, anchor: "end" }),
    ]);
}

/** Lines across the box with lengths of time on the left. */
export function durationAxis({ place, marks }: DurationScale, box: Box, palette: Colours): Element[] {
  return marks.flatMap((mark) => [
    rule(box.left, place(mark.seconds), box.right, place(mark.seconds), palette.grid),
    label(box.left - 8, place(mark.seconds) + 5, mark.label, { colour: palette.muted, anchor: "end" }),
  ]);
}

/** Marks whose labels keep apart along a line of text, from the left. */
export function sparse({ place, marks }: DurationScale): readonly DurationMark[] {
  let free = -Infinity;
  return marks.filter((mark) => {
    const [middle, half] = [place(mark.seconds), widthOf(mark.label) / 2];
    if (middle - half < free) return false;
    free = middle + half + 8;
    return true;
  });
}

/** From the first moment to the last over the width of the box; a single moment lies in the middle. */
export function momentScale(from: Instant, to: Instant, box: Box): (at: Instant) => number {
  if (from === to) return () => (box.left + box.right) / 2;
  const scale = scaleLinear([epochSeconds(from), epochSeconds(to)], [box.left, box.right]);
  return (at) => scale(epochSeconds(at));
}

/** The base line with dates under it. */
export function dateAxis(from: Instant, to: Instant, timeZone: string, box: Box, palette: Colours): Element[] {
  const line = rule(box.left, box.bottom, box.right, box.bottom, palette.muted);
  if (from === to) return [line];
  const scale = scaleLinear([epochSeconds(from), epochSeconds(to)], [box.left, box.right]);
  return [
    line,
    ...dateTicks(from, to, timeZone, 4).flatMap((tick) => dateMark(scale(tick.atSeconds), tick, box, palette)),
  ];
}

function dateMark(x: number, tick: Pick<DateTick, "label">, box: Box, palette: Colours): Element[] {
  return [
    rule(x, box.bottom, x, box.bottom + 5, palette.muted),
    label(x, box.bottom + 22, tick.label, { colour: palette.muted, anchor: "middle" }),
  ];
}
