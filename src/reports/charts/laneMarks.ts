/** Decides how the open items of one stage lie on their line of ages. */
import type { Element } from "hast";
import type { AgeingStage } from "./ageingStage.ts";
import { isSlow, oldestOf } from "./ageingStage.ts";
import type { Bin } from "./bins.ts";
import { binned, radiusOf } from "./bins.ts";
import type { Box } from "./chart.ts";
import type { Dot } from "./svg.ts";
import { dots, label } from "./svg.ts";
import type { Colours } from "./theme.ts";

/** The dots of one colour in a lane. */
type LaneDots = { bins: Bin[]; slow: boolean };

export type Lane = { row: AgeingStage; groups: LaneDots[] };

/** Items by where they fall on the axis, those slower than the past apart. */
export function laneOf(row: AgeingStage, place: (seconds: number) => number): Lane {
  const groups = [false, true].map((slow) => {
    const places = row.items
      .filter((item) => isSlow(item, row) === slow)
      .map((item) => ({ x: place(item.ageSeconds), y: 0 }));
    return { bins: binned(places, columnWidth), slow };
  });
  return { row, groups };
}

/** The most items that lie on one place of the axis. */
export function fullestOf(lanes: readonly Lane[]): number {
  return lanes
    .flatMap((lane) => lane.groups.flatMap((group) => group.bins))
    .reduce((most, bin) => Math.max(most, bin.items), 1);
}

/** Whether each item has a dot of its own, on top of each other where they are as old; else dots are larger by their items, in every stage. */
export function areSingle(fullest: number): boolean {
  return fullest <= mostOnEachOther;
}

/** The dots in the strip, and the number of the oldest item. */
export function laneMarks(
  { row, groups }: Lane,
  place: (seconds: number) => number,
  strip: Box,
  fullest: number,
  palette: Colours,
): Element[] {
  const middle = (strip.top + strip.bottom) / 2;
  const drawn = groups.map(({ bins, slow }) =>
    dots(
      bins.flatMap((bin) => dotsOf(bin, middle, fullest)),
      slow ? palette.notable : palette.usual,
      palette.ground,
    ),
  );
  const oldest = oldestOf(row);
  if (oldest === null) return drawn;
  const right = place(oldest.ageSeconds) + (areSingle(fullest) ? smallest : largest) + 4;
  return [...drawn, label(right, middle + 5, `#${oldest.number}`, { colour: palette.text })];
}

function dotsOf({ x, items }: Bin, middle: number, fullest: number): Dot[] {
  if (!areSingle(fullest)) return [{ x, y: middle, radius: radiusOf(items, fullest, smallest, largest) }];
  const top = middle - ((items - 1) * height) / 2;
  return Array.from({ length: items }, (_, index) => ({ x, y: top + index * height, radius: smallest }));
}

const mostOnEachOther = 4;
const columnWidth = 7;
const height = 7;
const smallest = 3;
const largest = 13;
