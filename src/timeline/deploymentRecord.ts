/** Decides what is kept of a deployment for the metrics: how it ended, what undid it, and how users were served again. */
import type { Instant } from "../instant.ts";
import type { EnvironmentKind, UndoneBy } from "./derive/knowledge.ts";

/** What ended the trouble after a deployment that did not complete or was undone. */
export type RestoredBy = "redeployment" | "rollback" | "revert" | "incident-closed";

export type DeploymentRecord = {
  id: number;
  environment: string;
  kind: EnvironmentKind;
  sha: string;
  createdAt: Instant;
  /** When it succeeded or failed; null while it runs. */
  finishedAt: Instant | null;
  /** Its last status but `inactive`; null before the first. */
  state: string | null;
  /** Null while it runs; false for failure and error. */
  completed: boolean | null;
  isRollback: boolean;
  undoneBy: UndoneBy | null;
  undoneAt: Instant | null;
  /** Null where there was no trouble, and while it lasts. */
  restoredAt: Instant | null;
  restoredBy: RestoredBy | null;
  /** Merged pull requests that it brought to its environment, or would have. */
  carries: number[];
};
