/** Decides what stands around every chart: its size, its head, its ground, and the words where there is nothing to draw. */
import type { Element } from "hast";
import { visibleLine } from "../visibleLine.ts";
import type { Box, ChartWords, Look } from "./chart.ts";
import { document, label, rectangle, smallestText, told } from "./svg.ts";
import type { Colours } from "./theme.ts";
import { colours } from "./theme.ts";

/** Shown as wide as a phone, text is still ten pixels high; in a page it is as large as the text around it. */
export const chartWidth = 540;

const edge = 16;
const titleSize = 20;
const lineHeight = 20;

/** Room around the drawing for axes and labels, and the drawing's own height. */
export type Room = { left: number; right: number; top: number; bottom: number; height: number };

/** Draws into the box; handed the colours of the theme. */
export type Draw = (box: Box, colours: Colours) => Element[];

/** The chart as a file. `draw` is null where there is nothing to show, and `words.reading` then says why. */
export function chartFrame(look: Look, words: ChartWords, room: Room, draw: Draw | null): string {
  const palette = colours[look.theme];
  const name = visibleLine(look.of, 60);
  const range = linesOf(name === "" ? words.range : `${name}, ${words.range}`);
  const reading = linesOf(draw === null ? "" : words.reading);
  const under = 30 + (range.length + reading.length) * lineHeight;
  const top = under + room.top;
  const box = { left: edge + room.left, right: chartWidth - edge - room.right, top, bottom: top + room.height };
  const size = { width: chartWidth, height: box.bottom + room.bottom + edge / 2 };
  return document(size, [
    told("title", name === "" ? words.title : `${words.title}: ${name}`),
    told("desc", draw === null ? words.reading : words.description),
    rectangle({ left: 0, top: 0, right: size.width, bottom: size.height }, palette.ground),
    label(edge, 30, words.title, { colour: palette.text, size: titleSize, weight: 600 }),
    ...[...range, ...reading].map((line, index) =>
      label(edge, 30 + 4 + (index + 1) * lineHeight, line, {
        colour: index < range.length ? palette.text : palette.muted,
      }),
    ),
    ...(draw === null ? nothing(box, words.reading, palette) : draw(box, palette)),
  ]);
}

function nothing(box: Box, why: string, palette: Colours): Element[] {
  const middle = (box.top + box.bottom) / 2;
  return [
    label(chartWidth / 2, middle - 14, "Nothing to show", { colour: palette.text, weight: 600, anchor: "middle" }),
    ...linesOf(why).map((line, index) =>
      label(chartWidth / 2, middle + 10 + index * lineHeight, line, { colour: palette.muted, anchor: "middle" }),
    ),
  ];
}

/** Broken between words where a line would be too long; a word that is too long alone is cut. */
function linesOf(words: string): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ").filter((each) => each !== "")) {
    const longer = lines.length === 0 ? null : `${lines.at(-1)} ${word}`;
    if (longer !== null && longer.length <= longestLine) lines[lines.length - 1] = longer;
    else lines.push(visibleLine(word, longestLine));
  }
  return lines;
}

/** A letter is taken as 0.54 of its height wide, as in the widest of the usual fonts. */
export function widthOf(words: string, size = smallestText): number {
  return words.length * size * 0.54;
}

const longestLine = Math.floor((chartWidth - 2 * edge) / widthOf("x"));
