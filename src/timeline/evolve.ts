/** Decides how an item moves: each sign in order, and each window when it is over. */
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Instant } from "../instant.ts";
import { addSeconds, later } from "../instant.ts";
import { unreachable } from "../errors.ts";
import type { StageSlug } from "../stages.ts";
import type { Sign } from "./sign.ts";
import { compareSigns, inSignOrder } from "./sign.ts";
import type { Cause, Outcome } from "./timeline.ts";

/** Where the item is after a sign; `stage` is null when it has left, with the outcome. */
export type Move = { at: Instant; stage: StageSlug | null; outcome: Outcome | null; words: string; cause: Cause };

type PullRequestIs = "open" | "draft" | "closed" | "merged";

export type ItemState = {
  stage: StageSlug | null;
  /** Since when it is in its stage. */
  since: Instant;
  /** The stage that it was in before this second. */
  settledStage: StageSlug | null;
  /** The last stage that it was in, for an item that has left. */
  lastStage: StageSlug | null;
  outcome: Outcome | null;
  /** Null for a lone pull request. */
  issue: { open: boolean; reason: "completed" | "not-planned" | "duplicate" | null } | null;
  pullRequests: Map<number, PullRequestIs>;
  /** Sent back to implementation by QA or staging, and not answered yet. */
  sentBack: boolean;
  /** When all its merges were live and none of its pull requests open; null while that is not so. */
  liveSince: Instant | null;
  liveCause: Cause | null;
  releasedAt: Instant | null;
};

/** What evolve knows beside the signs. */
export type Evolution = {
  windows: RepositoryConfig["windows"];
  /** When a merged pull request is live, by what is known at that moment; null if it is not. */
  liveAt: (pullRequest: number) => Instant | null;
  /** Seconds between being live and production stability: none where merging or a release counts as released. */
  verificationSeconds: number;
  now: Instant;
};

export type Evolved = { moves: Move[]; state: ItemState; nextChangeAt: Instant | null };

export function evolve(signs: readonly Sign[], knowledge: Evolution): Evolved {
  const state = unborn();
  const moves: Move[] = [];
  const ordered = inSignOrder(signs).filter(({ at }) => at <= knowledge.now);
  let next = 0;
  for (;;) {
    const due = dueByTime(state, knowledge);
    const told = ordered[next];
    const timed = due !== null && due.at <= knowledge.now && (told === undefined || compareSigns(due, told) < 0);
    const sign = timed ? due : told;
    if (sign === undefined || sign === null) return { moves, state, nextChangeAt: due?.at ?? null };
    if (!timed) next += 1;
    const move = apply(state, sign, knowledge);
    if (move) moves.push(move);
  }
}

function unborn(): ItemState {
  return {
    stage: null,
    since: "",
    settledStage: null,
    lastStage: null,
    outcome: null,
    issue: null,
    pullRequests: new Map(),
    sentBack: false,
    liveSince: null,
    liveCause: null,
    releasedAt: null,
  };
}

/** The move that the passing of time alone will make next. */
function dueByTime(state: ItemState, { windows, verificationSeconds }: Evolution): Sign | null {
  const cause = state.liveCause;
  if (cause === null || state.stage === null) return null;
  if (state.stage === "release" && state.liveSince !== null) {
    const at = later(addSeconds(state.liveSince, verificationSeconds), state.since);
    return { at, kind: "verified", words: verificationSeconds === 0 ? "released" : "verification window over", cause };
  }
  if (state.stage === "production-stability") {
    return {
      at: addSeconds(state.since, windows.stabilitySeconds),
      kind: "stable",
      words: "stability window over without an incident",
      cause,
    };
  }
  if (state.stage === "learning-and-flow") {
    return {
      at: addSeconds(state.since, windows.learningGraceSeconds),
      kind: "retired",
      words: "learning grace over",
      cause,
    };
  }
  return null;
}

