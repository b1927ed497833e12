/** Decides whose turn a pull request is, and cuts its life into waits. */
import type { Instant } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import type { RequiredChecks, Requirements } from "./requirements.ts";
import type { ReviewEvent, ReviewRules, ReviewState } from "./reviewState.ts";
import { advance } from "./reviewState.ts";
import type { AskedOfAuthor, Wait, WaitingOn } from "../timeline.ts";

/** An event at its moment, with the fact that tells of it. */
export type TimedReviewEvent = { at: Instant; event: ReviewEvent; fact: Fact | null };

/**
 * Whose turn it is: the first that is true, in the order of the definition. Null while it is closed.
 */
function waitingOn(state: ReviewState, { approvals, checks }: Requirements): WaitingOn | null {
  if (!state.open) return null;
  if (state.draft || askedOfAuthor(state, checks) !== null) return "author";
  const verdicts = [...state.verdicts.values()];
  if (verdicts.some((verdict) => verdict.state === "changes-requested")) return "reviewer";
  if (verdicts.length < approvals) return "reviewer";
  if (some(state.checks.get(state.headSha)?.running, checks.awaited)) return "checks";
  if (state.qaWanted.size > 0) return "qa";
  return state.queued ? "merge-queue" : "merge";
}

/** What an open pull request that is no draft is back with its author for, in the order in which the turn is decided; null if for nothing. */
export function askedOfAuthor(state: ReviewState, required: RequiredChecks): AskedOfAuthor | null {
  if ([...state.qaFailed.values()].includes(false)) return "qa-failed";
  if (state.stagingFailed) return "staging-failed";
  const verdicts = [...state.verdicts.values()];
  if (verdicts.some((verdict) => verdict.state === "changes-requested" && !verdict.answered))
    return "changes-requested";
  return some(state.checks.get(state.headSha)?.failed, required.fails) ? "check-failed" : null;
}

function some(names: ReadonlySet<string> | undefined, isMeant: (name: string) => boolean): boolean {
  for (const name of names ?? []) if (isMeant(name)) return true;
  return false;
}

/**
 * Folds a pull request's events into its waits and whatever `watch` wants to note of each step. Events are in order, the opening
 * first; the merge is the last that counts. Waits follow one another from opening to closing; none covers the time while it is closed.
 */
export function foldReview(
  events: readonly TimedReviewEvent[],
  state: ReviewState,
  rules: ReviewRules & { required: Requirements },
  watch: (timed: TimedReviewEvent, before: Readonly<ReviewState>) => void,
): Wait[] {
  const waits: Wait[] = [];
  for (const [index, timed] of events.entries()) {
    const { at, event } = timed;
    if (state.merged) break;
    watch(timed, state);
    advance(state, event, rules);
    if (events[index + 1]?.at === at && !state.merged) continue;
    turnTo(waits, waitingOn(state, rules.required), at);
  }
  return waits;
}

function turnTo(waits: Wait[], on: WaitingOn | null, at: Instant): void {
  const last = waits.at(-1);
  if (last?.to === null) {
    if (last.on === on) return;
    if (last.from === at) waits.pop();
    else last.to = at;
  }
  if (on === null) return;
  const previous = waits.at(-1);
  if (previous?.on === on && previous.to === at) previous.to = null;
  else waits.push({ on, from: at, to: null });
}
