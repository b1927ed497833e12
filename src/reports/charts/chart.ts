/** Decides what every chart is told besides its numbers, and what it says in words. */
export type Theme = "light" | "dark";

/** `of` is the repository, or whatever else is read as one, and may come from outside; dates are those of the IANA zone. */
export type Look = { of: string; theme: Theme; timeZone: string };

/** All own words. `range` says the dates and the sample size, `reading` how to read the picture, `description` what is to be seen in it. */
export type ChartWords = { title: string; range: string; reading: string; description: string };

/** In pixels of the drawing, from its upper left corner. */
export type Box = { left: number; right: number; top: number; bottom: number };

/** "1 item", "1,204 items". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

/** "1,204", and one decimal at most. */
export function grouped(n: number): string {
  return n.toLocaleString("en-US", { maximumFractionDigits: 1 });
}

/** "204", but "1.2K" from a thousand on, where there is little room. */
export function short(n: number): string {
  if (n < 1000) return grouped(n);
  return n.toLocaleString("en-US", { notation: "compact", maximumFractionDigits: 1 });
}
