/** Decides how text from outside stands in a terminal: on its line, as visible characters, so that it can neither colour nor move anything. */
import { visibleLine } from "./visibleLine.ts";

const longest = 200;

/** What is not seen is dropped, line breaks become spaces; what is too long is cut. */
export function plainText(text: string): string {
  return visibleLine(text, longest);
}
