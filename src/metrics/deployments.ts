/** Decides which deployments went wrong, how, and after how long users were served again. */
import type { Instant } from "../instant.ts";
import { secondsBetween } from "../instant.ts";
import type { RestoredBy } from "../timeline/deploymentRecord.ts";
import type { Elapsed } from "./elapsed.ts";
import type { FlowDeployment } from "./history.ts";
import { isWithin, type Period } from "./period.ts";

/** A deployment that went wrong, as it is known at the period's end. */
export type Trouble = Pick<FlowDeployment, "repository" | "id" | "environment" | "sha" | "carries" | "undoneBy"> & {
  /** When it failed, or had succeeded and so reached its users: from then on they were without what they had, or with what was wrong. */
  at: Instant;
  /** Its last state: `failure` or `error` where it did not complete. */
  state: string | null;
  undoneAt: Instant | null;
  /** Null while the trouble lasts. */
  restoredAt: Instant | null;
  restoredBy: RestoredBy | null;
  /** From `at` to `restoredAt`. */
  restoredAfterSeconds: number | null;
};

export type Deployments = {
  /** Production deployments that failed in the period. */
  didNotComplete: Trouble[];
  /** Production deployments that were undone in the period, by a rollback, a revert or an incident, whenever they had been made: each is told once. */
  undone: Trouble[];
  /** Of the production deployments that completed in the period: how many had been undone by its end. Null where none completed. */
  changeFailure: { completed: number; undone: number; rate: number | null };
  /** Staging deployments that failed in the period. */
  stagingFailures: Trouble[];
};

/**
 * Deployments of the period, each counted when it finished, in time order; seconds by `elapsed`. Left out: those that run, and environments that are
 * neither production nor staging. Change failure rate after DORA, of what completed: a failed deployment that never reached users is no part of it.
 */
export function deployments(
  all: readonly FlowDeployment[],
  period: Period,
  elapsed: Elapsed = secondsBetween,
): Deployments {
  const troubles = (some: readonly FlowDeployment[]) =>
    some
      .flatMap((each) => (each.finishedAt === null ? [] : [troubleOf(each, each.finishedAt, period.to, elapsed)]))
      .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)) || a.id - b.id);
  const finished = all.filter(({ finishedAt }) => isWithin(finishedAt, period));
  const failed = finished.filter(({ completed }) => completed === false);
  const completed = finished.filter((each) => each.kind === "production" && each.completed === true);
  const undone = completed.filter(({ undoneAt }) => undoneAt !== null && undoneAt < period.to).length;
  return {
    didNotComplete: troubles(failed.filter(({ kind }) => kind === "production")),
    undone: troubles(all.filter(({ kind, undoneAt }) => kind === "production" && isWithin(undoneAt, period))),
    changeFailure: {
      completed: completed.length,
      undone,
      rate: completed.length === 0 ? null : undone / completed.length,
    },
    stagingFailures: troubles(failed.filter(({ kind }) => kind === "staging")),
  };
}

function troubleOf(deployment: FlowDeployment, at: Instant, end: Instant, elapsed: Elapsed): Trouble {
  const { repository, id, environment, sha, carries, state } = deployment;
  const isUndone = deployment.undoneAt !== null && deployment.undoneAt < end;
  const restoredAt = deployment.restoredAt !== null && deployment.restoredAt < end ? deployment.restoredAt : null;
  return {
    repository,
    id,
    environment,
    sha,
    carries,
    at,
    state,
    undoneBy: isUndone ? deployment.undoneBy : null,
    undoneAt: isUndone ? deployment.undoneAt : null,
    restoredAt,
    restoredBy: restoredAt === null ? null : deployment.restoredBy,
    restoredAfterSeconds: restoredAt === null ? null : elapsed(at, restoredAt),
  };
}
