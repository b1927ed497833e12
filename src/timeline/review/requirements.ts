/** Decides what a pull request needs before it can be merged: what the configuration says, else the branch's rules, else what is usual. */
import { nameMatcher } from "../../config/globs.ts";
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import { ownCheckName } from "../../signals/checks.ts";
import type { BranchRules } from "../../signals/signal.ts";

/** Tells whether a check's failure is the author's to mend, and whether its run is waited for. Names are `source/name`, as reviewEvents gives them. */
export type RequiredChecks = { fails: (name: string) => boolean; awaited: (name: string) => boolean };

export type Requirements = { approvals: number; checks: RequiredChecks };

/** Approvals where nobody says how many. */
export const usualApprovals = 1;

/** `rules` are those of the branch that it goes into; null where they are not known. */
export function requirements(review: RepositoryConfig["review"], rules: BranchRules | null): Requirements {
  return {
    approvals: review.approvals ?? rules?.approvals ?? usualApprovals,
    checks: requiredChecks(review.requiredChecks, rules),
  };
}

/** The names of the checks that the rules require; the app's own never counts. */
export function namesRequired({ checks }: BranchRules): string[] {
  return [...new Set(checks.map(({ name }) => name))].filter((name) => name !== ownCheckName);
}

/** Where neither says, a failed GitHub Actions run counts, a running one is not waited for, and other checks do not count. */
function requiredChecks(globs: readonly string[] | null, rules: BranchRules | null): RequiredChecks {
  if (globs !== null) return named(nameMatcher(globs));
  const names = new Set(rules ? namesRequired(rules) : []);
  if (names.size > 0) return named((name) => names.has(name));
  return { fails: (name) => name.startsWith("actions/"), awaited: () => false };
}

function named(matches: (name: string) => boolean): RequiredChecks {
  const required = (name: string) => matches(name.slice(name.indexOf("/") + 1));
  return { fails: required, awaited: required };
}
