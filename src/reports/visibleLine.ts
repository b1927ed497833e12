/** Decides how text from outside becomes one line of visible characters, wherever it is going to stand. */

/**
 * Characters that nobody sees are dropped (control, direction, zero width, variation selectors; some joined emoji fall apart by it), line breaks become
 * spaces, and what is longer than `maxLength` ends in an ellipsis. Empty if nothing is left to be seen.
 */
export function visibleLine(outside: string, maxLength: number): string {
  const line = outside
    .replace(unseen, "")
    .replace(/[\s\u0085]+/gu, " ")
    .trim();
  return shorten(line, maxLength);
}

function shorten(line: string, maxLength: number): string {
  if (line.length <= maxLength) return line;
  let short = "";
  for (const { segment } of graphemes.segment(line)) {
    if (short.length + segment.length + 1 > maxLength) break;
    short += segment;
  }
  return `${short.trimEnd()}…`;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Everything without a shape of its own, but for the spaces and line breaks that fold into one space. */
const unseen = /(?![\s\u0085])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
