/** Decides how a drawing is written down: one SVG element a call, every text in it made harmless. */
import type { Element } from "hast";
import { toHtml } from "hast-util-to-html";
import { s } from "hastscript";
import { visibleLine } from "../visibleLine.ts";

export type TextStyle = {
  colour: string;
  size?: number;
  weight?: 400 | 600;
  anchor?: "start" | "middle" | "end";
};

/** What is smaller cannot be read where the drawing is shown on a phone, at two thirds of its size. */
export const smallestText = 15;

/** `y` is the base line. */
export function label(x: number, y: number, words: string, style: TextStyle): Element {
  const { colour, size = smallestText, weight = 400, anchor = "start" } = style;
  return s(
    "text",
    { x: rounded(x), y: rounded(y), fill: colour, fontSize: size, fontWeight: weight, textAnchor: anchor },
    harmless(words),
  );
}

export function rule(x1: number, y1: number, x2: number, y2: number, colour: string): Element {
  const [from, to] = [
    { x1: rounded(x1), y1: rounded(y1) },
    { x2: rounded(x2), y2: rounded(y2) },
  ];
  return s("line", { ...from, ...to, stroke: colour });
}

/** A line over dots, on a wider one of the ground so that it is seen among them. */
export function lineOver(from: number, to: number, y: number, colour: string, ground: string, dashes: string): Element {
  const ends = { x1: rounded(from), x2: rounded(to), y1: rounded(y), y2: rounded(y) };
  return s("g", [
    s("line", { ...ends, stroke: ground, strokeWidth: 4, strokeOpacity: 0.5 }),
    s("line", { ...ends, stroke: colour, strokeWidth: 2, strokeDasharray: dashes }),
  ]);
}

export function rectangle(
  { left, right, top, bottom }: Record<"left" | "right" | "top" | "bottom", number>,
  colour: string,
): Element {
  const [width, height] = [Math.max(0, right - left), Math.max(0, bottom - top)];
  return s("rect", { x: rounded(left), y: rounded(top), width: rounded(width), height: rounded(height), fill: colour });
}

/** `d` as d3-shape gives it. */
export function filled(d: string | null, colour: string, edge: string): Element {
  return s("path", { d: d ?? "", fill: colour, stroke: edge, strokeWidth: 0.75, strokeLinejoin: "round" });
}

export function drawn(d: string | null, colour: string): Element {
  return s("path", { d: d ?? "", fill: "none", stroke: colour, strokeWidth: 2.5, strokeLinejoin: "round" });
}

export type Dot = { x: number; y: number; radius: number; hollow?: boolean };

/** Dots lie over each other half seen through, or, hollow, as rings on the ground. */
export function dots(places: readonly Dot[], colour: string, ground: string): Element {
  const circles = places.map(({ x, y, radius, hollow = false }) =>
    s("circle", {
      cx: rounded(x),
      cy: rounded(y),
      r: rounded(radius),
      ...(hollow && { fill: ground, fillOpacity: 1 }),
    }),
  );
  return s("g", { fill: colour, fillOpacity: 0.75, stroke: colour, strokeWidth: 1 }, circles);
}

/** What an image says before it is looked at: the element that assistive technology reads. */
export function told(tag: "title" | "desc", words: string): Element {
  return s(tag, harmless(words));
}

/** A whole file: no script, nothing loaded from elsewhere. */
export function document(size: { width: number; height: number }, children: readonly Element[]): string {
  const { width, height } = size;
  const root = s(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${rounded(width)} ${rounded(height)}`,
      width: rounded(width),
      height: rounded(height),
      role: "img",
      fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Helvetica, Arial, sans-serif",
    },
    ...children,
  );
  return `${toHtml(root, { space: "svg", closeEmptyElements: true })}\n`;
}

/** Tenths of a pixel: finer is not seen, and makes large files. */
function rounded(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** The library escapes what opens a tag or an entity; XML also forbids control characters and `]]>`. */
function harmless(words: string): string {
  return visibleLine(words, longestText).replaceAll("]]>", "]] >");
}

const longestText = 1000;
