/** Decides how text is broken into lines of a terminal. */

/** At spaces; a word that is longer than a line, such as an address, stands whole. */
export function wrapped(text: string, width = 100): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

export function indented(lines: readonly string[], by: string, first = by): string[] {
  return lines.map((line, index) => `${index === 0 ? first : by}${line}`);
}
