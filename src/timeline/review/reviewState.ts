/** Decides the state of a pull request's review after each thing that happens to it. */
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import type { Actor, ItemSignal } from "../../signals/signal.ts";
import type { CheckMoment, CommitChecks } from "./commitChecks.ts";
import { takeCheck } from "./commitChecks.ts";
import type { LabelVocabulary } from "../labels.ts";
import { identityOf, isAnother, isPerson } from "../people.ts";

/** A label put on or taken off, on the pull request or on one of its issues: `key` tells them apart. */
export type LabelMoment = { kind: "label-on" | "label-off"; key: string; name: string };

/** Something that bears on a pull request's review. */
export type ReviewEvent =
  | Exclude<ItemSignal, { kind: "labeled" | "unlabeled" }>
  | LabelMoment
  | CheckMoment
  | { kind: "staging-failed"; sha: string };

/** The latest word of one reviewer. A request for changes stays until that reviewer's next verdict, answered or not. */
type Verdict = { state: "approved" | "changes-requested"; review: number; answered: boolean };

export type ReviewState = {
  open: boolean;
  merged: boolean;
  draft: boolean;
  headSha: string;
  verdicts: Map<string, Verdict>;
  /** `qa failed` labels that are on; true once a push has answered them. */
  qaFailed: Map<string, boolean>;
  /** `needs qa` and `in qa` labels that are on. */
  qaWanted: Set<string>;
  /** The staging deployment of the head failed and no push has come since. */
  stagingFailed: boolean;
  queued: boolean;
  /** By commit. */
  checks: Map<string, CommitChecks>;
};

export type ReviewRules = {
  author: Actor;
  config: RepositoryConfig;
  roles: LabelVocabulary;
};

/** Before its opening; `headSha` is the first head that is known. */
export function unopened(headSha: string): ReviewState {
  return {
    open: false,
    merged: false,
    draft: false,
    headSha,
    verdicts: new Map(),
    qaFailed: new Map(),
    qaWanted: new Set(),
    stagingFailed: false,
    queued: false,
    checks: new Map(),
  };
}

/** Moves the state on by one event, in place: the fold that owns the state is its only reader. */
export function advance(state: ReviewState, event: ReviewEvent, rules: ReviewRules): void {
  switch (event.kind) {
    case "opened":
      state.open = true;
      state.draft = event.draft;
      return;
    case "reopened":
      state.open = true;
      return;
    case "closed":
      state.open = false;
      state.queued = false;
      state.merged ||= event.merged;
      return;
    case "ready":
      state.draft = false;
      return;
    case "drafted":
      state.draft = true;
      return;
    case "pushed":
      state.headSha = event.after;
      answerAll(state);
      return;
    case "review-requested":
      if (event.reviewer) answer(state.verdicts.get(identityOf(event.reviewer)));
      return;
    case "reviewed":
      takeVerdict(state, event, rules);
      return;
    case "review-dismissed":
      dismiss(state, event.review, identityOf(event.of));
      return;
    case "label-on":
      labelOn(state, event, rules.roles);
      return;
    case "label-off":
      state.qaFailed.delete(event.key);
      state.qaWanted.delete(event.key);
      return;
    case "enqueued":
      state.queued = true;
      return;
    case "dequeued":
      state.queued = false;
      return;
    case "staging-failed":
      state.stagingFailed ||= event.sha === state.headSha;
      return;
    case "check-began":
    case "check-ended":
      takeCheck(state.checks, event);
      return;
    default:
      return;
  }
}

/** A push answers whatever the author was asked for: changes, a failed QA, a failed staging deployment. */
function answerAll(state: ReviewState): void {
  for (const verdict of state.verdicts.values()) answer(verdict);
  for (const label of state.qaFailed.keys()) state.qaFailed.set(label, true);
  state.stagingFailed = false;
}

function answer(verdict: Verdict | undefined): void {
  if (verdict?.state === "changes-requested") verdict.answered = true;
}

function takeVerdict(state: ReviewState, event: ItemSignal & { kind: "reviewed" }, rules: ReviewRules): void {
  if (event.state === "commented" || !isPerson(event.by, rules.config.bots) || !isAnother(event.by, rules.author))
    return;
  state.verdicts.set(identityOf(event.by), { state: event.state, review: event.review, answered: false });
}

/** A dismissed approval is gone; a dismissed request for changes is answered, and waits for its reviewer's next word. */
function dismiss(state: ReviewState, review: number, reviewer: string): void {
  const verdict = state.verdicts.get(reviewer);
  if (verdict?.review !== review) return;
  if (verdict.state === "approved") state.verdicts.delete(reviewer);
  else verdict.answered = true;
}

function labelOn(state: ReviewState, label: LabelMoment, roles: LabelVocabulary): void {
  const meanings = roles(label.name);
  if (meanings.has("qa-failed")) state.qaFailed.set(label.key, false);
  if (meanings.has("needs-qa") || meanings.has("in-qa")) state.qaWanted.add(label.key);
}
