/** Decides what it bounds that something happened in none of so many trials. */

/** Below this share, at 95% certainty: the rule of three, never rounded down. */
export function shareBelow(trials: number): string {
  return (3 / trials).toLocaleString("en", { maximumSignificantDigits: 2, roundingMode: "ceil" });
}
