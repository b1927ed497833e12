/** Decides which events GitHub puts into timelines for what it sends a delivery of. */
import { addSeconds } from "../../../src/instant.ts";
import type { Delivery } from "../../../src/signals/delivery.ts";
import type { LabelTold, Told, User } from "./payloadShapes.ts";
import type { TimelineEvent } from "./repositoryModel.ts";

type Placed = { number: number; event: TimelineEvent };

/** `before` is what the issue or pull request was until then. */
export function timelineEvents(delivery: Delivery, told: Told, before: { title: string } | undefined): Placed[] {
  if (delivery.event === "sub_issues" || delivery.event === "issue_dependencies") return linkEvents(delivery, told);
  if (delivery.event === "issue_comment") return commentEvents(told);
  if (delivery.event === "pull_request_review") return reviewEvents(delivery, told);
  const about = told.pull_request ?? told.issue;
  if (!about || (delivery.event !== "issues" && delivery.event !== "pull_request")) return [];
  const at = told.action === "closed" ? (about.closed_at ?? about.updated_at) : about.updated_at;
  const event = (type: string, fields: object = {}, moment = at): Placed => ({
    number: about.number,
    event: { __typename: type, id: `${type}_${delivery.id}`, at: moment, actor: userShown(told.sender), ...fields },
  });
  return eventsOf(told, event, before);
}

type NewEvent = (type: string, fields?: object, at?: string) => Placed;

function eventsOf(told: Told, event: NewEvent, before: { title: string } | undefined): Placed[] {
  const plain = plainEvents[told.action ?? ""];
  if (plain !== undefined) return [event(plain)];
  switch (told.action) {
    case "labeled":
    case "unlabeled":
      return told.label
        ? [
            event(told.action === "labeled" ? "LabeledEvent" : "UnlabeledEvent", {
              labelId: told.label.id,
              labelTold: told.label,
            }),
          ]
        : [];
    case "assigned":
    case "unassigned":
      return [
        event(told.action === "assigned" ? "AssignedEvent" : "UnassignedEvent", { assignee: userShown(told.assignee) }),
      ];
    case "review_requested":
    case "review_request_removed":
      return [
        event(told.action === "review_requested" ? "ReviewRequestedEvent" : "ReviewRequestRemovedEvent", {
          requestedReviewer: reviewerShown(told),
        }),
      ];
    case "dequeued":
      return [event("RemovedFromMergeQueueEvent", { reason: told.reason ?? null })];
    case "edited":
      return editEvents(told, event, before);
    case "opened":
    case "synchronize":
      return told.pull_request ? [commitEvent(event, told.pull_request)] : [];
    case "closed":
      return closeEvents(told, event);
    default:
      return [];
  }
}

const plainEvents: Record<string, string> = {
  reopened: "ReopenedEvent",
  milestoned: "MilestonedEvent",
  demilestoned: "DemilestonedEvent",
  typed: "IssueTypeAddedEvent",
  untyped: "IssueTypeRemovedEvent",
  ready_for_review: "ReadyForReviewEvent",
  converted_to_draft: "ConvertToDraftEvent",
  enqueued: "AddedToMergeQueueEvent",
  auto_merge_enabled: "AutoMergeEnabledEvent",
  auto_merge_disabled: "AutoMergeDisabledEvent",
};

/** Committed a minute before the push. */
function commitEvent(event: NewEvent, about: { head: { sha: string }; updated_at: string }): Placed {
  const committedDate = addSeconds(about.updated_at, -60);
  return event("PullRequestCommit", { commit: { __typename: "Commit", oid: about.head.sha, committedDate } });
}

/** GitHub puts only the changes of a title and of the base into a timeline. */
function editEvents(told: Told, event: NewEvent, before: { title: string } | undefined): Placed[] {
  const about = told.pull_request ?? told.issue;
  const from = told.changes?.base?.ref.from;
  const to = told.pull_request?.base.ref;
  return [
    ...(before !== undefined && about?.title !== before.title
      ? [event("RenamedTitleEvent", { previousTitle: before.title, currentTitle: about?.title })]
      : []),
    ...(from !== undefined ? [event("BaseRefChangedEvent", { previousRefName: from, currentRefName: to })] : []),
  ];
}

