/** Decides how users were served again after a deployment that did not complete or was undone. */
import { unreachable } from "../../errors.ts";
import type { Instant } from "../../instant.ts";
import type { DeploymentRecord, RestoredBy } from "../deploymentRecord.ts";
import type { Deployment, Knowledge } from "./knowledge.ts";

type Restoration = { at: Instant; by: RestoredBy };

/** What is kept of each deployment, by its creation. */
export function deploymentRecords(
  knowledge: Pick<Knowledge, "deployments" | "incidents" | "reverts">,
): DeploymentRecord[] {
  return knowledge.deployments.map((deployment) => {
    const { id, environment, kind, sha, createdAt, finishedAt, state, completed, isRollback } = deployment;
    const restored = restorationOf(deployment, knowledge);
    return {
      id,
      environment,
      kind,
      sha,
      createdAt,
      finishedAt,
      state,
      completed,
      isRollback,
      undoneBy: deployment.undoneBy,
      undoneAt: deployment.undoneAt,
      restoredAt: restored?.at ?? null,
      restoredBy: restored?.by ?? null,
      carries: deployment.carries,
    };
  });
}

/**
 * The first that came: after one that did not complete, the next that completed in the environment; after one that was undone, a rollback there, the
 * revert's going live, or the closing of the incident. Null where there was no trouble, and while it lasts.
 */
function restorationOf(
  deployment: Deployment,
  { deployments, incidents, reverts }: Pick<Knowledge, "deployments" | "incidents" | "reverts">,
): Restoration | null {
  const { completed, finishedAt, undoneBy, undoneAt, carries } = deployment;
  if (completed === false && finishedAt !== null) return first(laterIn(deployments, deployment, finishedAt));
  if (undoneBy === null || undoneAt === null) return null;
  const rollbacks = laterIn(deployments, deployment, undoneAt).filter(({ by }) => by === "rollback");
  switch (undoneBy) {
    case "rollback":
      return first(rollbacks);
    case "revert": {
      const live = reverts.filter(({ of, mergedAt }) => carries.includes(of) && mergedAt === undoneAt);
      return first([
        ...rollbacks,
        ...live.flatMap(({ overAt: at }) => (at === null ? [] : [{ at, by: "revert" as const }])),
      ]);
    }
    case "incident": {
      const closings = incidents
        .filter(({ from }) => from === undoneAt)
        .flatMap(({ open }) => open.at(-1)?.to ?? [])
        .map((at) => ({ at, by: "incident-closed" as const }));
      return first([...rollbacks, ...closings]);
    }
    default:
      return unreachable(undoneBy);
  }
}

/** What completed in its environment at that moment or later, itself left out. */
function laterIn(deployments: readonly Deployment[], of: Deployment, from: Instant): Restoration[] {
  return deployments.flatMap(({ id, kind, environment, completed, finishedAt: at, isRollback }) => {
    const isLater = id !== of.id && kind === of.kind && environment === of.environment && completed === true;
    if (!isLater || at === null || at < from) return [];
    return [{ at, by: isRollback ? ("rollback" as const) : ("redeployment" as const) }];
  });
}

function first(restorations: readonly Restoration[]): Restoration | null {
  return restorations.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))[0] ?? null;
}
