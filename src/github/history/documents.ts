/** Decides what GitHub is asked in GraphQL. Lists nested in lists are what costs points: there is none below a timeline. */
import type { Feature, HistoryFeatures } from "./history.ts";
import { issueTimeline, pullRequestTimeline } from "./timelineFields.ts";

const budget = "rateLimit { cost remaining resetAt }";
const variables = "$owner: String!, $name: String!, $first: Int!, $after: String";
const actor =
  "{ type: __typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } }";
const page = "pageInfo { hasNextPage endCursor }";

/** Of each kind of history, by what the server has. */
export const documents = {
  issues: (has: HistoryFeatures["has"]) => `
    query Issues(${variables}, $since: DateTime) { ${budget} repository(owner: $owner, name: $name) {
      nodes: issues(first: $first, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }, filterBy: { since: $since }) {
        ${page} nodes { type: __typename id number title body author ${actor} createdAt updatedAt closedAt ${stateReason(has)}
          labels(first: 100) { nodes { id name } } timelineItems(first: 100, ${issueTimeline(has)} } } } }`,
  "pull-requests": (has: HistoryFeatures["has"]) => `
    query PullRequests(${variables}, $direction: OrderDirection!, $states: [PullRequestState!]) { ${budget} repository(owner: $owner, name: $name) {
      nodes: pullRequests(first: $first, after: $after, states: $states, orderBy: { field: UPDATED_AT, direction: $direction }) {
        ${page} nodes { type: __typename id number title body isDraft author ${actor} createdAt updatedAt closedAt mergedAt mergeCommit { oid }
          baseRefName headRefName headRefOid headRepository { databaseId } labels(first: 100) { nodes { id name } }
          ${links(has)}
          timelineItems(first: 100, ${pullRequestTimeline(has)} } } } }`,
  deployments: () => `
    query Deployments(${variables}) { ${budget} repository(owner: $owner, name: $name) {
      nodes: deployments(first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
        ${page} nodes { type: __typename id databaseId environment: originalEnvironment commitOid ref { name } createdAt creator ${actor}
          statuses(first: 100) { ${page} nodes { id state createdAt environment } } } } } }`,
  releases: () => `
    query Releases(${variables}) { ${budget} repository(owner: $owner, name: $name) {
      nodes: releases(first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
        ${page} nodes { type: __typename id databaseId tagName isDraft isPrerelease createdAt publishedAt tagCommit { oid } } } } }`,
};

/** The rest of a timeline, or of a deployment's statuses, that is longer than a page. */
export const restDocuments = {
  issues: (has: HistoryFeatures["has"]) =>
    restOf("Issue", `items: timelineItems(first: 100, after: $after, ${issueTimeline(has)}`),
  "pull-requests": (has: HistoryFeatures["has"]) =>
    restOf("PullRequest", `items: timelineItems(first: 100, after: $after, ${pullRequestTimeline(has)}`),
  deployments: () =>
    restOf(
      "Deployment",
      `items: statuses(first: 100, after: $after) { ${page} nodes { id state createdAt environment } }`,
    ),
};

/** Asked once for each server: older ones know less, and fail a question that names what they do not know. */
export const probe = `
  query Probe { ${budget}
    issue: __type(name: "Issue") { fields { name args { name } } }
    pullRequest: __type(name: "PullRequest") { fields { name args { name } } }
    issueItems: __type(name: "IssueTimelineItemsItemType") { enumValues { name } }
    pullRequestItems: __type(name: "PullRequestTimelineItemsItemType") { enumValues { name } }
    review: __type(name: "PullRequestReview") { fields { name } }
    blockedBy: __type(name: "BlockedByAddedEvent") { fields { name } } }`;

export const repositoryDocument = `
  query Repository($owner: String!, $name: String!) { ${budget} repository(owner: $owner, name: $name) {
    databaseId nameWithOwner isPrivate isArchived isFork defaultBranchRef { name } } }`;

/** How much there is, before it is read. */
export const extentDocument = `
  query Extent($owner: String!, $name: String!, $since: DateTime!) { ${budget} repository(owner: $owner, name: $name) {
    issues: issues(first: 1, filterBy: { since: $since }) { totalCount }
    openIssues: issues(first: 1, states: OPEN) { totalCount }
    openIssuesChanged: issues(first: 1, states: OPEN, filterBy: { since: $since }) { totalCount }
    pullRequests(first: 1) { totalCount } } }`;
/** Each under its own name: lists can only be filtered by state, and there is none of given numbers. */
export function statesDocument(numbers: readonly number[]): string {
  const state = "{ ... on Issue { closed updatedAt } ... on PullRequest { closed updatedAt } }";
  const each = numbers.map((number) => `n${number}: issueOrPullRequest(number: ${number}) ${state}`);
  return `query States($owner: String!, $name: String!) { ${budget} repository(owner: $owner, name: $name) { databaseId ${each.join(" ")} } }`;
}

function restOf(type: string, items: string): string {
  return `query Rest($id: ID!, $after: String) { ${budget} node(id: $id) { ... on ${type} { ${items} } } }`;
}

function stateReason(has: ReadonlySet<Feature>): string {
  return has.has("duplicates") ? "stateReason(enableDuplicate: true)" : "stateReason";
}

/** Those of keywords are read from the description, which webhooks tell too. */
function links(has: ReadonlySet<Feature>): string {
  const linked = "links: closingIssuesReferences(first: 25, userLinkedOnly: true)";
  return has.has("development links") ? `${linked} { nodes { number repository { databaseId } } }` : "";
}
