/** Decides how text from outside stands in a terminal: on its line, as visible characters, so that it can neither colour nor move anything. */

const longest = 200;

/** Control, format and line characters become spaces; what is too long is cut. */
export function plainText(text: string): string {
  const visible = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return visible.length <= longest ? visible : `${visible.slice(0, longest).trimEnd()}…`;
}
