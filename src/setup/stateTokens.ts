/** Decides whether somebody who comes back from GitHub was sent there by this set-up: once, and within the hour that GitHub gives. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 bits, so that nobody guesses it. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Takes the same time wherever they differ. */
export function isSameToken(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

const lifetimeMilliseconds = 60 * 60 * 1000;
/** Of somebody who goes back and forth; more are not a person. */
const mostOpen = 100;

export type StateTokens<Kept> = {
  /** A new token, with what is to be known again when it comes back. */
  give: (kept: Kept) => string;
  /** What was kept with the token; null if it is not known, too old, or was taken before. */
  take: (token: string) => Kept | null;
};

export function createStateTokens<Kept>(millisecondsNow: () => number): StateTokens<Kept> {
  const open = new Map<string, { kept: Kept; until: number }>();
  return {
    give(kept) {
      const [oldest] = open.keys();
      if (open.size >= mostOpen && oldest !== undefined) open.delete(oldest);
      const token = newToken();
      open.set(token, { kept, until: millisecondsNow() + lifetimeMilliseconds });
      return token;
    },
    take(token) {
      const found = open.get(token);
      open.delete(token);
      return found !== undefined && millisecondsNow() < found.until ? found.kept : null;
    },
  };
}
