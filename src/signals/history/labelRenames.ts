/** Decides what a label was called at a moment: the API shows every event under the name that the label has now. */
import type { Instant } from "../../instant.ts";
import type { Fact, LabelRef } from "../signal.ts";

/** By a label's id, its renamings in the order of time. */
export type LabelRenames = ReadonlyMap<number, readonly { from: string; at: Instant }[]>;

/** Of the webhooks' facts, which alone tell them. */
export function labelRenamesIn(facts: readonly Pick<Fact, "at" | "signal">[]): LabelRenames {
  const renames = facts.flatMap(({ at, signal }) =>
    signal.kind === "label-renamed" ? [{ id: signal.label.id, from: signal.from, at }] : [],
  );
  const inOrder = renames.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  return Map.groupBy(inOrder, ({ id }) => id);
}

/** Under the name that it had then, which the first renaming after that moment tells. */
export function asNamedAt(label: LabelRef, at: Instant, renames: LabelRenames): LabelRef {
  const next = renames.get(label.id)?.find((each) => each.at > at);
  return next === undefined ? label : { ...label, name: next.from };
}
