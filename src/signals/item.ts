/** Decides how an act on an issue or pull request becomes a fact: its key, and the moment it is given. */
import type { Instant } from "../instant.ts";
import type { Fact, ItemSignal, LabelRef, TouchKind } from "./signal.ts";
import { type Context, fact, type Moment } from "./translator.ts";

/** The issue or pull request that a delivery is about, and the moment of its latest change, which most acts take as theirs. */
export type Item = { number: number; updated: Moment; context: Context };

export function itemOf(field: string, about: { number: number; updated_at: Instant }, context: Context): Item {
  return { number: about.number, updated: { at: about.updated_at, source: `${field}.updated_at` }, context };
}

/** An act that can happen again: its moment is part of the key. */
export function act(item: Item, what: string, signal: ItemSignal, moment: Moment = item.updated): Fact {
  return once(item, `${what} ${moment.at}`, signal, moment);
}

/** Something that happens once to an item, or that `what` already tells apart. */
export function once(item: Item, what: string, signal: ItemSignal, moment: Moment): Fact {
  return fact(item.context, `#${item.number}`, `#${item.number} ${what}`, moment, signal);
}

/** GitHub leaves the label out once it is deleted: then there is nothing to tell. */
export function labelActs(item: Item, kind: "labeled" | "unlabeled", label: LabelRef | null | undefined): Fact[] {
  return label ? [act(item, `${kind} ${label.id}`, { kind, label, by: item.context.by })] : [];
}

/** `which` tells apart two assignees, milestones or types within one second. */
export function touch(item: Item, what: TouchKind, which: number | null | undefined): Fact {
  return act(item, which ? `${what} ${which}` : what, { kind: "touched", what, by: item.context.by });
}
