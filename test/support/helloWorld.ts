/** Decides how tests tell the life of the repository whose payloads GitHub published: issue 1, pull request 2 from the branch `changes`. */
import type { Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { shaFor } from "./payloadParts.ts";
import { recorded } from "./recorded.ts";
import type { Edits } from "./recorded.ts";

/** The head of the published pull request, and what it is merged as here. */
export const head = "ec26c3e57ca3a959ca5aad62de7213c562f8c821";
export const merge = shaFor("merge");

/** `15:30` on the day of the published payloads, on which pull request 2 was opened at 15:20:33; `05-18 15:30` on another. */
export function clock(text: string): Instant {
  const [time = "", day = "05-15"] = text.split(" ").toReversed();
  return `2019-${day}T${time.length === 5 ? `${time}:00` : time}Z`;
}

const repository = { id: 186853002, full_name: "Codertocat/Hello-World", default_branch: "master" };
const reviewer = { login: "octocat", id: 583231, type: "User" };

/** Issue 1, opened at 15:20:18. */
export function issue(action: string, time: string, edits: Edits = {}): Delivery {
  return recorded(`issues.${action}`, clock(time), { "issue.updated_at": clock(time), ...edits });
}

export function labeled(name: string, time: string): Delivery {
  return issue("labeled", time, { label: { id: 7, name } });
}

/** A label beside the one that `labeled` puts on. */
export function alsoLabeled(name: string, time: string): Delivery {
  return issue("labeled", time, { label: { id: 8, name } });
}

export function unlabeled(name: string, time: string): Delivery {
  return issue("unlabeled", time, { label: { id: 7, name } });
}

/** Pull request 2, opened at 15:20:33. */
export function pull(action: string, time: string, edits: Edits = {}): Delivery {
  return recorded(`pull_request.${action}`, clock(time), { "pull_request.updated_at": clock(time), ...edits });
}

export function merged(time: string): Delivery {
  const at = clock(time);
  const closing = {
    "pull_request.merged_at": at,
    "pull_request.closed_at": at,
    "pull_request.merge_commit_sha": merge,
  };
  return pull("closed", time, closing);
}

export function review(state: string, time: string): Delivery {
  return recorded("pull_request_review.submitted", clock(time), {
    "review.id": idAt(time),
    "review.state": state,
    "review.submitted_at": clock(time),
    "review.user": reviewer,
    "pull_request.updated_at": clock(time),
  });
}

/** GitHub published pushes to the default branch only. */
export function push(
  branch: string,
  time: string,
  { before = shaFor("base"), after = head, paths = ["src/a.ts"] } = {},
) {
  return recorded("push", clock(time), {
    ref: `refs/heads/${branch}`,
    before,
    after,
    commits: [{ id: after, added: [], removed: [], modified: paths }],
  });
}

/** GitHub published the creation of tags only. */
export function branchCreated(branch: string, time: string): Delivery {
  return recorded("create", clock(time), { ref: branch, ref_type: "branch" });
}

export function tagCreated(tag: string, time: string): Delivery {
  return recorded("create", clock(time), { ref: tag });
}

export function check(action: "created" | "completed", time: string, edits: Edits = {}): Delivery {
  return recorded(`check_run.${action}`, clock(time), {
    "check_run.id": 1,
    "check_run.name": "lint",
    "check_run.app": { id: 15_368, slug: "github-actions" },
    ...edits,
  });
}

export function workflowRun(action: "requested" | "completed", began: string, time: string): Delivery {
  return recorded(`workflow_run.${action}`, clock(time), {
    repository,
    "workflow_run.id": 1,
    "workflow_run.head_sha": merge,
    "workflow_run.run_started_at": clock(began),
    "workflow_run.updated_at": clock(time),
  });
}

export function deployed(id: number, sha: string, time: string, environment = "production"): Delivery {
  return recorded("deployment.created", clock(time), {
    "deployment.id": id,
    "deployment.sha": sha,
    "deployment.environment": environment,
    "deployment.created_at": clock(time),
  });
}

export function deploymentIs(
  state: string,
  time: string,
  { id, sha, from, environment = "production" }: { id: number; sha: string; from: string; environment?: string },
): Delivery {
  return recorded("deployment_status.created", clock(time), {
    "deployment.id": id,
    "deployment.sha": sha,
    "deployment.environment": environment,
    "deployment.created_at": clock(from),
    "deployment_status.id": idAt(time),
    "deployment_status.state": state,
    "deployment_status.environment": environment,
    "deployment_status.created_at": clock(time),
  });
}

export function release(action: "created" | "published", time: string): Delivery {
  return recorded(`release.${action}`, clock(time), {
    "release.draft": action === "created",
    "release.created_at": clock(time),
    "release.published_at": action === "created" ? null : clock(time),
  });
}

function idAt(time: string): number {
  return Number(time.replaceAll(/\D/g, ""));
}
