/** Decides what the metrics read: the timelines of one repository, or of several read as one, as far as a period needs them. */
import type { DeploymentRecord } from "../timeline/deploymentRecord.ts";
import type { ItemFlow } from "../timeline/flow.ts";
import type { PullRequestTimeline } from "../timeline/timeline.ts";

/** What it is of: numbers are told apart by the repository's full name. */
export type InRepository = { repository: string };

export type FlowItem = InRepository & ItemFlow;
export type FlowPullRequest = InRepository & PullRequestTimeline;
export type FlowDeployment = InRepository & DeploymentRecord;

/**
 * Everything that was in the pipeline, or open, or deployed at some moment since `from`; what the configuration ignores is left out already. Timelines hold
 * what came after a period too, so a metric cuts at the period's ends by itself.
 */
export type History = {
  repositories: readonly string[];
  items: readonly FlowItem[];
  pullRequests: readonly FlowPullRequest[];
  deployments: readonly FlowDeployment[];
};
