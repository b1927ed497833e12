/** Decides how the simulated GitHub shows what it knows in GraphQL: plain objects, whose functions are fields with arguments. */
import { enumOf } from "../../../src/github/history/timelineFields.ts";
import { GraphQLError } from "graphql";
import { connection, type Paging } from "./connections.ts";
import type {
  DeploymentRecord,
  IssueRecord,
  PullRequestRecord,
  RepositoryModel,
  Shown,
  TimelineEvent,
} from "./repositoryModel.ts";
import { labelNode, userShown } from "./timelineEvents.ts";

type Listing = Paging & {
  filterBy?: { since?: string | null } | null;
  states?: string[] | null;
  orderBy?: { direction: "ASC" | "DESC" } | null;
};

export function repositoryShown(model: RepositoryModel): object {
  const { repository } = model;
  return {
    __typename: "Repository",
    databaseId: repository.id,
    nameWithOwner: repository.full_name,
    isPrivate: repository.private,
    isArchived: repository.archived,
    isFork: repository.fork,
    defaultBranchRef: repository.default_branch ? { name: repository.default_branch } : null,
    issues: ({ filterBy, states, ...paging }: Listing) => {
      const issues = newestFirst(inState([...model.issues.values()], states), ({ told }) => told.updated_at);
      const recent = issues.filter(({ told }) => !filterBy?.since || told.updated_at >= filterBy.since);
      return connection(
        recent.map((issue) => issueShown(model, issue)),
        paging,
      );
    },
    pullRequests: ({ states, orderBy, ...paging }: Listing) => {
      const newest = newestFirst(inState([...model.pullRequests.values()], states), ({ told }) => told.updated_at);
      const all = orderBy?.direction === "ASC" ? newest.toReversed() : newest;
      return connection(
        all.map((each) => pullRequestShown(model, each)),
        paging,
      );
    },
    issueOrPullRequest: ({ number }: { number: number }) => {
      const issue = model.issues.get(number);
      if (issue) return issueShown(model, issue);
      const pullRequest = model.pullRequests.get(number);
      if (pullRequest) return pullRequestShown(model, pullRequest);
      const message = `Could not resolve to an issue or pull request with the number of ${number}.`;
      throw new GraphQLError(message, { extensions: { type: "NOT_FOUND" } });
    },
    deployments: (paging: Paging) => {
      const all = newestFirst([...model.deployments.values()], ({ told }) => told.created_at);
      return connection(all.map(deploymentShown), paging);
    },
    releases: (paging: Paging) => {
      const all = newestFirst([...model.releases.values()], ({ created_at: at }) => at);
      return connection(all.map(releaseShown), paging);
    },
  };
}

/** An issue, pull request or deployment by its global id. */
export function nodeShown(model: RepositoryModel, id: string): Shown | null {
  const all = [
    ...[...model.issues.values()].map((issue) => issueShown(model, issue)),
    ...[...model.pullRequests.values()].map((each) => pullRequestShown(model, each)),
    ...[...model.deployments.values()].map(deploymentShown),
  ];
  return all.find((node) => node.id === id) ?? null;
}

function issueShown(model: RepositoryModel, { told, timeline }: IssueRecord): Shown {
  return {
    ...subjectShown(model, told, timeline),
    __typename: "Issue",
    id: told.node_id ?? `I_${told.number}`,
    stateReason: told.state_reason?.toUpperCase() ?? null,
  };
}

function pullRequestShown(model: RepositoryModel, { told, timeline }: PullRequestRecord): Shown {
  const merge = told.merged_at === null ? null : told.merge_commit_sha;
  return {
    ...subjectShown(model, told, timeline),
    __typename: "PullRequest",
    id: told.node_id ?? `PR_${told.number}`,
    isDraft: told.draft,
    mergedAt: told.merged_at,
    mergeCommit: merge ? { __typename: "Commit", oid: merge } : null,
    baseRefName: told.base.ref,
    headRefName: told.head.ref,
    headRefOid: told.head.sha,
    headRepository: told.head.repo ? { databaseId: told.head.repo.id } : null,
    closingIssuesReferences: (paging: Paging) => {
      const repository = { databaseId: model.repository.id };
      const linked = model.developmentLinks.get(told.number) ?? [];
      return connection(
        linked.map((number) => ({ number, repository })),
        paging,
      );
    },
  };
}

