/** Decides how an item moves: each sign in order, and each window when it is over. */
import type { Instant } from "../../instant.ts";
import { later } from "../../instant.ts";
import { unreachable } from "../../errors.ts";
import type { StageSlug } from "../../stages.ts";
import type { Evolution, ItemState } from "./itemState.ts";
import { unborn } from "./itemState.ts";
import type { Sign } from "./sign.ts";
import { compareSigns, inSignOrder } from "./sign.ts";
import type { Stretch } from "../stretch.ts";
import { covers } from "../stretch.ts";
import { dueByTime } from "./windows.ts";
import type { Cause, Outcome } from "../timeline.ts";

/** Where the item is after a sign; `stage` is null when it has left, with the outcome. */
export type Move = { at: Instant; stage: StageSlug | null; outcome: Outcome | null; words: string; cause: Cause };

/** `live` are the stretches in which all its merges were live and none of its pull requests open. */
export type Evolved = { moves: Move[]; state: ItemState; live: Stretch[]; nextChangeAt: Instant | null };

export function evolve(signs: readonly Sign[], knowledge: Evolution): Evolved {
  const state = unborn();
  const moves: Move[] = [];
  const ordered = inSignOrder(signs);
  let next = 0;
  for (;;) {
    const due = dueByTime(state, knowledge);
    const told = ordered[next];
    const timed = due !== null && due.at <= knowledge.now && (told === undefined || isBefore(due, told));
    const sign = timed ? due : told;
    if (sign === undefined || sign === null) return { moves, state, live: state.live, nextChangeAt: due?.at ?? null };
    if (!timed) next += 1;
    const move = apply(state, sign, knowledge);
    if (move) moves.push(move);
  }
}

/** Leaving beats every sign of its second, so what time alone makes leave does not wait for them. */
function isBefore(due: Sign, told: Sign): boolean {
  return due.at === told.at && due.kind === "retired" ? true : compareSigns(due, told) < 0;
}

function apply(state: ItemState, sign: Sign, knowledge: Evolution): Move | null {
  const comesBack = comingBack(state, sign);
  if (sign.at > state.movedAt) {
    const { stage, since, lastStage, outcome } = state;
    state.settled = { stage, since, lastStage, outcome };
  }
  if (sign.change) applyChange(state, sign.change);
  noteRelease(state, sign, knowledge);
  const outcome = outcomeOf(state, sign);
  if (outcome !== null) return leave(state, sign, outcome);
  const stage = stageAfter(state, sign, comesBack);
  if (stage === null || stage === state.stage) return null;
  // A stage left and entered again within one second was not left: its windows go on.
  const wasNotLeft = state.movedAt === sign.at && state.settled.stage === stage;
  state.since = wasNotLeft ? state.settled.since : sign.at;
  state.movedAt = sign.at;
  state.stage = stage;
  state.cause = sign.cause;
  state.outcome = null;
  state.sentBack = sign.kind === "sent-back";
  state.lastStage = stage;
  return { at: sign.at, stage, outcome: null, words: sign.words, cause: sign.cause };
}

function applyChange(state: ItemState, change: NonNullable<Sign["change"]>): void {
  if (change.of === "pull-request") state.pullRequests.set(change.number, change.to);
  else state.issue = { open: change.to === "open", reason: change.to === "closed" ? change.reason : null };
}

/** It is released at the first moment when all of its merged pull requests are and none is open; a later rollback ends being live, not having been released. */
function noteRelease(state: ItemState, sign: Sign, { release }: Evolution): void {
  const are = [...state.pullRequests];
  const merged = are.filter(([, is]) => is === "merged").map(([number]) => liveAt(release.get(number)?.live, sign.at));
  const settled = merged.length > 0 && !are.some(([, is]) => is === "open" || is === "draft");
  const current = state.live.at(-1);
  const wasLive = current?.to === null;
  const isLive = settled && !merged.includes(null);
  if (isLive && !wasLive) {
    state.live.push({ from: sign.at, to: null });
    state.allLiveSince = merged.reduce<Instant>((last, from) => later(last, from ?? last), "");
    state.releasedAt ??= sign.at;
    state.liveCause = sign.cause;
  }
  if (!isLive && wasLive) current.to = sign.at;
}

