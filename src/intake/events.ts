/** Decides which events the app subscribes to and which permissions it asks for, each with the reason; app.yml is compared with it. */

/** The least that the default configuration needs. */
export const permissions = {
  metadata: {
    access: "read",
    why: "GitHub gives it to every app; names of repositories and labels; the rulesets of the default branch",
  },
  contents: {
    access: "read",
    why: "branches, pushes, tags and releases as they happen; the repository's config file; the checks that classic protection requires",
  },
  issues: {
    access: "write",
    why: "issues and their labels as they happen; comments, on pull requests as well, for which GitHub accepts this permission, and the weekly summary",
  },
  pull_requests: { access: "read", why: "pull requests and reviews as they happen" },
  checks: { access: "write", why: "checks as they run; the app's own check" },
  statuses: { access: "read", why: "commit statuses, which older CI systems report instead of checks" },
  actions: { access: "read", why: "workflow runs as they happen" },
  deployments: { access: "read", why: "deployments, their outcomes and their approvals as they happen" },
} as const;

export type Permission = keyof typeof permissions;

export type Subscription = { event: string; permission: Permission; why: string };

/** They come without being asked for, and a manifest that lists them is refused. */
export const unasked = ["installation", "installation_repositories"];

/** What is understood as well where a team adds the permission and the event to its app; the default configuration does without. */
export const extras = [
  { event: "merge_group", permission: "merge_queues", why: "a merge queue tries a pull request out" },
  { event: "projects_v2_item", permission: "organization_projects", why: "size and priority are fields of a project" },
  {
    event: "registry_package",
    permission: "packages",
    why: "the packaging of a release ends with a published package",
  },
] as const;

export const subscriptions: Subscription[] = [
  { event: "check_run", permission: "checks", why: "automated checks start and end; the Refresh button" },
  { event: "create", permission: "contents", why: "work starts on a branch; a release is prepared with a tag" },
  { event: "deployment", permission: "deployments", why: "a deployment starts" },
  { event: "deployment_review", permission: "deployments", why: "a deployment waits for approval" },
  { event: "deployment_status", permission: "deployments", why: "a deployment succeeds or fails" },
  { event: "issue_comment", permission: "issues", why: "people act on an item; commands" },
  { event: "issue_dependencies", permission: "issues", why: "an item is blocked by another" },
  { event: "issues", permission: "issues", why: "items open, move by their labels, and close" },
  {
    event: "label",
    permission: "metadata",
    why: "a label keeps its meaning when it is renamed, and is off once it is deleted",
  },
  { event: "pull_request", permission: "pull_requests", why: "review starts and ends, and whose turn it is" },
  { event: "pull_request_review", permission: "pull_requests", why: "verdicts and review rounds" },
  { event: "pull_request_review_comment", permission: "pull_requests", why: "people act on a pull request" },
  { event: "pull_request_review_thread", permission: "pull_requests", why: "people act on a pull request" },
  { event: "push", permission: "contents", why: "work goes on; a request for changes is answered" },
  { event: "release", permission: "contents", why: "work is released" },
  {
    event: "repository",
    permission: "metadata",
    why: "names change; nothing is written where it is archived or deleted",
  },
  { event: "status", permission: "statuses", why: "automated checks of older CI systems" },
  { event: "sub_issues", permission: "issues", why: "an item is split up" },
  { event: "workflow_run", permission: "actions", why: "automated checks and release pipelines run" },
];
