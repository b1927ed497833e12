/** Decides what the metrics read: the timelines of one repository, or of several read as one, as far as a period needs them. */
import { endOfTime, type Instant } from "../instant.ts";
import type { DeploymentRecord } from "../timeline/deploymentRecord.ts";
import type { ItemFlow } from "../timeline/flow.ts";
import type { PullRequestTimeline } from "../timeline/timeline.ts";
import type { Period } from "./period.ts";

/** What it is of: numbers are told apart by the repository's full name. */
export type InRepository = { repository: string };

export type FlowItem = InRepository & ItemFlow;
export type FlowPullRequest = InRepository & PullRequestTimeline;
export type FlowDeployment = InRepository & DeploymentRecord;

/** How much of a history is read: of each kind what was in the pipeline, open or deployed at some moment of these periods. */
export type Reach = { items: readonly Period[]; pullRequests: readonly Period[]; deployments: readonly Period[] };

export const nothingOfIt: Reach = { items: [], pullRequests: [], deployments: [] };

export function everythingWithin(...periods: readonly Period[]): Reach {
  return { items: periods, pullRequests: periods, deployments: periods };
}

export function since(from: Instant): Period {
  return { from, to: endOfTime };
}

/**
 * Everything that was in the pipeline, or open, or deployed at some moment of the periods that were read; what the configuration ignores is left out already. Timelines hold
 * what came after a period too, so a metric cuts at the period's ends by itself.
 */
export type History = {
  repositories: readonly string[];
  items: readonly FlowItem[];
  pullRequests: readonly FlowPullRequest[];
  deployments: readonly FlowDeployment[];
};
