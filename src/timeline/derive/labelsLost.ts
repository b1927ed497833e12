/** Decides which items lost a label because it was deleted from the repository. */
import type { Actor, Fact } from "../../signals/signal.ts";
import type { Known } from "../known.ts";

/** It was taken off the item by nobody's hand, so that is nobody's act on it. */
const nobody: Actor = { id: null, login: null, bot: true };

/** By number, for each label that an issue or pull request was given before it was deleted: that it is off, at the moment of the deletion. */
export function labelsLost(about: readonly Fact[], { issues, pullRequests }: Known): Map<number, readonly Fact[]> {
  const deletions = new Map(
    about.flatMap((fact) => (fact.signal.kind === "label-deleted" ? [[fact.signal.label.id, fact] as const] : [])),
  );
  if (deletions.size === 0) return new Map();
  return new Map(
    [...issues, ...pullRequests].flatMap(([number, { own }]) => {
      const given = new Set(own.flatMap(({ signal }) => (signal.kind === "labeled" ? [signal.label.id] : [])));
      const lost = [...given].flatMap((label) => deletions.get(label) ?? []);
      return lost.length === 0 ? [] : [[number, lost.map((deletion) => takenOff(number, deletion))] as const];
    }),
  );
}

export function withLabelsLost(known: Known, lost: ReadonlyMap<number, readonly Fact[]>): Known {
  if (lost.size === 0) return known;
  return { ...known, issues: changed(known.issues, lost), pullRequests: changed(known.pullRequests, lost) };
}

function changed<Facts extends { own: readonly Fact[] }>(
  items: ReadonlyMap<number, Facts>,
  lost: ReadonlyMap<number, readonly Fact[]>,
): Map<number, Facts> {
  return new Map(
    [...items].map(([number, facts]) => [number, { ...facts, own: [...facts.own, ...(lost.get(number) ?? [])] }]),
  );
}

function takenOff(number: number, deletion: Fact): Fact {
  if (deletion.signal.kind !== "label-deleted") return deletion;
  const { label } = deletion.signal;
  return { ...deletion, subject: `#${number}`, signal: { kind: "unlabeled", label, by: nobody } };
}
