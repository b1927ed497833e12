/** Decides how tests write what happened to a repository: pushes, checks, deployments, releases, links. */
import type { Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import {
  type Envelope,
  type Login,
  deliveryOf,
  noCommit,
  repositoryId,
  repositoryPayload,
  shaFor,
  userPayload,
} from "./payloadParts.ts";
import { type IssueOptions, issuePayload } from "./payloads.ts";

export type PushOptions = Envelope & {
  branch?: string;
  before?: string;
  after?: string;
  forced?: boolean;
  /** Oldest first; a push of `after` alone unless told. */
  commits?: string[];
  /** Paths that its last commit changes. */
  paths?: string[];
  /** What its commits say. */
  message?: string;
  /** False for commits that are on another branch, too. */
  distinct?: boolean;
};

export function pushed(options: PushOptions): Delivery {
  const before = options.before ?? shaFor("base");
  const after = options.after ?? shaFor("pushed");
  const commits = options.commits ?? (after === noCommit ? [] : [after]);
  return deliveryOf("push", options, {
    ref: `refs/heads/${options.branch ?? "main"}`,
    before,
    after,
    created: before === noCommit,
    deleted: after === noCommit,
    forced: options.forced ?? false,
    commits: commits.map((id, index) => ({
      id,
      message: options.message ?? "Change something",
      distinct: options.distinct ?? true,
      timestamp: options.at,
      added: [],
      removed: [],
      modified: index === commits.length - 1 ? (options.paths ?? []) : [],
    })),
    head_commit: null,
    pusher: { name: options.by ?? "ada" },
  });
}

export function branchCreated(options: Envelope & { branch: string }): Delivery {
  return created(options, options.branch, "branch");
}

export function tagCreated(options: Envelope & { tag: string }): Delivery {
  return created(options, options.tag, "tag");
}

export type CheckRunOptions = Envelope & {
  sha: string;
  name?: string;
  run?: number;
  app?: { id: number; slug: string } | null;
  startedAt?: Instant | null;
  conclusion?: string;
};

export function checkRunStarted(options: CheckRunOptions): Delivery {
  return checkRun("created", options, { status: "in_progress", conclusion: null, completed_at: null });
}

/** It ends at `at`, with `success` unless told. */
export function checkRunCompleted(options: CheckRunOptions): Delivery {
  const conclusion = options.conclusion ?? "success";
  return checkRun("completed", options, { status: "completed", conclusion, completed_at: options.at });
}

export function statusPosted(
  options: Envelope & { sha: string; status: number; context?: string; state: string },
): Delivery {
  return deliveryOf("status", options, {
    id: options.status,
    sha: options.sha,
    context: options.context ?? "ci/build",
    state: options.state,
    created_at: options.at,
    updated_at: options.at,
    branches: [],
  });
}

export function workflowRun(
  action: "requested" | "in_progress" | "completed",
  options: Envelope & {
    run: number;
    attempt?: number;
    sha: string;
    name?: string;
    branch?: string | null;
    trigger?: string;
    startedAt?: Instant;
    conclusion?: string;
  },
): Delivery {
  return deliveryOf("workflow_run", options, {
    action,
    workflow_run: {
      id: options.run,
      run_attempt: options.attempt ?? 1,
      name: options.name ?? "CI",
      head_sha: options.sha,
      head_branch: options.branch === undefined ? "main" : options.branch,
      event: options.trigger ?? "push",
      status: action,
      conclusion: action === "completed" ? (options.conclusion ?? "success") : null,
      created_at: options.startedAt ?? options.at,
      run_started_at: options.startedAt ?? options.at,
      updated_at: options.at,
    },
  });
}

export type DeploymentOptions = Envelope & {
  deployment: number;
  environment?: string;
  sha: string;
  ref?: string;
  production?: boolean;
  transient?: boolean;
  createdAt?: Instant;
};

export function deploymentCreated(options: DeploymentOptions): Delivery {
  return deliveryOf("deployment", options, { action: "created", deployment: deploymentPayload(options) });
}

export function deploymentStatus(options: DeploymentOptions & { status: number; state: string }): Delivery {
  const environment = options.environment ?? "production";
  return deliveryOf("deployment_status", options, {
    action: "created",
    deployment_status: { id: options.status, state: options.state, environment, created_at: options.at },
    deployment: deploymentPayload(options),
  });
}

/** Asked for at `since`; approved or rejected when it is received. */
export function deploymentReview(
  action: "requested" | "approved" | "rejected",
  options: Envelope & { run: number; environment?: string; sha?: string; since: Instant },
): Delivery {
  const environment = options.environment ?? "production";
  return deliveryOf("deployment_review", options, {
    action,
    since: options.since,
    workflow_run: { id: options.run, run_attempt: 1, head_sha: options.sha ?? shaFor("pushed") },
    ...(action === "requested" ? { environment } : { workflow_job_runs: [{ id: 1, environment }] }),
  });
}

export function releaseCreated(options: ReleaseOptions): Delivery {
  return release("created", options, { draft: true, published_at: null });
}

export function releasePublished(options: ReleaseOptions): Delivery {
  return release("published", options, { draft: false, published_at: options.at });
}

export function labelRenamed(options: Envelope & { label: { id: number; name: string }; from: string }): Delivery {
  return deliveryOf("label", options, {
    action: "edited",
    label: options.label,
    changes: { name: { from: options.from } },
  });
}

export function labelDeleted(options: Envelope & { label: { id: number; name: string } }): Delivery {
  return deliveryOf("label", options, { action: "deleted", label: options.label });
}

/** A link between two issues of this repository, or to a child of another. */
export function subIssueLinked(
  action: "sub_issue_added" | "sub_issue_removed",
  options: Envelope & { parent: IssueOptions; child: IssueOptions; childRepositoryId?: number },
): Delivery {
  return deliveryOf("sub_issues", options, {
    action,
    parent_issue: issuePayload({ at: options.at, ...options.parent }),
    sub_issue: issuePayload({ at: options.at, ...options.child }),
    sub_issue_repo: repositoryPayload({ id: options.childRepositoryId ?? repositoryId }),
  });
}

export function blockedBy(
  action: "blocked_by_added" | "blocked_by_removed",
  options: Envelope & { blocked: IssueOptions; blocker: IssueOptions; blockerRepositoryId?: number },
): Delivery {
  return deliveryOf("issue_dependencies", options, {
    action,
    blocked_issue: issuePayload({ at: options.at, ...options.blocked }),
    blocking_issue: issuePayload({ at: options.at, ...options.blocker }),
    blocking_issue_repo: repositoryPayload({ id: options.blockerRepositoryId ?? repositoryId }),
  });
}

type ReleaseOptions = Envelope & { release: number; tag: string; target?: string; prerelease?: boolean };

function release(action: string, options: ReleaseOptions, state: object): Delivery {
  return deliveryOf("release", options, {
    action,
    release: {
      id: options.release,
      tag_name: options.tag,
      target_commitish: options.target ?? "main",
      prerelease: options.prerelease ?? false,
      created_at: options.at,
      ...state,
    },
  });
}

function created(options: Envelope, ref: string, refType: string): Delivery {
  return deliveryOf("create", options, {
    ref,
    ref_type: refType,
    master_branch: "main",
    repository: { pushed_at: options.at },
  });
}

function checkRun(action: string, options: CheckRunOptions, state: object): Delivery {
  return deliveryOf("check_run", options, {
    action,
    check_run: {
      id: options.run ?? 1,
      name: options.name ?? "build",
      head_sha: options.sha,
      started_at: options.startedAt === undefined ? options.at : options.startedAt,
      app: options.app === undefined ? { id: 15_368, slug: "github-actions" } : options.app,
      ...state,
    },
  });
}

function deploymentPayload(options: DeploymentOptions): object {
  const creator: Login = options.by === undefined ? "ada" : options.by;
  return {
    id: options.deployment,
    environment: options.environment ?? "production",
    production_environment: options.production ?? false,
    transient_environment: options.transient ?? false,
    sha: options.sha,
    ref: options.ref ?? "main",
    created_at: options.createdAt ?? options.at,
    creator: userPayload(creator),
  };
}
