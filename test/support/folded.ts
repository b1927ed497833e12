/** Decides how tests fold deliveries without a database, and how they read what came out. */
import type { RepositoryConfig } from "../../src/config/repositoryConfig.ts";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import type { Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { branchRulesFact } from "../../src/signals/branchRulesFact.ts";
import { mergeFact } from "../../src/signals/mergeFact.ts";
import type { BranchRules, Fact } from "../../src/signals/signal.ts";
import type { Knowledge } from "../../src/timeline/derive/knowledge.ts";
import type { Timelines } from "../../src/timeline/repository.ts";
import { foldRepository } from "../../src/timeline/repository.ts";
import type { ItemTimeline, PullRequestTimeline } from "../../src/timeline/timeline.ts";
import { factsOf } from "./translated.ts";

export type Folded = Timelines & { knowledge: Knowledge };

export type FoldOptions = { now?: Instant; config?: Partial<RepositoryConfig>; rules?: BranchRules | undefined };

/** Whatever the script tells was known long before this moment. */
const longAfter = "2027-01-01T00:00:00Z";

/** What the deliveries come to, by `now`; each fact once, as the store keeps it. */
export function folded(
  deliveries: readonly Delivery[],
  { now = longAfter, config = {}, rules }: FoldOptions = {},
): Folded {
  const kept = new Map<string, Fact>();
  for (const fact of deliveries.flatMap(factsOf)) {
    const heard = kept.get(fact.key);
    kept.set(fact.key, heard ? mergeFact(heard, fact) : fact);
  }
  const repositoryId = kept.values().next().value?.repositoryId ?? 0;
  // Read long after all that happened, as rules are.
  const asked = rules ? [branchRulesFact(repositoryId, rules, "2030-01-01T00:00:00Z")] : [];
  return foldRepository([...kept.values(), ...asked], { ...defaultConfig, ...config }, now);
}

export function pullRequestOf({ pullRequests }: Timelines, number = 1): PullRequestTimeline {
  return known(pullRequests, number);
}

export function itemOf({ items }: Timelines, number = 1): ItemTimeline {
  return known(items, number);
}

function known<T extends { number: number }>(all: readonly T[], number: number): T {
  const found = all.find((each) => each.number === number);
  if (!found) throw new Error(`nothing is known of ${number}`);
  return found;
}
