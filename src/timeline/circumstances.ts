/** Decides what was true of an item when, for splitting its visits. */
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Fact } from "../signals/signal.ts";
import { actsOf } from "./acts.ts";
import type { ItemKnowledge } from "./itemKnowledge.ts";
import type { LabelStay } from "./labelStretches.ts";
import { staysOf } from "./labelStretches.ts";
import type { FoldedPullRequest } from "./pullRequest.ts";
import type { PullRequestFacts } from "./reviewEvents.ts";
import type { Circumstances, PullRequestCircumstances } from "./segments.ts";
import type { Stretch } from "./stretch.ts";
import { afterEach, union } from "./stretch.ts";

export type KnownPullRequest = { number: number; facts: PullRequestFacts; folded: FoldedPullRequest };

export function circumstancesOf(
  facts: readonly Fact[],
  stays: readonly LabelStay[],
  pullRequests: readonly KnownPullRequest[],
  { knowledge, live, config }: { knowledge: ItemKnowledge; live: readonly Stretch[]; config: RepositoryConfig },
): Circumstances {
  const production = knowledge.deployments.filter(({ kind }) => kind === "production");
  const during = (...roles: Parameters<typeof staysOf>[1][]) => union(staysOf(stays, ...roles));
  return {
    dependency: union([...staysOf(stays, "blocked"), ...openBlockers(facts)]),
    information: during("clarification"),
    decision: during("needs-triage", "needs-scoping", "needs-priority", "design-review"),
    active: afterEach(actsOf(facts, { bots: config.bots }), config.windows.activitySeconds),
    approval: union(production.flatMap(({ approval }) => approval)),
    releasing: union([
      ...production.map(({ createdAt, finishedAt }) => ({ from: createdAt, to: finishedAt })),
      ...knowledge.runs,
    ]),
    verification: live,
    incident: incidentStretches(knowledge),
    pullRequests: pullRequests.map((each) => pullRequestCircumstances(each, config)),
  };
}

/** While an incident linked to the item was open, whether it names the item or followed a deployment that carried it. */
export function incidentStretches({ naming, following }: ItemKnowledge): Stretch[] {
  return union([...naming, ...following]);
}

function pullRequestCircumstances(
  { number, facts, folded }: KnownPullRequest,
  config: RepositoryConfig,
): PullRequestCircumstances {
  const { author, waits } = folded.timeline;
  const { drafts } = folded;
  const acts = actsOf([facts.snapshot, ...facts.own], { author });
  return { number, waits, drafts, authorActive: afterEach(acts, config.windows.activitySeconds) };
}

/** From a blocked-by dependency's being set to its being removed. */
function openBlockers(facts: readonly Fact[]): Stretch[] {
  const open = new Map<number, Stretch>();
  const stretches: Stretch[] = [];
  for (const { signal, at } of facts) {
    if (signal.kind !== "blocked-by") continue;
    const known = open.get(signal.blocker);
    if (signal.added && !known) {
      const stretch: Stretch = { from: at, to: null };
      open.set(signal.blocker, stretch);
      stretches.push(stretch);
    } else if (!signal.added && known) {
      known.to = at;
      open.delete(signal.blocker);
    }
  }
  return stretches;
}
