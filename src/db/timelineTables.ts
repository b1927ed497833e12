/** Decides the shape of the tables that hold timelines, all of which can be folded again from the facts. */
import type { Generated } from "kysely";
import type { Json, MaybeMoment, Moment } from "./columnShapes.ts";

/** Owner: timeline/generations. Which of a repository's timelines are in force, and which are being folded to follow them. */
export type GenerationsTable = {
  repository_id: number;
  current: Generated<number>;
  next: number | null;
  /** The greatest ever given, so that none is given twice. */
  latest: Generated<number>;
  /** Counts the passes over what came in while the next one was being folded. */
};

/** Owner: timeline/timelineStore. */
export type ItemsTable = {
  repository_id: number;
  number: number;
  kind: "issue" | "pull-request";
  title: string;
  entered_at: Moment;
  stage: string | null;
  exited_at: MaybeMoment;
  outcome: string | null;
  released_at: MaybeMoment;
  /** When the passing of time alone will change it: the end of a window. */
  next_change_at: MaybeMoment;
  timeline: Json<unknown>;
  /** What the metrics read of the timeline, packed. */
  flow: string;
};

/** Owner: timeline/timelineStore. */
export type StageVisitsTable = {
  repository_id: number;
  item: number;
  position: number;
  stage: string;
  entered_at: Moment;
  left_at: MaybeMoment;
};

/** Owner: timeline/timelineStore. */
export type PullRequestsTable = {
  repository_id: number;
  number: number;
  title: string;
  head_sha: string;
  by_bot: boolean;
  opened_at: Moment;
  ready_at: MaybeMoment;
  first_review_after_ready_at: MaybeMoment;
  merged_at: MaybeMoment;
  closed_at: MaybeMoment;
  waiting_on: string | null;
  waiting_since: MaybeMoment;
  timeline: Json<unknown>;
};

/** Owner: timeline/deploymentStore. */
export type DeploymentsTable = { repository_id: number; deployment: number; last_at: Moment; record: Json<unknown> };