function apply(state: ItemState, sign: Sign, knowledge: Evolution): Move | null {
  const reopened = sign.kind === "issue-reopened" && state.issue?.open === false;
  if (sign.at > state.since) state.settledStage = state.stage;
  if (sign.change) applyChange(state, sign.change);
  noteRelease(state, sign, knowledge);
  const outcome = outcomeOf(state, sign);
  if (outcome !== null) return leave(state, sign, outcome);
  const stage = stageAfter(state, sign, reopened);
  if (stage === null || stage === state.stage) return null;
  state.stage = stage;
  state.since = sign.at;
  state.outcome = null;
  state.sentBack = sign.kind === "sent-back";
  state.lastStage = stage;
  return { at: sign.at, stage, outcome: null, words: sign.words, cause: sign.cause };
}

function applyChange(state: ItemState, change: NonNullable<Sign["change"]>): void {
  if (change.of === "pull-request") state.pullRequests.set(change.number, change.to);
  else state.issue = { open: change.to === "open", reason: change.to === "closed" ? change.reason : null };
}

/** It is live at the first moment when all of its merged pull requests are, and none is open. */
function noteRelease(state: ItemState, sign: Sign, { liveAt }: Evolution): void {
  const pullRequests = [...state.pullRequests];
  const merged = pullRequests.filter(([, is]) => is === "merged").map(([number]) => liveAt(number));
  const open = pullRequests.some(([, is]) => is === "open" || is === "draft");
  const live = !open && merged.length > 0 && merged.every((at) => at !== null && at <= sign.at);
  if (!live) state.liveSince = null;
  else if (state.liveSince === null) {
    state.liveSince = sign.at;
    state.liveCause = sign.cause;
    state.releasedAt ??= sign.at;
  }
}

function outcomeOf(state: ItemState, sign: Sign): Outcome | null {
  if (state.stage === null) return null;
  if (sign.kind === "retired") return "shipped";
  if (sign.change?.to !== "closed") return null;
  const pullRequests = [...state.pullRequests.values()];
  if (pullRequests.includes("merged")) return null;
  if (state.issue === null) return pullRequests.every((is) => is === "closed") ? "dropped" : null;
  if (state.issue.open) return null;
  if (state.issue.reason === "not-planned" || state.issue.reason === "duplicate") return "dropped";
  return pullRequests.every((is) => is === "closed") ? "completed" : null;
}

/** Leaving beats every sign of its second: the stage left is the one before it. */
function leave(state: ItemState, sign: Sign, outcome: Outcome): Move {
  state.lastStage = state.settledStage ?? state.stage;
  state.stage = null;
  state.since = sign.at;
  state.outcome = outcome;
  return { at: sign.at, stage: null, outcome, words: sign.words, cause: sign.cause };
}

/** The stage that the sign puts the item in; null where it says nothing. An item that has left comes back only by a reopening or by work on a pull request. */
function stageAfter(state: ItemState, sign: Sign, reopened: boolean): StageSlug | null {
  const { stage, lastStage } = state;
  const isNew = lastStage === null;
  const hasLeft = stage === null && !isNew;
  const isBack = reopened || (sign.change?.of === "pull-request" && sign.change.to !== "closed");
  if (hasLeft && !isBack) return null;
  if (hasLeft && state.outcome === "dropped" && isReopening(sign)) return lastStage;
  const early = isNew || hasLeft || stage === "shaping" || stage === "design";
  switch (sign.kind) {
    case "issue-opened":
      return "shaping";
    case "issue-reopened":
      return reopened && (hasLeft || state.releasedAt !== null) ? "shaping" : null;
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
      return "release";
    case "reverted":
      return "implementation";
    case "incident":
      return state.releasedAt === null ? null : "production-stability";
    case "stable":
      return "learning-and-flow";
    case "closed":
    case "retired":
      return null;
    default:
      return unreachable(sign.kind);
  }
}

function isReopening(sign: Sign): boolean {
  return sign.kind === "issue-reopened" || sign.kind === "pull-request-changed";
}

function stageOfPullRequests({ pullRequests }: ItemState): StageSlug {
  const are = new Set(pullRequests.values());
  if (are.has("open")) return "review";
  if (are.has("draft")) return "implementation";
  return are.has("merged") ? "release" : "implementation";
}
