/** Decides the object that `replay --json` prints: stable names, times in ISO 8601 UTC to the second, lists in order. */
import type { Deployment } from "../../timeline/derive/knowledge.ts";
import type { ItemTimeline, PullRequestTimeline, Segment, Wait } from "../../timeline/timeline.ts";

export function itemObject(repository: string, item: ItemTimeline): object {
  return {
    repository,
    number: item.number,
    kind: item.kind === "issue" ? "issue" : "pull_request",
    pull_requests: item.pullRequests,
    entered_at: item.enteredAt,
    stage: item.stage,
    exited_at: item.exitedAt,
    outcome: item.outcome,
    released_at: item.releasedAt,
    visits: item.visits.map(({ stage, enteredAt, leftAt, segments }) => ({
      stage,
      entered_at: enteredAt,
      left_at: leftAt,
      segments: segments.map(stretchObject),
    })),
    tasks: item.tasks.map(({ task, startedAt, endedAt }) => ({ task, started_at: startedAt, ended_at: endedAt })),
    rework: item.rework.map(({ kind, stage, at, delivery }) => ({ kind, stage, at, delivery })),
    release_signal: item.releaseSignal,
    ai: item.ai,
  };
}

export function pullRequestObject(repository: string, pullRequest: PullRequestTimeline): object {
  return {
    repository,
    number: pullRequest.number,
    opened_at: pullRequest.openedAt,
    ready_at: pullRequest.readyAt,
    first_review_at: pullRequest.firstReviewAt,
    first_review_after_ready_at: pullRequest.firstReviewAfterReadyAt,
    merged_at: pullRequest.mergedAt,
    closed_at: pullRequest.closedAt,
    released_at: pullRequest.releasedAt,
    review_rounds: pullRequest.reviewRounds,
    issues: pullRequest.issues,
    waits: pullRequest.waits.map(stretchObject),
  };
}

export function deploymentObject(repository: string, deployment: Deployment): object {
  return {
    repository,
    id: deployment.id,
    environment: deployment.environment,
    kind: deployment.kind,
    sha: deployment.sha,
    created_at: deployment.createdAt,
    finished_at: deployment.finishedAt,
    state: deployment.state,
    completed: deployment.completed,
    undone_by: deployment.undoneBy,
    carries: deployment.kind === "production" ? deployment.carries : [],
  };
}

function stretchObject({ on, from, to }: Segment | Wait): object {
  return { on, from, to };
}
