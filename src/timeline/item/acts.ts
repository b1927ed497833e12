/** Decides what counts as somebody's act on an item. */
import type { Instant } from "../../instant.ts";
import type { Actor, Fact } from "../../signals/signal.ts";
import { identityOf, isPerson } from "../people.ts";

/** Openings, comments, edits, labels put on or off, assignments, sub-issues, pushes, branches created for it and changes of a draft; of persons, or of one author whoever that is. */
export function actsOf(facts: readonly Fact[], whose: { bots: readonly string[] } | { author: Actor }): Instant[] {
  return facts.filter((fact) => isActOf(fact, whose)).map(momentOf);
}

function isActOf({ signal }: Fact, whose: { bots: readonly string[] } | { author: Actor }): boolean {
  const by = actorOfAct(signal);
  if (by === undefined) return false;
  if ("bots" in whose) return by === null || isPerson(by, whose.bots);
  return by !== null && identityOf(by) === identityOf(whose.author);
}

/** Who acted: null where the payload names nobody, undefined where it was no act. */
function actorOfAct(signal: Fact["signal"]): Actor | null | undefined {
  switch (signal.kind) {
    case "issue-snapshot":
    case "pull-request-snapshot":
      return signal.author;
    case "touched":
      return signal.what === "edited" || signal.what === "assigned" || signal.what === "unassigned"
        ? signal.by
        : undefined;
    case "commented":
    case "labeled":
    case "unlabeled":
    case "ready":
    case "drafted":
    case "pushed":
    case "sub-issue":
    case "branch-created":
    case "branch-pushed":
      return signal.by;
    default:
      return undefined;
  }
}

/** A snapshot stands for the opening. */
function momentOf({ signal, at }: Fact): Instant {
  return signal.kind === "issue-snapshot" || signal.kind === "pull-request-snapshot" ? signal.createdAt : at;
}
