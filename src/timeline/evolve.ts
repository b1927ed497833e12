/** Decides how an item moves: each sign in order, and each window when it is over. */
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Instant } from "../instant.ts";
import { addSeconds, later } from "../instant.ts";
import { unreachable } from "../errors.ts";
import type { StageSlug } from "../stages.ts";
import type { Sign } from "./sign.ts";
import { compareSigns, inSignOrder } from "./sign.ts";
import type { Stretch } from "./stretch.ts";
import { covers, union } from "./stretch.ts";
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
  /** When all its merges were live and none of its pull requests open. */
  live: Stretch[];
  /** What made it live last, and what put it in its stage. */
  liveCause: Cause | null;
  cause: Cause | null;
  releasedAt: Instant | null;
};

/** What evolve knows beside the signs. */
export type Evolution = {
  windows: RepositoryConfig["windows"];
  /** When each merged pull request was live. */
  release: ReadonlyMap<number, { live: readonly Stretch[] }>;
  /** Seconds between being live and production stability: none where merging or a release counts as released. */
  verificationSeconds: number;
  /** While a label says that it is verified. */
  verified: readonly Stretch[];
  /** While an incident linked to it was open, however it is linked. */
  incidents: readonly Stretch[];
  /** The first closing, by a person, of the weekly summary that covers an item which entered learning and flow then. */
  retrospectiveOf: (enteredAt: Instant) => { at: Instant; cause: Cause } | null;
  now: Instant;
};

/** `live` are the stretches in which all its merges were live and none of its pull requests open. */
export type Evolved = { moves: Move[]; state: ItemState; live: Stretch[]; nextChangeAt: Instant | null };

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
    if (sign === undefined || sign === null) return { moves, state, live: state.live, nextChangeAt: due?.at ?? null };
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
    live: [],
    liveCause: null,
    cause: null,
    releasedAt: null,
  };
}

/** The move that the passing of time alone will make next. */
function dueByTime(state: ItemState, knowledge: Evolution): Sign | null {
  switch (state.stage) {
    case "release":
      return verifiedAt(state, knowledge);
    case "production-stability":
      return stableAt(state, knowledge);
    case "learning-and-flow":
      return retiredAt(state, knowledge);
    default:
      return null;
  }
}

function verifiedAt({ live, liveCause, since }: ItemState, { verificationSeconds, verified }: Evolution): Sign | null {
  const current = live.at(-1);
  if (current?.to !== null || liveCause === null) return null;
  const from = later(current.from, since);
  const windowOver = later(addSeconds(current.from, verificationSeconds), since);
  const labelled = verified.find(({ from: on, to }) => (to === null || to > from) && on < windowOver);
  if (labelled) return { at: later(labelled.from, from), kind: "verified", words: "verified", cause: liveCause };
  const words = verificationSeconds === 0 ? "released" : "verification window over";
  return { at: windowOver, kind: "verified", words, cause: liveCause };
}

/** The window runs on while an incident is open; what is still open when it ends keeps the item until it is closed. */
function stableAt({ since, cause }: ItemState, { windows, incidents }: Evolution): Sign | null {
  const windowOver = addSeconds(since, windows.stabilitySeconds);
  const open = union(incidents).find(({ from, to }) => from <= windowOver && (to === null || windowOver < to));
  if (cause === null || open?.to === null) return null;
  const words = open ? "last incident closed, stability window over" : "stability window over without an open incident";
  return { at: open?.to ?? windowOver, kind: "stable", words, cause };
}

function retiredAt({ since, cause }: ItemState, { windows, retrospectiveOf }: Evolution): Sign | null {
  const graceOver = addSeconds(since, windows.learningGraceSeconds);
  const retrospective = retrospectiveOf(since);
  if (retrospective && retrospective.at <= graceOver) {
    return { ...retrospective, kind: "retired", words: "weekly summary closed by a person" };
  }
  return cause && { at: graceOver, kind: "retired", words: "learning grace over", cause };
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
  const merged = are.filter(([, is]) => is === "merged").map(([number]) => release.get(number)?.live ?? []);
  const settled = merged.length > 0 && !are.some(([, is]) => is === "open" || is === "draft");
  if (settled && merged.every((live) => live.some(({ from }) => from <= sign.at))) state.releasedAt ??= sign.at;
  const current = state.live.at(-1);
  const wasLive = current?.to === null;
  const isLive = settled && merged.every((live) => covers(live, sign.at));
  if (isLive && !wasLive) {
    state.live.push({ from: sign.at, to: null });
    state.liveCause = sign.cause;
  }
  if (!isLive && wasLive) current.to = sign.at;
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
    case "live":
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
