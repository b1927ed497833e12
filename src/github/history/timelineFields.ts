/** Decides which events of a timeline are asked for, and which of their fields. */
import type { Feature } from "./history.ts";

const actor =
  "{ type: __typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } }";
const happened = `id createdAt actor ${actor}`;
const otherIssue = "{ number repository { databaseId } }";

type Fields = Record<string, string>;

const shared: Fields = {
  LabeledEvent: "label { id name }",
  UnlabeledEvent: "label { id name }",
  AssignedEvent: `assignee ${assignee()}`,
  UnassignedEvent: `assignee ${assignee()}`,
  MilestonedEvent: "",
  DemilestonedEvent: "",
  RenamedTitleEvent: "",
  ReopenedEvent: "",
};

const ofPullRequests: Fields = {
  ...shared,
  ClosedEvent: "",
  ReadyForReviewEvent: "",
  ConvertToDraftEvent: "",
  MergedEvent: "mergedCommit: commit { oid }",
  HeadRefForcePushedEvent: "beforeCommit { oid } afterCommit { oid }",
  BaseRefChangedEvent: "previousRefName currentRefName",
  AutoMergeEnabledEvent: "",
  AutoSquashEnabledEvent: "",
  AutoRebaseEnabledEvent: "",
  AutoMergeDisabledEvent: "",
  ReviewRequestedEvent: `requestedReviewer ${reviewer()}`,
  ReviewRequestRemovedEvent: `requestedReviewer ${reviewer()}`,
};

const byFeature: [Feature, issues: Fields, pullRequests: Fields][] = [
  ["issue types", { IssueTypeAddedEvent: "", IssueTypeChangedEvent: "", IssueTypeRemovedEvent: "" }, {}],
  ["sub-issues", { SubIssueAddedEvent: `subIssue ${otherIssue}`, SubIssueRemovedEvent: `subIssue ${otherIssue}` }, {}],
  [
    "blocked by",
    { BlockedByAddedEvent: `blockingIssue ${otherIssue}`, BlockedByRemovedEvent: `blockingIssue ${otherIssue}` },
    {},
  ],
  ["merge queue", {}, { AddedToMergeQueueEvent: "", RemovedFromMergeQueueEvent: "reason" }],
];

/** What stands after `timelineItems(first: 100, ` in a question about issues. */
export function issueTimeline(has: ReadonlySet<Feature>): string {
  const fields = { ...shared, ClosedEvent: "stateReason", ...extra(has, (_feature, issues) => issues) };
  return timeline(fields, { IssueComment: comment(has) });
}

export function pullRequestTimeline(has: ReadonlySet<Feature>): string {
  const id = idField(has);
  const fields = { ...ofPullRequests, ...extra(has, (_feature, _issues, pullRequests) => pullRequests) };
  return timeline(fields, {
    IssueComment: comment(has),
    PullRequestCommit: "id pushedCommit: commit { oid committedDate message }",
    PullRequestReview: `id ${id} state submittedAt author ${actor} reviewedCommit: commit { oid }`,
    ReviewDismissedEvent: `${happened} previousReviewState review { ${id} author ${actor} }`,
  });
}

function extra(has: ReadonlySet<Feature>, of: (...each: (typeof byFeature)[number]) => Fields): Fields {
  return Object.assign({}, ...byFeature.filter(([feature]) => has.has(feature)).map((each) => of(...each)));
}

function timeline(events: Fields, others: Fields): string {
  const types = [...Object.keys(events), ...Object.keys(others)].map(enumOf);
  const parts = [
    ...Object.entries(events).map(([type, fields]) => `... on ${type} { ${happened} ${fields} }`),
    ...Object.entries(others).map(([type, fields]) => `... on ${type} { ${fields} }`),
  ];
  return `itemTypes: [${types.join(", ")}]) { pageInfo { hasNextPage endCursor } nodes { type: __typename ${parts.join(" ")} } }`;
}

/** `LabeledEvent` is asked for as LABELED_EVENT. */
export function enumOf(type: string): string {
  return type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}

function comment(has: ReadonlySet<Feature>): string {
  return `id ${idField(has)} createdAt author ${actor}`;
}

/** The older field ends at 32 bits. */
function idField(has: ReadonlySet<Feature>): string {
  return has.has("64-bit ids") ? "databaseId: fullDatabaseId" : "databaseId";
}

function assignee(): string {
  const some = ["User", "Bot", "Mannequin", "Organization"].map((type) => `... on ${type} { login databaseId }`);
  return `{ type: __typename ${some.join(" ")} }`;
}

function reviewer(): string {
  const some = ["User", "Bot", "Mannequin"].map((type) => `... on ${type} { login databaseId }`);
  return `{ type: __typename ${some.join(" ")} ... on Team { databaseId slug name } }`;
}
