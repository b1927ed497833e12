/** Decides what of an item's way was rework, and in which stage it counts. */
import type { Instant } from "../../instant.ts";
import type { StageSlug } from "../../stages.ts";
import { positionOf } from "../../stages.ts";
import type { ItemKnowledge } from "../derive/itemKnowledge.ts";
import type { Deployment } from "../derive/knowledge.ts";
import type { LabelStay } from "../labelStretches.ts";
import { staysOf } from "../labelStretches.ts";
import type { FoldedPullRequest, RedCheck } from "../review/pullRequest.ts";
import type { Rework } from "../timeline.ts";
import type { Stay } from "./visits.ts";

type ReworkEvidence = {
  pullRequests: readonly FoldedPullRequest[];
  /** On branches that had no pull request yet. */
  redBranches: readonly RedCheck[];
  knowledge: ItemKnowledge;
};

/** Rework of every kind, by time. Each counts in the stage that the item is in at that moment; what happened while it had left the pipeline counts nowhere. */
export function reworkOf(
  stays: readonly Stay[],
  labels: readonly LabelStay[],
  { pullRequests, redBranches, knowledge }: ReworkEvidence,
): Rework[] {
  const within = (kind: Rework["kind"], at: Instant, delivery: string): Rework[] => {
    const stage = stageAt(stays, at);
    return stage === null ? [] : [{ kind, stage, at, delivery }];
  };
  const labelled = (kind: Rework["kind"], found: readonly LabelStay[]) =>
    found.flatMap(({ from, on }) => within(kind, from, on.delivery));
  return [
    ...flowBacks(stays),
    ...pullRequests.flatMap(({ rounds }) =>
      rounds.flatMap(({ at, fact }) => within("review-round", at, fact.delivery)),
    ),
    ...[...pullRequests.flatMap(({ redChecks }) => redChecks), ...redBranches].flatMap(({ at, fact }) =>
      within("red-check", at, fact.delivery),
    ),
    ...labelled("qa-failed", staysOf(labels, "qa-failed")),
    ...labelled("design-changes", staysOf(labels, "design-changes")),
    ...knowledge.naming
      .filter(({ from }) => releasedBy(knowledge, from))
      .flatMap(({ from, fact }) => within("incident", from, fact.delivery)),
    ...deploymentsAgain(knowledge.deployments).flatMap(({ createdAt, fact }) =>
      within("deployment", createdAt, fact.delivery),
    ),
  ].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** The stage at a moment; of a move in that very second, the one moved to. */
function stageAt(stays: readonly Stay[], at: Instant): StageSlug | null {
  return stays.find(({ enteredAt, leftAt }) => enteredAt <= at && (leftAt === null || at < leftAt))?.stage ?? null;
}

/** Each move to an earlier stage, once, in the stage gone back to. Coming back after having been dropped is to the same stage, and so is none. */
function flowBacks(stays: readonly Stay[]): Rework[] {
  return stays.flatMap(({ stage, enteredAt, cause }, index) => {
    const before = stays[index - 1];
    if (!before || positionOf(stage) >= positionOf(before.stage)) return [];
    return [{ kind: "flow-back", stage, at: enteredAt, delivery: cause.delivery }];
  });
}

function releasedBy({ release }: ItemKnowledge, at: Instant): boolean {
  return [...release.values()].some(({ live }) => live.some(({ from }) => from <= at));
}

/** Deployments that followed one to the same environment which did not complete or was undone; counted once, at the second. */
function deploymentsAgain(deployments: readonly Deployment[]): Deployment[] {
  const bringing = deployments.filter(({ isRollback }) => !isRollback);
  return bringing.filter((deployment, index) => {
    const before = bringing.slice(0, index).findLast(({ environment }) => environment === deployment.environment);
    return before !== undefined && (before.completed === false || isUndoneBy(before, deployment.createdAt));
  });
}

function isUndoneBy({ undoneAt }: Deployment, at: Instant): boolean {
  return undoneAt !== null && undoneAt <= at;
}
