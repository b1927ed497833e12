/** Decides the whole timeline of one item from its own facts, what the repository tells of it, and the configuration. */
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import type { Instant } from "../../instant.ts";
import { later } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import { aiOf } from "../review/authorship.ts";
import { branchRedChecks } from "../review/branchRedChecks.ts";
import type { RedCheck } from "../review/pullRequest.ts";
import { circumstancesOf, incidentStretches } from "./circumstances.ts";
import type { KnownPullRequest } from "./circumstances.ts";
import { evolve } from "./evolve.ts";
import { inOrder } from "../factOrder.ts";
import { isoWeekOf } from "../isoWeek.ts";
import type { ItemKnowledge, Whose } from "../derive/itemKnowledge.ts";
import { issueSigns, labelSigns, pullRequestSigns } from "./itemSigns.ts";
import type { IssueFacts } from "../known.ts";
import { knowledgeSigns } from "./knowledgeSigns.ts";
import { labelStays, staysOf } from "../labelStretches.ts";
import type { LabelVocabulary } from "../labels.ts";
import { headsOf } from "../review/heads.ts";
import { reworkOf } from "./rework.ts";
import { edgesOfCircumstances, segmentsOf } from "./segments.ts";
import { linesOfWork } from "../tasks/linesOfWork.ts";
import { tasksAsOf, taskStretches } from "../tasks/tasks.ts";
import type { Sign } from "./sign.ts";
import { edgesOf, type Stretch } from "../stretch.ts";
import { causeOf } from "./sign.ts";
import type { ItemTimeline, ReleaseSignal } from "../timeline.ts";
import type { StatisticsRules } from "../statisticsRules.ts";
import { traitsOf } from "./traits.ts";
import { staysOfMoves } from "./visits.ts";

/** An issue with the pull requests that belong to it, or a lone pull request. */
export type Item = { number: number; issue: IssueFacts | null; pullRequests: readonly KnownPullRequest[] };

export type FoldContext = {
  config: RepositoryConfig;
  roles: LabelVocabulary;
  statistics: StatisticsRules;
  knowledgeOf: (whose: Whose) => ItemKnowledge;
  /** When an issue of this repository was open; null for one that is not known. */
  openOf: (issue: number) => readonly Stretch[] | null;
  checksOn: (commit: string) => readonly Fact[];
  /** Signs from its sub-issues' having entered implementation. */
  childSigns: readonly Sign[];
  now: Instant;
};

/** Null for an item that nothing has brought into the pipeline by `now`. */
export function foldItem(item: Item, context: FoldContext): ItemTimeline | null {
  const { config, roles, openOf } = context;
  const facts = inOrder(factsOf(item));
  const now = latestOf(facts, context.now);
  const labels = labelStays(facts, roles);
  const knowledge = context.knowledgeOf(whoseOf(item));
  const verificationSeconds = verificationSecondsOf(item, knowledge, config);
  const { moves, state, live, nextChangeAt } = evolve(signsOf(item, facts, knowledge, context), {
    windows: config.windows,
    release: knowledge.release,
    verificationSeconds,
    verified: staysOf(labels, "verified"),
    incidents: incidentStretches(knowledge),
    retrospectiveOf: (enteredAt) => retrospectiveAfter(enteredAt, knowledge, config.timeZone),
    now,
  });
  const stays = staysOfMoves(moves);
  const [first] = stays;
  if (!first) return null;
  const circumstances = circumstancesOf(facts, labels, item.pullRequests, { knowledge, live, config, openOf });
  const folded = item.pullRequests.map((each) => each.folded);
  const lines = linesOfWork(item.pullRequests, knowledge.branches);
  const tasks = taskStretches({ ...item, ...context, now, labels, stays, knowledge, lines, verificationSeconds });
  const leftAt = stays.at(-1)?.leftAt;
  const exit = moves.find(({ at, stage }) => stage === null && at === leftAt);
  return {
    number: item.number,
    kind: item.issue ? "issue" : "pull-request",
    title: titleOf(item),
    pullRequests: item.pullRequests.map(({ number }) => number).toSorted((a, b) => a - b),
    enteredAt: first.enteredAt,
    stage: state.stage,
    exitedAt: exit?.at ?? null,
    outcome: exit?.outcome ?? null,
    releasedAt: state.releasedAt,
    releaseSignal: releaseSignalOf(item, knowledge),
    visits: stays.map((stay) => ({ ...stay, segments: segmentsOf(stay, circumstances, now) })),
    tasks: tasksAsOf(tasks, now),
    rework: reworkOf(stays, labels, {
      pullRequests: folded,
      redBranches: redBranchesOf(item, knowledge, context.checksOn),
      knowledge,
    }),
    ai: aiOf(folded.map(({ timeline }) => timeline.ai)),
    ...traitsOf(item, facts, labels, context.statistics),
    exitSign: exit?.words ?? null,
    exitCause: exit?.cause ?? null,
    nextChangeAt: earliest([nextChangeAt, ...edgesOfCircumstances(circumstances), ...edgesOf(tasks)], now),
  };
}

