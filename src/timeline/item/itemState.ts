/** Decides what is known of an item between two signs, and what there is to know beside them. */
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import type { Instant } from "../../instant.ts";
import type { StageSlug } from "../../stages.ts";
import type { LabelStay } from "../labelStretches.ts";
import type { Stretch } from "../stretch.ts";
import type { Cause, Outcome } from "../timeline.ts";

type PullRequestIs = "open" | "draft" | "closed" | "merged";

export type ItemState = {
  stage: StageSlug | null;
  /** Since when it is in its stage. */
  since: Instant;
  /** When it moved last, and where it was before that second. */
  movedAt: Instant;
  settled: Pick<ItemState, "stage" | "since" | "lastStage" | "outcome">;
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
  /** Since when the last of its merges has been live, which may be before the last of its pull requests was closed: from then it is verified. */
  allLiveSince: Instant;
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
  verified: readonly LabelStay[];
  /** While an incident linked to it was open, however it is linked. */
  incidents: readonly Stretch[];
  /** The first closing, by a person, of the weekly summary that covers an item which entered learning and flow then. */
  retrospectiveOf: (enteredAt: Instant) => { at: Instant; cause: Cause } | null;
  now: Instant;
};

/** Before its first sign. */
export function unborn(): ItemState {
  return {
    stage: null,
    since: "",
    movedAt: "",
    settled: { stage: null, since: "", lastStage: null, outcome: null },
    lastStage: null,
    outcome: null,
    issue: null,
    pullRequests: new Map(),
    sentBack: false,
    live: [],
    allLiveSince: "",
    liveCause: null,
    cause: null,
    releasedAt: null,
  };
}
