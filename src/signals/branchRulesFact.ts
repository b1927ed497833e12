/** Decides how it is kept what a default branch requires: as one fact of the repository, of the moment at which it was seen so. */
import type { Instant } from "../instant.ts";
import type { BranchRules, Fact } from "./signal.ts";

export const branchRulesKey = "branch-rules";

export function branchRulesFact(repositoryId: number, rules: BranchRules, seenAt: Instant): Fact {
  return {
    repositoryId,
    subject: "repository",
    key: branchRulesKey,
    at: seenAt,
    timeSource: "received_at",
    receivedAt: seenAt,
    delivery: `rules ${rules.branch}`,
    event: "rules",
    signal: { kind: "branch-rules", rules },
  };
}
