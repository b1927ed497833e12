/** Decides what a moment is everywhere inside: an ISO 8601 UTC text to the second, which sorts as time does. */

/** `2026-03-02T09:14:00Z`, always this shape, so that `<` compares moments. GitHub itself tells time to the second. */
export type Instant = string;

/**
 * Reads an ISO 8601 date-time with an offset, or epoch seconds (GitHub sends both), as an Instant; fractions of a second are cut.
 * Returns null for anything else, so that the caller can say which field was wrong.
 */
export function readInstant(value: unknown): Instant | null {
  if (typeof value === "number") return isWritable(value) ? instantOfEpochSeconds(value) : null;
  if (typeof value !== "string" || !dateTimeWithOffset.test(value)) return null;
  const milliseconds = Date.parse(value);
  // What GitHub sends most needs no rewriting; a day after the 28th may be one that its month does not have.
  if (value.length === plainLength && value < "9999" && value.slice(8, 10) < "29" && milliseconds >= 0) return value;
  return isWritable(milliseconds / 1000) ? instantOfEpochSeconds(Math.floor(milliseconds / 1000)) : null;
}

/** Later than everything that is told. */
export const endOfTime: Instant = "9999-12-31T23:59:59Z";

/** Digit by digit: metrics read millions, and `Date.parse`, which knows other forms as well, takes more than twice as long. */
export function epochSeconds(instant: Instant): number {
  const year = 100 * twoDigits(instant, 0) + twoDigits(instant, 2);
  const [month, day] = [twoDigits(instant, 5) - 1, twoDigits(instant, 8)];
  return Date.UTC(year, month, day, twoDigits(instant, 11), twoDigits(instant, 14), twoDigits(instant, 17)) / 1000;
}

function twoDigits(text: string, at: number): number {
  return 10 * text.charCodeAt(at) + text.charCodeAt(at + 1) - 11 * zero;
}

const zero = "0".charCodeAt(0);

/** Whole seconds in, since a fraction would be a moment that no GitHub event can have. */
export function instantOfEpochSeconds(seconds: number): Instant {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

export function secondsBetween(from: Instant, to: Instant): number {
  return epochSeconds(to) - epochSeconds(from);
}

export function addSeconds(instant: Instant, seconds: number): Instant {
  return instantOfEpochSeconds(epochSeconds(instant) + seconds);
}

export function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

const plainLength = "2026-03-02T09:14:00Z".length;
const dateTimeWithOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;

/** Years 1970 to 9999: the four-digit years that sort as text. */
function isWritable(seconds: number): boolean {
  return seconds >= 0 && seconds < 253_402_300_800;
}
