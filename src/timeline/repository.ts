/** Decides the timelines of items, in two passes: what the repository's facts say together, then each pull request and item by itself. */
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Instant } from "../instant.ts";
import type { Fact } from "../signals/signal.ts";
import { inOrder } from "./factOrder.ts";
import { authorshipReader } from "./review/authorship.ts";
import type { KnownPullRequest } from "./item/circumstances.ts";
import { derive } from "./derive/derive.ts";
import type { FoldContext, Item } from "./item/item.ts";
import { foldItem } from "./item/item.ts";
import { narrower } from "./derive/itemKnowledge.ts";
import type { Known } from "./known.ts";
import { knownAt } from "./known.ts";
import type { Knowledge } from "./derive/knowledge.ts";
import type { LabelVocabulary } from "./labels.ts";
import { labelVocabulary } from "./labels.ts";
import { withLabelsLost } from "./derive/labelsLost.ts";
import type { LinkableIssue } from "./links.ts";
import { issuesOf, linkablesOf } from "./links.ts";
import { foldPullRequest } from "./review/pullRequest.ts";
import { headsOf } from "./review/heads.ts";
import { requirements } from "./review/requirements.ts";
import type { StatisticsRules } from "./statisticsRules.ts";
import { statisticsRules } from "./statisticsRules.ts";
import { childSignsOf, parentsLast } from "./item/subIssues.ts";
import type { ItemTimeline, PullRequestTimeline } from "./timeline.ts";

export type Timelines = { items: ItemTimeline[]; pullRequests: PullRequestTimeline[] };

export type FoldSettings = {
  config: RepositoryConfig;
  roles: LabelVocabulary;
  statistics: StatisticsRules;
  /** The moment for which open work is read. */
  now: Instant;
  /** Nothing that is later is read. GitHub's clock may be ahead of ours, so live nothing is left out. */
  until: Instant;
};

export function foldSettings(config: RepositoryConfig, now: Instant, until: Instant = now): FoldSettings {
  return { config, roles: labelVocabulary(config.labels), statistics: statisticsRules(config), now, until };
}

/** The first pass; `facts` are those about the repository and those of every issue and pull request that it can speak of. */
export function knowledgeOf(
  repositoryId: number,
  given: readonly Fact[],
  { config, roles, until }: FoldSettings,
): Knowledge {
  const facts = inOrder(given);
  const told = facts.filter(({ at }) => at <= until);
  const about = told.filter(({ subject }) => subject === "repository");
  return derive({ repositoryId, about, known: knownAt(facts, until, config.bots), all: facts }, config, roles);
}

/**
 * The second pass: folds every item that the facts tell of, as seen at `now`. The facts must hold whole items, an issue with its pull requests and
 * sub-issues. What an issue or pull request is when the app sees it late is taken from its snapshot. Sorted by number.
 */
export function foldItems(facts: readonly Fact[], knowledge: Knowledge, settings: FoldSettings): Timelines {
  const known = withLabelsLost(knownAt(facts, settings.until, settings.config.bots), knowledge.labelsLost);
  const checksOn = checksByCommit(known);
  const issues = linkablesOf(known);
  const openOf = (issue: number) => issues.get(issue)?.open ?? null;
  const folded = foldPullRequests(known, issues, knowledge, checksOn, settings);
  const narrow = narrower(knowledge);
  const items = new Map<number, ItemTimeline>();
  for (const item of parentsLast(itemsOf(known, folded))) {
    const childSigns = childSignsOf(item, items);
    const timeline = foldItem(item, { ...settings, knowledgeOf: narrow, openOf, checksOn, childSigns });
    if (timeline) items.set(item.number, timeline);
  }
  const pullRequests = folded.map(({ number, folded: { timeline } }) => {
    const releasedAt = knowledge.release.get(number)?.live[0]?.from ?? null;
    return { ...timeline, releasedAt };
  });
  return { items: [...items.values()].toSorted(byNumber), pullRequests: pullRequests.toSorted(byNumber) };
}

/** Both passes over all facts of a repository. */
export function foldRepository(
  facts: readonly Fact[],
  config: RepositoryConfig,
  now: Instant,
): Timelines & { knowledge: Knowledge } {
  const settings = foldSettings(config, now);
  const knowledge = knowledgeOf(facts[0]?.repositoryId ?? 0, facts, settings);
  return { ...foldItems(facts, knowledge, settings), knowledge };
}

function checksByCommit({ checks }: Known): FoldContext["checksOn"] {
  const byCommit = Map.groupBy(checks, ({ subject }) => subject);
  return (commit) => byCommit.get(`commit ${commit}`) ?? [];
}

function foldPullRequests(
  known: Known,
  linkable: ReadonlyMap<number, LinkableIssue>,
  { deployments, coAuthors, runs, branches, rules }: Knowledge,
  checksOn: FoldContext["checksOn"],
  { config, roles, statistics }: FoldSettings,
): KnownPullRequest[] {
  const intoDefaultBranch = requirements(config.review, rules);
  const elsewhere = requirements(config.review, null);
  const authorship = authorshipReader(config.ai, config.bots);
  const stagingFailures = deployments.flatMap(({ kind, completed, sha, finishedAt, endFact }) =>
    kind === "staging" && completed === false && finishedAt !== null ? [{ sha, at: finishedAt, fact: endFact }] : [],
  );
  const runsBySha = Map.groupBy(runs, ({ sha }) => sha);
  const branchesOf = Map.groupBy(branches, ({ pullRequest }) => pullRequest);
  return [...known.pullRequests].map(([number, { snapshot, own }]) => {
    const { createdAt: openedAt, head, closes } = snapshot.signal;
    const issues = issuesOf({ number, openedAt, head, closes }, linkable);
    const ofIssues = issues.flatMap((issue) => known.issues.get(issue)?.own ?? []);
    const branchPushes = (branchesOf.get(number) ?? []).flatMap(({ pushes }) => pushes);
    const heads = [...headsOf({ snapshot, own, branchPushes })];
    const checks = heads.flatMap(checksOn);
    const ownRuns = heads.flatMap((sha) => (runsBySha.get(sha) ?? []).map(({ fact }) => fact));
    const facts = { snapshot, own, branchPushes, ofIssues, checks, runs: ownRuns, stagingFailures };
    const ai = authorship({ ...snapshot.signal, commitCoAuthors: coAuthors.get(number) ?? [] });
    const required = snapshot.signal.base === rules?.branch ? intoDefaultBranch : elsewhere;
    return {
      number,
      facts,
      folded: foldPullRequest(facts, { number, issues, ai, config, roles, statistics, required }),
    };
  });
}

/** Each issue with the pull requests that belong to it, and each pull request that belongs to none. */
function itemsOf({ issues }: Known, folded: readonly KnownPullRequest[]): Item[] {
  const belonging = new Map<number, KnownPullRequest[]>([...issues.keys()].map((number) => [number, []]));
  for (const each of folded) for (const issue of each.folded.timeline.issues) belonging.get(issue)?.push(each);
  const lone = folded.filter((each) => each.folded.timeline.issues.length === 0);
  return [
    ...[...issues].map(([number, issue]) => ({ number, issue, pullRequests: belonging.get(number) ?? [] })),
    ...lone.map((each) => ({ number: each.number, issue: null, pullRequests: [each] })),
  ];
}

function byNumber(a: { number: number }, b: { number: number }): number {
  return a.number - b.number;
}
