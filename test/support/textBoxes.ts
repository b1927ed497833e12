/** Decides where the words of a drawing lie, as far as it can be known without a font: a letter is taken as half its height wide. */
import type { DrawnElement } from "./dom.ts";
import { all, numberOf } from "./dom.ts";

export type TextBox = { words: string; left: number; right: number; top: number; bottom: number };

export function textBoxes(root: DrawnElement): TextBox[] {
  return all(root, "text").map((text) => {
    const [x, y, size] = [numberOf(text, "x"), numberOf(text, "y"), numberOf(text, "font-size")];
    const width = text.textContent.length * size * 0.5;
    const before = { start: 0, middle: width / 2, end: width }[text.getAttribute("text-anchor") ?? "start"] ?? 0;
    return { words: text.textContent, left: x - before, right: x - before + width, top: y - size * 0.72, bottom: y };
  });
}

export function overlapping(boxes: readonly TextBox[]): string[] {
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.words} | ${b.words}`),
  );
}
