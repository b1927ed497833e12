/** Decides what a timeline is: where an item has been, what it waited on, and why. */
import type { Instant } from "../instant.ts";
import type { Actor } from "../signals/signal.ts";
import type { StageSlug, TaskSlug } from "../stages.ts";
import type { Stretch } from "./stretch.ts";

/** Whose turn a pull request is. */
export type WaitingOn = "author" | "reviewer" | "checks" | "qa" | "merge-queue" | "merge";

/** Why it is back with its author. */
export type AskedOfAuthor = "qa-failed" | "staging-failed" | "changes-requested" | "check-failed";

/** A stretch of time, `from <= t < to`; `to` is null while it lasts. */
export type Wait = { on: WaitingOn; from: Instant; to: Instant | null };

/** What a stretch of a visit was: touched lately, or waiting on something. */
export type SegmentOn =
  | "active"
  | WaitingOn
  | "information"
  | "decision"
  | "dependency"
  | "attention"
  | "release"
  | "approval"
  | "verification"
  | "observation"
  | "retrospective";

export type Segment = { on: SegmentOn; from: Instant; to: Instant | null };

/** The fact that made a change, so that every number can be explained. */
export type Cause = { key: string; at: Instant; timeSource: string; delivery: string; event: string };

/** One stay in a stage, with the sign that began it. Its segments follow one another and sum to it. */
export type Visit = {
  stage: StageSlug;
  enteredAt: Instant;
  leftAt: Instant | null;
  segments: Segment[];
  sign: string;
  cause: Cause;
};

export type TaskSpan = { task: TaskSlug; startedAt: Instant; endedAt: Instant | null };

export type ReworkKind =
  | "review-round"
  | "flow-back"
  | "deployment"
  | "red-check"
  | "design-changes"
  | "qa-failed"
  | "incident";

export type Rework = { kind: ReworkKind; stage: StageSlug; at: Instant; delivery: string };

export type Outcome = "shipped" | "dropped" | "completed";

export type ReleaseSignal = "deployment" | "release" | "merge";

export type AiClass = "agent" | "assisted" | "automation" | "none";

/** What is told and cannot be right. */
export type Doubt = { what: "review-after-merge" | "review-before-opening"; at: Instant };

export type ItemTimeline = {
  number: number;
  kind: "issue" | "pull-request";
  title: string;
  /** Pull requests that belong to it; a lone pull request lists itself. */
  pullRequests: number[];
  enteredAt: Instant;
  /** Null after it left the pipeline. */
  stage: StageSlug | null;
  exitedAt: Instant | null;
  outcome: Outcome | null;
  releasedAt: Instant | null;
  releaseSignal: ReleaseSignal | null;
  visits: Visit[];
  tasks: TaskSpan[];
  rework: Rework[];
  ai: AiClass;
  /** The configuration leaves it out of every statistic, by its author or a label. */
  ignored: boolean;
  /** While somebody was assigned to its issue, or one of its pull requests was open: a pull request is its author's. */
  owned: Stretch[];
  /** When a priority was put in the place of another. */
  priorityChanges: Instant[];
  /** The sum of what its labels are worth by the configuration; null where nothing is reckoned. */
  value: number | null;
  /** What ended the stay in the pipeline, in words, and the fact behind it. */
  exitSign: string | null;
  exitCause: Cause | null;
  /** When the passing of time alone changes it next. */
  nextChangeAt: Instant | null;
};

export type PullRequestTimeline = {
  number: number;
  title: string;
  author: Actor;
  head: string;
  headSha: string;
  base: string;
  draft: boolean;
  openedAt: Instant;
  /** First ready for review; null if it was a draft all along. */
  readyAt: Instant | null;
  /** First review by another person since opening, drafts included; a review after the merge counts as none. */
  firstReviewAt: Instant | null;
  firstReviewAfterReadyAt: Instant | null;
  mergedAt: Instant | null;
  /** Null while it is open. */
  closedAt: Instant | null;
  releasedAt: Instant | null;
  reviewRounds: number;
  ai: AiClass;
  /** Issues that it belongs to. */
  issues: number[];
  /** They follow one another from opening to closing; none covers the time while it is closed. */
  waits: Wait[];
  /** Why it is the author's turn now; null where it is not, and on a draft. */
  askedOfAuthor: AskedOfAuthor | null;
  /** The configuration leaves it out of every statistic, by its author or a label. */
  ignored: boolean;
  /** When the first check, status or workflow run on a head of it began; null where none was seen. */
  checkedAt: Instant | null;
  /** When a check of a head that had failed passed without a push: a re-run of the same commit. */
  flakyChecks: Instant[];
  /** What was told of it that cannot be right, such as a review after the merge, and so was not counted. */
  doubts: Doubt[];
  /** When the app last heard of a person's act on it: a comment on one that was open before the app came waits for that. */
  lastActHeardAt: Instant | null;
};
