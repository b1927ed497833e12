/** Decides what was true of an item when, for splitting its visits. */
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import type { Instant } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import { actsOf } from "./acts.ts";
import type { ItemKnowledge } from "../derive/itemKnowledge.ts";
import type { Deployment, MainlineRun, PublishedRelease } from "../derive/knowledge.ts";
import type { LabelStay } from "../labelStretches.ts";
import { staysOf } from "../labelStretches.ts";
import type { FoldedPullRequest } from "../review/pullRequest.ts";
import type { PullRequestFacts } from "../review/pullRequestFacts.ts";
import type { Circumstances, PullRequestCircumstances } from "./segments.ts";
import type { Stretch } from "../stretch.ts";
import { afterEach, covers, intersection, union } from "../stretch.ts";

export type KnownPullRequest = { number: number; facts: PullRequestFacts; folded: FoldedPullRequest };

type CircumstanceContext = {
  knowledge: ItemKnowledge;
  live: readonly Stretch[];
  config: RepositoryConfig;
  /** When an issue of this repository was open; null for one that is not known. */
  openOf: (issue: number) => readonly Stretch[] | null;
};

export function circumstancesOf(
  facts: readonly Fact[],
  stays: readonly LabelStay[],
  pullRequests: readonly KnownPullRequest[],
  { knowledge, live, config, openOf }: CircumstanceContext,
): Circumstances {
  const production = knowledge.deployments.filter(({ kind }) => kind === "production");
  const branchFacts = knowledge.branches.flatMap(({ created, pushes }) => (created ? [created, ...pushes] : pushes));
  const during = (...roles: Parameters<typeof staysOf>[1][]) => union(staysOf(stays, ...roles));
  return {
    dependency: union([...staysOf(stays, "blocked"), ...openBlockers(facts, openOf)]),
    information: during("clarification"),
    decision: during("needs-triage", "needs-scoping", "needs-priority", "design-review"),
    active: afterEach(actsOf([...facts, ...branchFacts], { bots: config.bots }), config.windows.activitySeconds),
    approval: union(production.flatMap(({ approval }) => approval)),
    releasing: union([
      ...production.map(({ createdAt, overAt }) => ({ from: createdAt, to: overAt })),
      ...knowledge.releases.map(({ begunAt, publishedAt }) => ({ from: begunAt, to: publishedAt })),
      ...knowledge.runs.filter((run) => makesOne(run, production, knowledge.releases)),
    ]),
    verification: live,
    incident: incidentStretches(knowledge),
    pullRequests: pullRequests.map((each) => pullRequestCircumstances(each, config)),
  };
}

/** Whether a deployment of its commit, or a release, was made while the workflow ran; other workflows on the same commits are not waited for. */
function makesOne(
  run: MainlineRun,
  deployments: readonly Deployment[],
  releases: readonly PublishedRelease[],
): boolean {
  return (
    deployments.some(({ sha, createdAt }) => sha === run.sha && covers([run], createdAt)) ||
    releases.some(({ begunAt, publishedAt }) => covers([run], begunAt) || covers([run], publishedAt))
  );
}

/** While an incident linked to the item was open, whether it names the item or followed a deployment that carried it. */
export function incidentStretches({ naming, following }: ItemKnowledge): Stretch[] {
  return union([...naming, ...following].flatMap(({ open }) => open));
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

/** While a blocked-by dependency was set and its blocker open; one in another repository counts as open, since nobody here knows. */
function openBlockers(facts: readonly Fact[], openOf: CircumstanceContext["openOf"]): Stretch[] {
  const links = facts.flatMap(({ signal, at, repositoryId }) =>
    signal.kind === "blocked-by" ? [{ ...signal, at, isHere: isHere(signal.blockerRepositoryId, repositoryId) }] : [],
  );
  return [...Map.groupBy(links, ({ blocker, isHere: here }) => `${here} ${blocker}`).values()].flatMap((ofOne) => {
    const [{ blocker, isHere: here } = { blocker: 0, isHere: false }] = ofOne;
    const open = here ? openOf(blocker) : null;
    return open === null ? linkedStretches(ofOne) : intersection(linkedStretches(ofOne), open);
  });
}

function isHere(blockerRepositoryId: number | null, repositoryId: number): boolean {
  return blockerRepositoryId === null || blockerRepositoryId === repositoryId;
}

function linkedStretches(links: readonly { added: boolean; at: Instant }[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { added, at } of links) {
    const last = stretches.at(-1);
    if (added && last?.to !== null) stretches.push({ from: at, to: null });
    if (!added && last?.to === null) last.to = at;
  }
  return stretches;
}