/** Of each branch its pushes until its pull request was opened; after that the pull request tells. */
function redBranchesOf(
  { pullRequests }: Item,
  { branches, runsOn }: ItemKnowledge,
  checksOn: FoldContext["checksOn"],
): RedCheck[] {
  const openings = new Map(pullRequests.map(({ number, folded }) => [number, folded.timeline.openedAt]));
  return branches.flatMap(({ pullRequest, pushes }) => {
    const openedAt = pullRequest === null ? undefined : openings.get(pullRequest);
    const early = openedAt === undefined ? pushes : pushes.filter(({ at }) => at <= openedAt);
    return branchRedChecks(early, { checksOn, runsOn });
  });
}

/** What was told to happen has happened, though our clock may not say so yet. */
function latestOf(facts: readonly Fact[], now: Instant): Instant {
  const last = facts.findLast(({ signal }) => !signal.kind.endsWith("-snapshot"));
  return last ? later(last.at, now) : now;
}

function signsOf(item: Item, facts: readonly Fact[], knowledge: ItemKnowledge, context: FoldContext): Sign[] {
  return [
    ...(item.issue ? issueSigns(item.issue) : []),
    ...item.pullRequests.flatMap(({ number, folded }) => pullRequestSigns(number, folded.events)),
    ...labelSigns(facts, context.roles),
    ...knowledgeSigns(knowledge, item.pullRequests),
    ...context.childSigns,
  ];
}

/** What the repository's knowledge is narrowed by. */
function whoseOf({ number, pullRequests }: Item): Whose {
  return {
    number,
    pullRequests: pullRequests.map((each) => each.number),
    heads: new Set(pullRequests.flatMap(({ facts }) => [...headsOf(facts)])),
    mergeShas: pullRequests.flatMap(({ facts }) => facts.snapshot.signal.mergeSha ?? []),
  };
}

function verificationSecondsOf(item: Item, knowledge: ItemKnowledge, { windows }: RepositoryConfig): number {
  return releaseSignalOf(item, knowledge) === "deployment" ? windows.verificationSeconds : 0;
}

function retrospectiveAfter(enteredAt: Instant, { weeklySummaries }: ItemKnowledge, timeZone: string) {
  const week = isoWeekOf(enteredAt, timeZone);
  const closings = weeklySummaries.flatMap((summary) => (summary.week === week ? summary.closedByPerson : []));
  const [first] = closings.filter(({ at }) => at >= enteredAt).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return first ? { at: first.at, cause: causeOf(first) } : null;
}

function factsOf({ issue, pullRequests }: Item): Fact[] {
  const ofIssue = issue ? [issue.snapshot, ...issue.own] : [];
  return [...ofIssue, ...pullRequests.flatMap(({ facts }) => [facts.snapshot, ...facts.own])];
}

function titleOf({ issue, pullRequests }: Item): string {
  return issue?.snapshot.signal.title ?? pullRequests[0]?.facts.snapshot.signal.title ?? "";
}

/** The signal of the last merge. */
function releaseSignalOf({ pullRequests }: Item, { release }: ItemKnowledge): ReleaseSignal | null {
  const merged = pullRequests.flatMap(({ number, folded }) => {
    const at = folded.timeline.mergedAt;
    return at === null ? [] : [{ number, at }];
  });
  const last = merged.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
  return last ? (release.get(last.number)?.signal ?? null) : null;
}

/**
 * The next moment at which time alone changes the item: a window's end, or the beginning or end of what it was doing. Of what other items and the repository
 * tell these may be moments that our clock has not come to, since GitHub's may be ahead of it.
 */
function earliest(moments: readonly (Instant | null)[], now: Instant): Instant | null {
  return moments.filter((at): at is Instant => at !== null && at > now).toSorted()[0] ?? null;
}