function subjectShown(
  model: RepositoryModel,
  told: IssueRecord["told"] | PullRequestRecord["told"],
  timeline: Map<string, TimelineEvent>,
) {
  return {
    number: told.number,
    title: told.title,
    body: told.body ?? "",
    author: userShown(told.user),
    createdAt: told.created_at,
    updatedAt: told.updated_at,
    closedAt: told.closed_at,
    closed: told.closed_at !== null,
    labels: (paging: Paging) =>
      connection(
        told.labels.map((label) => ({ id: labelNode(label), name: model.labels.get(label.id)?.name ?? label.name })),
        paging,
      ),
    timelineItems: ({ itemTypes, ...paging }: Paging & { itemTypes?: string[] }) => {
      const events = [...timeline.values()].filter(({ __typename: type }) => itemTypes?.includes(enumOf(type)) ?? true);
      const ordered = events.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
      return connection(
        ordered.map((event) => eventShown(model, event, timeline)),
        paging,
      );
    },
  };
}

/** A label is shown under the name that it has now, whatever it was called then. */
function eventShown(model: RepositoryModel, event: TimelineEvent, timeline: Map<string, TimelineEvent>): object {
  const { at: createdAt, labelId, labelTold, reviewId, commit } = event;
  const shown = { ...event, createdAt };
  if (typeof commit === "object" && commit !== null && "oid" in commit)
    return { ...shown, commit: { message: model.messages.get(String(commit.oid)) ?? "", ...commit } };
  if (typeof labelId === "number" && typeof labelTold === "object" && labelTold !== null && "name" in labelTold) {
    const label = model.labels.get(labelId) ?? { id: labelId, name: String(labelTold.name) };
    return { ...shown, label: { id: labelNode(label), name: label.name } };
  }
  if (typeof reviewId !== "string") return shown;
  const review = timeline.get(reviewId);
  return { ...shown, previousReviewState: review?.["verdict"] ?? "COMMENTED", review: review ?? null };
}

function deploymentShown({ told, statuses }: DeploymentRecord): Shown {
  return {
    __typename: "Deployment",
    id: `DE_${told.id}`,
    databaseId: told.id,
    originalEnvironment: told.environment,
    environment: told.environment,
    commitOid: told.sha,
    ref: { name: told.ref },
    createdAt: told.created_at,
    creator: userShown(told.creator ?? null) ?? { __typename: "User", login: "ghost", databaseId: 10_137 },
    statuses: (paging: Paging) =>
      connection(
        newestFirst([...statuses.values()], ({ created_at: at }) => at).map((status) => ({
          id: Buffer.from(`016:DeploymentStatus${status.id}`).toString("base64"),
          state: status.state.toUpperCase(),
          createdAt: status.created_at,
          environment: status.environment ?? told.environment,
        })),
        paging,
      ),
  };
}

function releaseShown(told: RepositoryModel["releases"] extends Map<number, infer R> ? R : never): Shown {
  return {
    __typename: "Release",
    id: `RE_${told.id}`,
    databaseId: told.id,
    tagName: told.tag_name,
    isDraft: told.draft ?? false,
    isPrerelease: told.prerelease ?? false,
    createdAt: told.created_at,
    publishedAt: told.published_at ?? null,
    tagCommit: null,
  };
}

/** `OPEN`, or all. */
function inState<T extends { told: { closed_at: string | null } }>(all: readonly T[], states?: string[] | null): T[] {
  return all.filter(({ told }) => !states || states.includes(told.closed_at === null ? "OPEN" : "CLOSED"));
}

function newestFirst<T>(all: readonly T[], at: (each: T) => string): T[] {
  return all.toSorted((a, b) => (at(a) > at(b) ? -1 : Number(at(a) < at(b))));
}
