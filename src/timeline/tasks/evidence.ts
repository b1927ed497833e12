/** Decides what the tasks of an item are read from. */
import type { LabelRole } from "../../config/labelRoles.ts";
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import type { Instant } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import type { StageSlug, TaskSlug } from "../../stages.ts";
import type { KnownPullRequest } from "../item/circumstances.ts";
import type { ItemKnowledge } from "../derive/itemKnowledge.ts";
import type { IssueFacts } from "../known.ts";
import type { LabelStay } from "../labelStretches.ts";
import type { Stretch } from "../stretch.ts";
import type { Stay } from "../item/visits.ts";
import type { LineOfWork } from "./linesOfWork.ts";

/** Everything known of one item by `now`; each list is in the order of time. */
export type TaskEvidence = {
  issue: IssueFacts | null;
  pullRequests: readonly KnownPullRequest[];
  lines: readonly LineOfWork[];
  /** Of the labels on its issue and on its pull requests. */
  labels: readonly LabelStay[];
  stays: readonly Stay[];
  knowledge: ItemKnowledge;
  /** Checks and statuses of a commit; its workflow runs are knowledge. */
  checksOn: (commit: string) => readonly Fact[];
  roles: (label: string) => ReadonlySet<LabelRole>;
  config: Pick<RepositoryConfig, "bots" | "timeZone">;
  /** From going live to being verified by the passing of time alone; 0 where merging or a release counts as released. */
  verificationSeconds: number;
  now: Instant;
};

/**
 * The default signal of one task: when GitHub's own events show it in progress. A stretch of no length is a task of one moment. What a label
 * `task: <slug>` adds, and what leaving the pipeline ends, is the same for all tasks and decided elsewhere.
 */
export type TaskSignal = (evidence: TaskEvidence) => readonly Stretch[];

/** The signals of all tasks of one stage. */
export type StageSignals<S extends StageSlug> = Record<TaskOf<S>, TaskSignal>;

type Row<S extends StageSlug> = Extract<(typeof import("../../stages.ts").stages)[number], { slug: S }>;
type TaskOf<S extends StageSlug> = Row<S>["tasks"][number]["slug"] & TaskSlug;
