/** Decides what a pull request's life was: its moments, its waits and its review rounds. */
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import type { Instant } from "../../instant.ts";
import { isOfApi } from "../../signals/sameFact.ts";
import type { Actor, Fact } from "../../signals/signal.ts";
import type { LabelVocabulary } from "../labels.ts";
import { identityOf, isAnother, isPerson } from "../people.ts";
import { doubtsOf, firstCheckAt, flakyChecksOf } from "./oddities.ts";
import type { PullRequestFacts } from "./pullRequestFacts.ts";
import { currentHead, headAt } from "./heads.ts";
import { reviewEvents } from "./reviewEvents.ts";
import type { Requirements } from "./requirements.ts";
import type { ReviewRules, ReviewState } from "./reviewState.ts";
import { unopened } from "./reviewState.ts";
import type { StatisticsRules } from "../statisticsRules.ts";
import type { Stretch } from "../stretch.ts";
import type { AiClass, PullRequestTimeline } from "../timeline.ts";
import type { TimedReviewEvent } from "./waits.ts";
import { askedOfAuthor, foldReview } from "./waits.ts";

/** Changes requested, answered, and a new verdict of the same reviewer: counted at that verdict. */
export type ReviewRound = { at: Instant; fact: Fact };

/** A red check on the head followed by a push, not by a re-run: counted at the push. */
export type RedCheck = { at: Instant; fact: Fact };

export type FoldedPullRequest = {
  timeline: PullRequestTimeline;
  /** What bore on its review, in order, opening first. */
  events: TimedReviewEvent[];
  rounds: ReviewRound[];
  redChecks: RedCheck[];
  /** While it was an open draft. */
  drafts: Stretch[];
};

type Moments = {
  readyAt: Instant | null;
  firstReviewAt: Instant | null;
  firstReviewAfterReadyAt: Instant | null;
  closedAt: Instant | null;
  mergedAt: Instant | null;
};

export type PullRequestContext = {
  number: number;
  issues: number[];
  ai: AiClass;
  config: RepositoryConfig;
  roles: LabelVocabulary;
  statistics: StatisticsRules;
  /** What it takes to be merged into its base. */
  required: Requirements;
};

/**
 * Folds one pull request's facts. `issues` are the numbers it belongs to, `ai` is who seems to have written it. Events after the merge change nothing; a review after the merge counts as none.
 * `releasedAt` is left null: only the repository knows it.
 */
export function foldPullRequest(facts: PullRequestFacts, context: PullRequestContext): FoldedPullRequest {
  const { signal: snapshot } = facts.snapshot;
  const events = reviewEvents(facts);
  const state = unopened(headAt(facts, snapshot.createdAt));
  const rules = { author: snapshot.author, config: context.config, roles: context.roles };
  const moments: Moments = {
    readyAt: null,
    firstReviewAt: null,
    firstReviewAfterReadyAt: null,
    closedAt: null,
    mergedAt: null,
  };
  const rounds: ReviewRound[] = [];
  const redChecks: RedCheck[] = [];
  const drafts: Stretch[] = [];
  const { required } = context;
  const waits = foldReview(events, state, { ...rules, required }, (timed, before) => {
    note(moments, timed, before, rules);
    noteDraft(drafts, timed, before);
    if (timed.fact && endsRound(timed, before, rules)) rounds.push({ at: timed.at, fact: timed.fact });
    const isLater = timed.event.kind === "pushed" && timed.at > snapshot.createdAt;
    if (timed.fact && isLater && isRed(before)) redChecks.push({ at: timed.at, fact: timed.fact });
  });
  const { number, issues, ai } = context;
  const { title, author, head, base, createdAt } = snapshot;
  const timeline = {
    number,
    title,
    author,
    head,
    base,
    headSha: currentHead(facts),
    draft: state.draft,
    openedAt: createdAt,
    ...moments,
    // GitHub closes a second or two after it merges.
    closedAt: moments.mergedAt === null ? moments.closedAt : (snapshot.closedAt ?? moments.mergedAt),
    releasedAt: null,
    reviewRounds: rounds.length,
    ai,
    issues,
    waits,
    askedOfAuthor: state.open && !state.draft ? askedOfAuthor(state, required.checks) : null,
    ignored: context.statistics.ignores(snapshot),
    checkedAt: firstCheckAt(events),
    flakyChecks: flakyChecksOf(events),
    doubts: doubtsOf(facts, moments.mergedAt, rules),
    lastActHeardAt: lastActHeard(facts, context.config.bots),
  };
  return { timeline, events, rounds, redChecks, drafts };
}

/** Notes the moments that the event makes, before it changes the state. */
function note(
  moments: Moments,
  { at, event }: TimedReviewEvent,
  before: Readonly<ReviewState>,
  rules: ReviewRules,
): void {
  switch (event.kind) {
    case "opened":
      if (!event.draft) moments.readyAt = at;
      return;
    case "ready":
      if (before.draft) moments.readyAt ??= at;
      return;
    case "reviewed":
      if (!isPerson(event.by, rules.config.bots) || !isAnother(event.by, rules.author)) return;
      moments.firstReviewAt ??= at;
      if (moments.readyAt !== null) moments.firstReviewAfterReadyAt ??= at;
      return;
    case "closed":
      moments.closedAt = at;
      if (event.merged) moments.mergedAt = at;
      return;
    case "reopened":
      moments.closedAt = null;
      return;
    default:
      return;
  }
}

function noteDraft(drafts: Stretch[], { at, event }: TimedReviewEvent, before: Readonly<ReviewState>): void {
  const last = drafts.at(-1);
  const begins =
    (event.kind === "opened" && event.draft) ||
    (event.kind === "drafted" && before.open) ||
    (event.kind === "reopened" && before.draft);
  if (begins && last?.to !== null) drafts.push({ from: at, to: null });
  if ((event.kind === "ready" || event.kind === "closed") && last?.to === null) last.to = at;
}

function endsRound({ event }: TimedReviewEvent, before: Readonly<ReviewState>, rules: ReviewRules): boolean {
  if (event.kind !== "reviewed" || event.state === "commented" || !isPerson(event.by, rules.config.bots)) return false;
  const last = before.verdicts.get(identityOf(event.by));
  return last?.state === "changes-requested" && last.answered;
}

function isRed({ checks, headSha }: Readonly<ReviewState>): boolean {
  return (checks.get(headSha)?.failed.size ?? 0) > 0;
}

function lastActHeard({ own }: PullRequestFacts, bots: readonly string[]): Instant | null {
  const heard = own.flatMap((fact) => {
    const by = actorOf(fact.signal);
    // The API tells of the past whenever it is asked, so there the receipt says nothing.
    return by && isPerson(by, bots) ? [isOfApi(fact) ? fact.at : fact.receivedAt] : [];
  });
  return heard.toSorted().at(-1) ?? null;
}

/** Who did it, as far as the signal says. */
function actorOf(signal: Fact["signal"]): Actor | null {
  return "by" in signal ? signal.by : null;
}
