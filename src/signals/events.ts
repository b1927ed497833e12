/** Decides which events and actions of GitHub the app understands; the manifest and the translators are compared with this list. */

/** An event without actions has an empty list. What is not here is ignored, and said to be. */
export const understoodEvents = {
  check_run: ["created", "completed"],
  create: [],
  deployment: ["created"],
  deployment_review: ["requested", "approved", "rejected"],
  deployment_status: ["created"],
  installation: ["created", "deleted", "suspend", "unsuspend"],
  installation_repositories: ["added", "removed"],
  issue_comment: ["created"],
  issue_dependencies: ["blocked_by_added", "blocked_by_removed", "blocking_added", "blocking_removed"],
  issues: [
    "opened",
    "closed",
    "reopened",
    "deleted",
    "transferred",
    "labeled",
    "unlabeled",
    "assigned",
    "unassigned",
    "milestoned",
    "demilestoned",
    "typed",
    "untyped",
    "edited",
    "locked",
    "unlocked",
    "pinned",
    "unpinned",
  ],
  label: ["deleted", "edited"],
  merge_group: ["checks_requested", "destroyed"],
  projects_v2_item: ["edited"],
  pull_request: [
    "opened",
    "closed",
    "reopened",
    "labeled",
    "unlabeled",
    "assigned",
    "unassigned",
    "milestoned",
    "demilestoned",
    "edited",
    "ready_for_review",
    "converted_to_draft",
    "synchronize",
    "review_requested",
    "review_request_removed",
    "enqueued",
    "dequeued",
    "auto_merge_enabled",
    "auto_merge_disabled",
    "locked",
    "unlocked",
  ],
  pull_request_review: ["submitted", "edited", "dismissed"],
  pull_request_review_comment: ["created"],
  pull_request_review_thread: ["resolved", "unresolved"],
  push: [],
  registry_package: ["published", "updated"],
  release: ["created", "published", "released", "prereleased"],
  repository: ["archived", "deleted", "edited", "privatized", "publicized", "renamed", "transferred", "unarchived"],
  status: [],
  sub_issues: ["sub_issue_added", "sub_issue_removed", "parent_issue_added", "parent_issue_removed"],
  workflow_run: ["requested", "in_progress", "completed"],
} as const;

export type UnderstoodEvent = keyof typeof understoodEvents;

/** Events that change who the app's tenants are, and are no facts of any of them. */
export type DirectoryEvent = "installation" | "installation_repositories" | "repository";

export function isOfDirectory(event: UnderstoodEvent): event is DirectoryEvent {
  return event === "installation" || event === "installation_repositories" || event === "repository";
}

export function isUnderstood(event: string): event is UnderstoodEvent {
  return Object.hasOwn(understoodEvents, event);
}
