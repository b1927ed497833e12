/** Decides what a label on an item means. */
import { nameMatcher } from "../config/globs.ts";
import type { LabelGlobs, LabelRole } from "../config/labelRoles.ts";
import { normalFormOfLabel } from "../config/labelRoles.ts";

/** Tells every meaning of a label by its name. One label can mean several things, `stage: review` one. */
export type LabelVocabulary = (name: string) => ReadonlySet<LabelRole>;

/** The vocabulary of one configuration; each name is matched once. */
export function labelVocabulary(labels: LabelGlobs): LabelVocabulary {
  const matchers = [...labels].map(([role, globs]) => ({
    role,
    matches: nameMatcher(globs),
  }));
  const known = new Map<string, ReadonlySet<LabelRole>>();
  return (name) => {
    const seen = known.get(name);
    if (seen) return seen;
    const form = normalFormOfLabel(name);
    const roles = new Set(matchers.filter(({ matches }) => matches(form)).map(({ role }) => role));
    known.set(name, roles);
    return roles;
  };
}
