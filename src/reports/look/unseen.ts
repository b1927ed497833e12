/** Decides what a first look may have missed, and how that is said. */
import type { Instant } from "../../instant.ts";
import { dayInZone } from "../moments.ts";
import { visibleLine } from "../visibleLine.ts";
import { capitalised, counted, listed, whole } from "../weekly/amounts.ts";
import type { DataHealth } from "../weekly/dataHealth.ts";

/** What the reading itself had to leave out. */
export type Unseen =
  /** A list was longer than what is read, or GitHub's limit was used up until that moment. */
  | { what: "cut"; list: string; read: number; limitUntil: Instant | null }
  /** The token may not read it. */
  | { what: "refused"; list: string }
  /** The window is shorter than was asked for. */
  | { what: "shorter"; wanted: Instant }
  | { what: "quiet-issues"; issues: number }
  /** Of the default branch. */
  | { what: "rules" }
  /** Merged before the first deployment of which it is known what it brought. */
  | { what: "before-deployments"; items: number }
  | { what: "features"; features: readonly string[] }
  /** GitHub answered with a part of what was asked; in its own words, the first of them. */
  | { what: "kept-back"; times: number; words: string }
  | { what: "unreadable"; nodes: number };

/** A line that completes "what this look cannot see". */
export function unseenWords(unseen: Unseen, now: Instant): string {
  switch (unseen.what) {
    case "cut": {
      const why = unseen.limitUntil === null ? "more are not read" : "then GitHub's limit was used up";
      const read = unseen.read === 0 ? "none" : `only ${whole(unseen.read)}`;
      return `All ${unseen.list}: ${read} were read; ${why}.`;
    }
    case "refused":
      return `${capitalised(unseen.list)}: this token may not read them.`;
    case "shorter":
      return `All since ${dayInZone(unseen.wanted, { now, timeZone: "UTC" })}: the time begins later, from when on everything was read.`;
    case "quiet-issues":
      return `${counted(unseen.issues, "open issue")} that nobody touched in this time: left out of all numbers.`;
    case "before-deployments":
      return `Whether ${counted(unseen.items, "item")} merged before the first deployments ${unseen.items === 1 ? "is" : "are"} live: left out of all numbers.`;
    case "rules":
      return "Rules of the default branch: one approval is taken to be needed.";
    case "features":
      return `${capitalised(listed(unseen.features))}: this server does not tell of ${unseen.features.length === 1 ? "it" : "them"}.`;
    case "kept-back":
      return `What GitHub kept back, ${counted(unseen.times, "time")}; it said: ${visibleLine(unseen.words, 200)}`;
    case "unreadable":
      return `${counted(unseen.nodes, "answer")} of GitHub that could not be understood.`;
  }
}

/** What no look sees, and what this repository does not show. */
export function alwaysUnseen({ productionSeen, releaseSignals }: DataHealth): { what: string; says: string }[] {
  const releases =
    releaseSignals.release > 0
      ? "Production deployments: there are none, so a published release counts as released."
      : "Production deployments and releases: there are none, so what is merged counts as released.";
  return [
    ...(productionSeen ? [] : [{ what: "no-production", says: releases }]),
    { what: "pushes-and-checks", says: history },
    { what: "configuration", says: configuration },
  ];
}

const history = "Pushes and past checks: GitHub keeps no history of them, so waits for checks are missing.";
const configuration = "A .github/throughline.yml: stages are told by the default labels.";
