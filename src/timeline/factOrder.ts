/** Decides in which order facts are read: by their time, and within one second so that the order of arrival does not matter. */
import type { Fact, Signal } from "../signals/signal.ts";

/** Within a second what sets an item up comes before what moves it on, and what ends it comes last. */
const rankOf: Partial<Record<Signal["kind"], number>> = {
  "issue-snapshot": 0,
  "pull-request-snapshot": 0,
  opened: 1,
  labeled: 3,
  unlabeled: 3,
  pushed: 4,
  drafted: 5,
  ready: 5,
  "review-requested": 6,
  reviewed: 7,
  "review-dismissed": 8,
  reopened: 9,
  closed: 10,
};

const unranked = 2;

export function inOrder<F extends Fact>(facts: readonly F[]): F[] {
  return facts.toSorted(compareFacts);
}

function compareFacts(a: Fact, b: Fact): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  const rank = (rankOf[a.signal.kind] ?? unranked) - (rankOf[b.signal.kind] ?? unranked);
  if (rank !== 0) return rank;
  return a.key < b.key ? -1 : Number(a.key > b.key);
}

const opposites: Partial<Record<Signal["kind"], Signal["kind"]>> = {
  labeled: "unlabeled",
  unlabeled: "labeled",
  ready: "drafted",
  drafted: "ready",
  closed: "reopened",
  reopened: "closed",
  enqueued: "dequeued",
  dequeued: "enqueued",
};

/**
 * Leaves out what was done and undone, or undone and done again, within one second. GitHub tells no order within a second, but either way such a pair
 * ends where it began; a label is paired by its id. A merge is never undone.
 */
export function withoutUndone(facts: readonly Fact[]): Fact[] {
  const present = new Set(
    facts.flatMap((fact) => (opposites[fact.signal.kind] ? [momentOf(fact, fact.signal.kind)] : [])),
  );
  return facts.filter((fact) => {
    const opposite = opposites[fact.signal.kind];
    return opposite === undefined || !present.has(momentOf(fact, opposite)) || isMerge(fact);
  });
}

function momentOf({ at, subject, signal }: Fact, kind: Signal["kind"]): string {
  return `${at} ${subject} ${kind} ${"label" in signal ? signal.label.id : ""}`;
}

function isMerge(fact: Fact): boolean {
  return fact.signal.kind === "closed" && fact.signal.merged;
}
