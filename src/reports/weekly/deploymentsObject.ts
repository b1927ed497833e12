/** Decides how the deployments that went wrong stand in the numbers as JSON. */
import type { Trouble } from "../../metrics/deployments.ts";
import type { ReportObject } from "./reportSchema.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

export function deploymentsObject({ deployments }: Pick<WeeklyReport, "deployments">): ReportObject["deployments"] {
  const { didNotComplete, undone, stagingFailures, changeFailure } = deployments;
  return {
    did_not_complete: didNotComplete.map(troubleObject),
    undone: undone.map(troubleObject),
    staging_failures: stagingFailures.map(troubleObject),
    completed: changeFailure.completed,
    completed_undone: changeFailure.undone,
    change_failure_rate: changeFailure.rate,
  };
}

function troubleObject(trouble: Trouble) {
  const { repository, id, environment, sha, at, undoneBy, state, carries } = trouble;
  const failed = state === "error" ? ("error" as const) : ("failure" as const);
  return {
    repository,
    id,
    environment,
    sha,
    at,
    how: undoneBy ?? failed,
    carries: [...carries],
    restored_at: trouble.restoredAt,
    restored_by: trouble.restoredBy,
    restored_after_seconds: trouble.restoredAfterSeconds,
  };
}
