/** Decides when two texts say the same: when they differ at most in the part that tells as of when they were written. */
import { createHash } from "node:crypto";

/** Of the texts without their `asOf` part; equal for texts that need no writing over each other. */
export function contentHash(texts: string[], asOf: string): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(without(text, asOf)).update("\0");
  return hash.digest("hex");
}

/**
 * Whether `standing`, found on GitHub, says what `wanted` says. Which "as of" it bears is not known, so anything may stand in that place,
 * as long as it is no longer than an "as of" is.
 */
export function saysTheSame(standing: string, wanted: string, asOf: string): boolean {
  if (standing === wanted) return true;
  const at = asOf === "" ? -1 : wanted.indexOf(asOf);
  if (at < 0) return false;
  const before = wanted.slice(0, at);
  const after = wanted.slice(at + asOf.length);
  const room = standing.length - before.length - after.length;
  return room >= 0 && room <= 2 * asOf.length && standing.startsWith(before) && standing.endsWith(after);
}

function without(text: string, asOf: string): string {
  return asOf === "" ? text : text.replaceAll(asOf, "");
}
