/** Decides what a first look may have missed, and how that is said. */
import type { Instant } from "../../instant.ts";
import { counted, listed } from "../weekly/amounts.ts";
import type { DataHealth } from "../weekly/dataHealth.ts";
import { dayInZone } from "../moments.ts";

/** What the reading itself had to leave out. */
export type Unseen =
  /** A list was longer than what is read, or GitHub's limit was used up until that moment. */
  | { what: "cut"; list: string; read: number; limitUntil: Instant | null }
  /** The window is shorter than was asked for. */
  | { what: "shorter"; wanted: Instant }
  | { what: "quiet-issues"; issues: number }
  | { what: "features"; features: readonly string[] }
  /** GitHub answered with a part of what was asked; in its own words, the first of them. */
  | { what: "kept-back"; times: number; words: string }
  | { what: "unreadable"; nodes: number };

export function unseenWords(unseen: Unseen, now: Instant): string {
  switch (unseen.what) {
    case "cut": {
      const why = unseen.limitUntil === null ? "more are not read" : "then GitHub's limit was used up";
      return `Of ${unseen.list} only ${counted(unseen.read, "entry", "entries")} were read; ${why}.`;
    }
    case "shorter":
      return `The time is shorter than was asked for: nothing from ${dayInZone(unseen.wanted, { now, timeZone: "UTC" })} up to then was read whole.`;
    case "quiet-issues":
      return `${counted(unseen.issues, "open issue was", "open issues were")} not touched in this time, and ${unseen.issues === 1 ? "is" : "are"} left out of all numbers.`;
    case "features":
      return `This server does not tell of ${listed(unseen.features)}.`;
    case "kept-back":
      return `GitHub kept something back ${counted(unseen.times, "time")}; it said: ${unseen.words}`;
    case "unreadable":
      return `${counted(unseen.nodes, "answer")} could not be understood, and ${unseen.nodes === 1 ? "is" : "are"} left out.`;
  }
}

/** What no look sees, and what this repository does not show. */
export function alwaysUnseen({ productionSeen, releaseSignals }: DataHealth): { what: string; says: string }[] {
  const releases =
    releaseSignals.release > 0
      ? "No production deployment was seen: a published release counts as released."
      : "No production deployment and no release was seen: what is merged counts as released.";
  return [
    ...(productionSeen ? [] : [{ what: "no-production", says: releases }]),
    { what: "pushes-and-checks", says: history },
    { what: "rules", says: rules },
  ];
}

const history =
  "GitHub keeps no history of pushes, checks and label names, so waiting for checks does not show, and labels have today's names. The app hears them as they happen.";
const rules = "Rules of branches and .github/throughline.yml were not read: one approval is taken to be needed.";