/** Since when a pull request has been live; null where it is not. */
function liveAt(live: readonly Stretch[] | undefined, at: Instant): Instant | null {
  return live?.find((stretch) => covers([stretch], at))?.from ?? null;
}

function outcomeOf(state: ItemState, sign: Sign): Outcome | null {
  if (state.stage === null) return null;
  if (sign.kind === "retired") return "shipped";
  if (sign.change?.to !== "closed") return null;
  const pullRequests = [...state.pullRequests.values()];
  if (pullRequests.includes("merged")) return null;
  const nothingOpen = pullRequests.every((is) => is === "closed");
  if (state.issue === null) return nothingOpen ? "dropped" : null;
  if (state.issue.open) return null;
  const isUnwanted = state.issue.reason === "not-planned" || state.issue.reason === "duplicate";
  // Whoever goes on with a pull request of an unwanted issue has brought it back: closing another one does not end that.
  if (isUnwanted) return sign.change.of === "issue" || nothingOpen ? "dropped" : null;
  return nothingOpen ? "completed" : null;
}

/** Leaving beats every sign of its second: the stage left is the one before it. Having come back in that very second, it had not come back. */
function leave(state: ItemState, sign: Sign, leftAs: Outcome): Move {
  const { settled } = state;
  const cameBackNow = settled.stage === null && settled.lastStage !== null;
  const outcome = (cameBackNow ? settled.outcome : null) ?? leftAs;
  state.lastStage = cameBackNow ? settled.lastStage : (settled.stage ?? state.stage);
  state.stage = null;
  state.since = sign.at;
  state.movedAt = sign.at;
  state.outcome = outcome;
  return { at: sign.at, stage: null, outcome, words: sign.words, cause: sign.cause };
}

/**
 * How a sign brings back an item that has left: by reopening its issue, to the stage it had if it was dropped, or by work on a pull request that is opened,
 * reopened or merged after all, to the stage that this says. Asked before the change.
 */
function comingBack({ issue, pullRequests }: ItemState, { kind, change }: Sign): "reopened" | "new-work" | null {
  if (kind === "issue-reopened") return issue?.open === false ? "reopened" : null;
  if (change?.of !== "pull-request" || change.to === "closed") return null;
  const before = pullRequests.get(change.number);
  if (before === "closed") return "new-work";
  return before === undefined || change.to === "merged" ? "new-work" : null;
}

/** The stage that the sign puts the item in; null where it says nothing. */
function stageAfter(state: ItemState, sign: Sign, comesBack: "reopened" | "new-work" | null): StageSlug | null {
  const { stage, lastStage } = state;
  const isNew = lastStage === null;
  const hasLeft = stage === null && !isNew;
  if (hasLeft && comesBack === null) return null;
  if (hasLeft && comesBack === "reopened" && state.outcome === "dropped") return lastStage;
  const early = isNew || hasLeft || stage === "shaping" || stage === "design";
  switch (sign.kind) {
    case "issue-opened":
      return "shaping";
    case "issue-reopened":
      return comesBack !== null && (hasLeft || state.releasedAt !== null) ? "shaping" : null;
    case "design-task":
      return stage === "shaping" ? "design" : null;
    case "work-began":
      return early ? "implementation" : null;
    case "stage-label":
      return sign.stage ?? null;
    case "review-began":
      return "review";
    case "sent-back":
      return stage === "review" ? "implementation" : null;
    case "answered":
      return stage === "implementation" && state.sentBack && [...state.pullRequests.values()].includes("open")
        ? "review"
        : null;
    case "pull-request-changed":
      return stageOfPullRequests(state);
    case "verified":
      return "production-stability";
    case "rolled-back":
      return state.releasedAt === null ? null : "release";
    case "reverted":
      return "implementation";
    case "incident":
      return state.releasedAt === null ? null : "production-stability";
    case "stable":
      return "learning-and-flow";
    case "live":
    case "closed":
    case "retired":
      return null;
    default:
      return unreachable(sign.kind);
  }
}

function stageOfPullRequests({ pullRequests }: ItemState): StageSlug {
  const are = new Set(pullRequests.values());
  if (are.has("open")) return "review";
  if (are.has("draft")) return "implementation";
  return are.has("merged") ? "release" : "implementation";
}
