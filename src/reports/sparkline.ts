/** Decides how a row of numbers is drawn within a line of text. */

/**
 * One block for each value, oldest first: the lowest block is zero (or the least value, if that is below zero), the highest is the greatest value; `·` stands
 * for one that is not known.
 */
export function sparkline(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const least = Math.min(0, ...known);
  const range = Math.max(0, ...known) - least;
  return values.map((value) => (value === null ? "·" : blockAt(range === 0 ? 0 : (value - least) / range))).join("");
}

/** `share` from 0 to 1. */
function blockAt(share: number): string {
  return blocks.charAt(Math.round(share * (blocks.length - 1)));
}

const blocks = "▁▂▃▄▅▆▇█";
