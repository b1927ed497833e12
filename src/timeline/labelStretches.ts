/** Decides when labels of a meaning were on. */
import type { LabelRole } from "../config/labelRoles.ts";
import type { Instant } from "../instant.ts";
import type { Fact } from "../signals/signal.ts";
import { inOrder, withoutUndone } from "./factOrder.ts";
import type { LabelVocabulary } from "./labels.ts";
import type { Stretch } from "./stretch.ts";

/** One stay of one label on one issue or pull request; it means what its name meant when it was put on. */
export type LabelStay = Stretch & { meanings: ReadonlySet<LabelRole>; name: string; on: Fact; off: Fact | null };

/** Every stay of a label that means something, by the label's id: a renamed label goes on meaning what it meant. */
export function labelStays(facts: readonly Fact[], roles: LabelVocabulary): LabelStay[] {
  const open = new Map<string, LabelStay>();
  const stays: LabelStay[] = [];
  for (const fact of inOrder(withoutUndone(facts))) {
    const { signal, at, subject } = fact;
    if (signal.kind !== "labeled" && signal.kind !== "unlabeled") continue;
    const key = `${subject} ${signal.label.id}`;
    const stay = open.get(key);
    if (signal.kind === "unlabeled") {
      if (stay) Object.assign(stay, { to: at, off: fact });
      open.delete(key);
    } else if (!stay) {
      const meanings = roles(signal.label.name);
      if (meanings.size === 0) continue;
      const begun: LabelStay = { from: at, to: null, meanings, name: signal.label.name, on: fact, off: null };
      open.set(key, begun);
      stays.push(begun);
    }
  }
  return stays;
}

/** The stays that mean any of these. */
export function staysOf(stays: readonly LabelStay[], ...wanted: readonly LabelRole[]): LabelStay[] {
  return stays.filter(({ meanings }) => wanted.some((role) => meanings.has(role)));
}

/** The moments at which a label of any of these meanings was put on. */
export function putOn(stays: readonly LabelStay[], ...wanted: readonly LabelRole[]): Instant[] {
  return staysOf(stays, ...wanted).map(({ from }) => from);
}
