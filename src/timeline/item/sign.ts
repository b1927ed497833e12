/** Decides what a sign is: something that says which stage an item is in now. */
import type { Instant } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import type { StageSlug } from "../../stages.ts";
import type { Cause } from "../timeline.ts";

/**
 * The signs in the order in which those of one second are applied, so that the last holds; leaving beats them all. `live` moves nothing by itself: it
 * tells that a merge is in production, from which moment the verification window runs.
 */
const signOrder = [
  "issue-opened",
  "issue-reopened",
  "design-task",
  "work-began",
  "stage-label",
  "review-began",
  "sent-back",
  "answered",
  "pull-request-changed",
  "live",
  "verified",
  "rolled-back",
  "reverted",
  "incident",
  "stable",
  "closed",
  "retired",
] as const;

export type SignKind = (typeof signOrder)[number];

/** What happened to a pull request, or to the issue, that decides about leaving and coming back. */
export type Change =
  | { of: "issue"; to: "closed"; reason: "completed" | "not-planned" | "duplicate" | null }
  | { of: "issue"; to: "open" }
  | { of: "pull-request"; number: number; to: "open" | "draft" | "closed" | "merged" };

export type Sign = {
  at: Instant;
  kind: SignKind;
  /** For `stage-label`: the stage that it names. */
  stage?: StageSlug;
  /** What it changes of the item's issue or pull requests, before the sign is read. */
  change?: Change;
  /** What happened, in words a product manager can read. */
  words: string;
  cause: Cause;
};

export function causeOf(fact: Fact): Cause {
  const { key, at, timeSource, delivery, event } = fact;
  return { key, at, timeSource, delivery, event };
}

export function inSignOrder(signs: readonly Sign[]): Sign[] {
  // Of two of one kind in one second neither is first: their facts' keys decide, never the order in which the database gave them.
  return signs.toSorted(
    (a, b) => compareSigns(a, b) || (a.cause.key < b.cause.key ? -1 : Number(a.cause.key > b.cause.key)),
  );
}

export function compareSigns(a: Pick<Sign, "at" | "kind">, b: Pick<Sign, "at" | "kind">): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return signOrder.indexOf(a.kind) - signOrder.indexOf(b.kind);
}
