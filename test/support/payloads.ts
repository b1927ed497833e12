/** Decides how tests write what happened to issues and pull requests: one small builder for each kind of delivery. */
import type { Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import {
  type Envelope,
  type LabelOption,
  type Login,
  deliveryOf,
  labelPayload,
  numberFor,
  repositoryId,
  repositoryPayload,
  shaFor,
  userPayload,
} from "./payloadParts.ts";

export type IssueOptions = {
  number?: number;
  title?: string;
  body?: string | null;
  author?: Login;
  labels?: LabelOption[];
  createdAt?: Instant;
  /** `at` unless told. */
  updatedAt?: Instant;
  closedAt?: Instant | null;
  stateReason?: "completed" | "not_planned" | "duplicate" | "reopened" | null;
};

export type PullRequestOptions = {
  number?: number;
  title?: string;
  body?: string | null;
  author?: Login;
  labels?: LabelOption[];
  createdAt?: Instant;
  /** `at` unless told. */
  updatedAt?: Instant;
  closedAt?: Instant | null;
  mergedAt?: Instant | null;
  mergeSha?: string | null;
  draft?: boolean;
  base?: string;
  head?: string;
  headSha?: string;
  /** The head's repository; null when the fork is gone. */
  headRepositoryId?: number | null;
};

export type IssueEvent = Envelope & IssueOptions;
export type PullRequestEvent = Envelope & PullRequestOptions;

/** Any `issues` delivery; `more` holds what the action adds beside the issue. */
export function issueEvent(action: string, options: IssueEvent, more: object = {}): Delivery {
  return deliveryOf("issues", options, { action, issue: issuePayload(options), ...more });
}

export function issueOpened(options: IssueEvent): Delivery {
  return issueEvent("opened", { by: options.author ?? "ada", ...options });
}

export function issueClosed(options: IssueEvent): Delivery {
  return issueEvent("closed", { stateReason: "completed", closedAt: options.at, ...options });
}

export function issueReopened(options: IssueEvent): Delivery {
  return issueEvent("reopened", { stateReason: "reopened", ...options });
}

export function issueLabeled(options: IssueEvent & { label: LabelOption }): Delivery {
  return issueEvent("labeled", options, { label: labelPayload(options.label) });
}

export function issueUnlabeled(options: IssueEvent & { label: LabelOption }): Delivery {
  return issueEvent("unlabeled", options, { label: labelPayload(options.label) });
}

export function issueAssigned(options: IssueEvent & { assignee: Login }): Delivery {
  return issueEvent("assigned", options, { assignee: userPayload(options.assignee) });
}

export function issueMilestoned(options: IssueEvent & { milestone: string }): Delivery {
  return issueEvent("milestoned", options, {
    milestone: { id: numberFor(options.milestone), title: options.milestone },
  });
}

export function issueTyped(options: IssueEvent & { type: string }): Delivery {
  return issueEvent("typed", options, { type: { id: numberFor(options.type), name: options.type } });
}

/** A comment in the conversation of an issue, or of a pull request if `onPullRequest`. */
export function commentCreated(
  options: IssueEvent & { comment: number; text?: string; onPullRequest?: boolean },
): Delivery {
  const issue = issuePayload(options);
  const by = options.by === undefined ? "ada" : options.by;
  return deliveryOf("issue_comment", options, {
    action: "created",
    issue: options.onPullRequest === true ? { ...issue, pull_request: {} } : issue,
    comment: { id: options.comment, user: userPayload(by), body: options.text ?? "Text.", created_at: options.at },
  });
}

/** Any `pull_request` delivery; `more` holds what the action adds beside the pull request. */
export function pullRequestEvent(action: string, options: PullRequestEvent, more: object = {}): Delivery {
  return deliveryOf("pull_request", options, {
    action,
    number: options.number ?? 1,
    pull_request: pullRequestPayload(options),
    ...more,
  });
}

export function pullRequestOpened(options: PullRequestEvent): Delivery {
  return pullRequestEvent("opened", { by: options.author ?? "ada", ...options });
}

export function pullRequestReady(options: PullRequestEvent): Delivery {
  return pullRequestEvent("ready_for_review", { draft: false, ...options });
}

export function pullRequestDrafted(options: PullRequestEvent): Delivery {
  return pullRequestEvent("converted_to_draft", { draft: true, ...options });
}

export function pullRequestPushed(options: PullRequestEvent & { before?: string; after: string }): Delivery {
  const before = options.before ?? shaFor("first");
  return pullRequestEvent("synchronize", { headSha: options.after, ...options }, { before, after: options.after });
}

export function pullRequestMerged(options: PullRequestEvent): Delivery {
  const merge = { closedAt: options.at, mergedAt: options.at, mergeSha: shaFor(`merge of ${options.number ?? 1}`) };
  return pullRequestEvent("closed", { ...merge, ...options });
}

/** Closed without a merge. GitHub then still sends the commit of its test merge. */
export function pullRequestClosed(options: PullRequestEvent): Delivery {
  return pullRequestEvent("closed", { closedAt: options.at, ...options });
}

export function pullRequestReopened(options: PullRequestEvent): Delivery {
  return pullRequestEvent("reopened", options);
}

export function pullRequestLabeled(options: PullRequestEvent & { label: LabelOption }): Delivery {
  return pullRequestEvent("labeled", options, { label: labelPayload(options.label) });
}

export function pullRequestUnlabeled(options: PullRequestEvent & { label: LabelOption }): Delivery {
  return pullRequestEvent("unlabeled", options, { label: labelPayload(options.label) });
}

type Requested = { reviewer: Login } | { team: string };

export function reviewRequested(options: PullRequestEvent & Requested): Delivery {
  return pullRequestEvent("review_requested", options, requestedPayload(options));
}

export function reviewRequestRemoved(options: PullRequestEvent & Requested): Delivery {
  return pullRequestEvent("review_request_removed", options, requestedPayload(options));
}

type ReviewOptions = { review: number; state?: "approved" | "changes_requested" | "commented"; commit?: string | null };

/** `by` is the reviewer, null if the account was deleted since. */
export function reviewSubmitted(options: PullRequestEvent & ReviewOptions): Delivery {
  return reviewEvent("submitted", { ...options, reviewer: options.by === undefined ? "ada" : options.by });
}

/** `by` dismisses the review of `reviewer`. */
export function reviewDismissed(options: PullRequestEvent & { review: number; reviewer: Login }): Delivery {
  return reviewEvent("dismissed", { ...options, state: "dismissed" });
}

/** A remark on a line of the diff. */
export function diffCommented(options: PullRequestEvent & { comment: number }): Delivery {
  const by = options.by === undefined ? "ada" : options.by;
  return deliveryOf("pull_request_review_comment", options, {
    action: "created",
    pull_request: pullRequestPayload(options),
    comment: { id: options.comment, user: userPayload(by), body: "Remark.", created_at: options.at },
  });
}

export function issuePayload(options: IssueEvent): object {
  const closedAt = options.closedAt ?? null;
  return {
    id: 50_000 + (options.number ?? 1),
    node_id: `I_${options.number ?? 1}`,
    number: options.number ?? 1,
    title: options.title ?? "Checkout is slow",
    body: options.body ?? null,
    user: userPayload(options.author === undefined ? "ada" : options.author),
    labels: (options.labels ?? []).map(labelPayload),
    state: closedAt === null ? "open" : "closed",
    state_reason: options.stateReason ?? null,
    created_at: options.createdAt ?? options.at,
    updated_at: options.updatedAt ?? options.at,
    closed_at: closedAt,
  };
}

export function pullRequestPayload(options: PullRequestEvent): object {
  const repository = repositoryPayload(options.repository);
  const headRepositoryId = options.headRepositoryId === undefined ? repositoryId : options.headRepositoryId;
  return {
    id: 60_000 + (options.number ?? 1),
    node_id: `PR_${options.number ?? 1}`,
    number: options.number ?? 1,
    title: options.title ?? "Make checkout fast",
    body: options.body ?? null,
    user: userPayload(options.author === undefined ? "ada" : options.author),
    labels: (options.labels ?? []).map(labelPayload),
    state: (options.closedAt ?? null) === null ? "open" : "closed",
    draft: options.draft ?? false,
    created_at: options.createdAt ?? options.at,
    updated_at: options.updatedAt ?? options.at,
    closed_at: options.closedAt ?? null,
    merged_at: options.mergedAt ?? null,
    merged: (options.mergedAt ?? null) !== null,
    merge_commit_sha: options.mergeSha ?? shaFor("test merge"),
    base: { ref: options.base ?? "main", sha: shaFor("base"), repo: repository },
    head: {
      ref: options.head ?? "faster-checkout",
      sha: options.headSha ?? shaFor("first"),
      repo: headRepositoryId === null ? null : { id: headRepositoryId },
    },
  };
}

function reviewEvent(
  action: string,
  options: PullRequestEvent & { review: number; state?: string; commit?: string | null; reviewer: Login },
): Delivery {
  return deliveryOf("pull_request_review", options, {
    action,
    review: {
      id: options.review,
      user: userPayload(options.reviewer),
      state: options.state ?? "commented",
      body: null,
      commit_id: options.commit === undefined ? (options.headSha ?? shaFor("first")) : options.commit,
      submitted_at: options.at,
      updated_at: options.at,
    },
    pull_request: pullRequestPayload(options),
  });
}

function requestedPayload(requested: Requested): object {
  return "team" in requested
    ? { requested_team: { id: numberFor(requested.team), name: requested.team, slug: requested.team } }
    : { requested_reviewer: userPayload(requested.reviewer) };
}