function closeEvents(told: Told, event: NewEvent): Placed[] {
  const { merged_at: mergedAt = null, merge_commit_sha: oid } = told.pull_request ?? {};
  const closed = event("ClosedEvent", { stateReason: told.issue?.state_reason?.toUpperCase() ?? null });
  return mergedAt === null
    ? [closed]
    : [event("MergedEvent", { commit: { __typename: "Commit", oid } }, mergedAt), closed];
}

function commentEvents({ issue, comment }: Told): Placed[] {
  if (!issue || !comment) return [];
  const id = `IC_${comment.id}`;
  const fields = { databaseId: comment.id, fullDatabaseId: String(comment.id), author: userShown(comment.user) };
  return [{ number: issue.number, event: { __typename: "IssueComment", id, at: comment.created_at, ...fields } }];
}

function reviewEvents(delivery: Delivery, told: Told): Placed[] {
  const { review, pull_request: about } = told;
  if (!review || !about) return [];
  const id = `PRR_${review.id}`;
  const author = userShown(review.user);
  const fields = { databaseId: review.id, fullDatabaseId: String(review.id), author };
  const at = review.submitted_at ?? about.updated_at;
  const place = (event: TimelineEvent) => ({ number: about.number, event });
  if (told.action !== "dismissed") {
    const commit = review.commit_id ? { __typename: "Commit", oid: review.commit_id } : null;
    const state = review.state.toUpperCase();
    return [
      place({ __typename: "PullRequestReview", id, at, ...fields, state, verdict: state, submittedAt: at, commit }),
    ];
  }
  const dismissal = { __typename: "ReviewDismissedEvent", id: `RDE_${delivery.id}`, at: about.updated_at };
  return [
    place({ __typename: "PullRequestReview", id, at, state: "DISMISSED", ...fields }),
    place({ ...dismissal, actor: userShown(told.sender), reviewId: id }),
  ];
}

function linkEvents(delivery: Delivery, told: Told): Placed[] {
  const [type, holder, other, repository] = linkOf(told);
  if (!type || !holder || !other) return [];
  const databaseId = repository?.id ?? told.repository.id;
  const event = {
    __typename: type,
    id: `${type}_${delivery.id}`,
    at: holder.updated_at,
    actor: userShown(told.sender),
  };
  const shown = { __typename: "Issue", number: other.number, repository: { __typename: "Repository", databaseId } };
  return [
    { number: holder.number, event: { ...event, [type.startsWith("Sub") ? "subIssue" : "blockingIssue"]: shown } },
  ];
}

function linkOf(told: Told) {
  const { parent_issue: parent, sub_issue: child, blocked_issue: blocked, blocking_issue: blocker } = told;
  switch (told.action) {
    case "sub_issue_added":
      return ["SubIssueAddedEvent", parent, child, told.sub_issue_repo] as const;
    case "sub_issue_removed":
      return ["SubIssueRemovedEvent", parent, child, told.sub_issue_repo] as const;
    case "blocked_by_added":
      return ["BlockedByAddedEvent", blocked, blocker, told.blocking_issue_repo] as const;
    case "blocked_by_removed":
      return ["BlockedByRemovedEvent", blocked, blocker, told.blocking_issue_repo] as const;
    default:
      return [null, null, null, null] as const;
  }
}

function reviewerShown({ requested_team: team, requested_reviewer: reviewer }: Told): object | null {
  if (!team) return userShown(reviewer);
  return { __typename: "Team", databaseId: team.id, slug: team.slug ?? team.name, name: team.name };
}

/** Bots lose the end of their names here, as in GitHub's GraphQL; who deleted the account is nobody. */
export function userShown(user: User | undefined): object | null {
  if (!user) return null;
  const bot = user.type === "Bot" || user.login.endsWith("[bot]");
  return { __typename: bot ? "Bot" : "User", login: user.login.replace(/\[bot\]$/, ""), databaseId: user.id };
}

export function labelNode({ id, node_id: node }: LabelTold): string {
  return node ? node : `LA_${id}`;
}
