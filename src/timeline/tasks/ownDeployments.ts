/** Decides which deployments and commits brought an item out. */
import type { Instant } from "../../instant.ts";
import type { Deployment } from "../derive/knowledge.ts";
import type { TaskEvidence } from "./evidence.ts";

/** Whether it brought, or would have brought, one of the item's pull requests. */
export function carriesOne(
  { carries }: Pick<Deployment, "carries">,
  { pullRequests }: Pick<TaskEvidence, "pullRequests">,
): boolean {
  return pullRequests.some(({ number }) => carries.includes(number));
}

/** Production deployments that carried one of the item's pull requests, failed ones too. */
export function productionDeployments(evidence: TaskEvidence): Deployment[] {
  return evidence.knowledge.deployments.filter((each) => each.kind === "production" && carriesOne(each, evidence));
}

export function mergeCommitsOf({ pullRequests }: Pick<TaskEvidence, "pullRequests">): string[] {
  return pullRequests.flatMap(({ facts }) => {
    const told = facts.own.flatMap(({ signal }) =>
      signal.kind === "closed" && signal.merged ? [signal.mergeSha] : [],
    );
    return [...told, facts.snapshot.signal.mergeSha].filter((sha) => sha !== null);
  });
}

/** When pull requests of the item went live, by whatever counts as released for them; again after each rollback. */
export function wentLive({ knowledge }: TaskEvidence, only: number | null = null): Instant[] {
  const releases = [...knowledge.release].filter(([number]) => only === null || number === only);
  return releases.flatMap(([, { live }]) => live.map(({ from }) => from)).toSorted();
}
