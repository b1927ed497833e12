/** Decides what happened to a pull request. */
import { z } from "zod";
import { unreachable } from "../errors.ts";
import { understoodEvents } from "./events.ts";
import { act, type Item, itemOf, labelActs, once, touch } from "./item.ts";
import { absent, actor, id, label, sha, text } from "./payload.ts";
import { mergeShaOf, pullRequest, type PullRequestBody, pullRequestSnapshot } from "./pullRequestSnapshot.ts";
import { requestActs, team } from "./reviewRequests.ts";
import type { Fact } from "./signal.ts";
import { momentOr, translator } from "./translator.ts";

const body = z.object({
  action: z.enum(understoodEvents.pull_request),
  pull_request: pullRequest,
  label: label.nullish(),
  assignee: actor.nullish(),
  milestone: z.object({ id }).nullish(),
  requested_reviewer: actor.nullish(),
  requested_team: team.nullish(),
  changes: z.object({ base: z.object({ ref: z.object({ from: text }) }).nullish() }).nullish(),
  before: sha.nullish(),
  after: sha.nullish(),
  reason: text.nullish(),
  comment: absent,
  review: absent,
});

type Body = z.infer<typeof body>;

export const pullRequests = translator(body, (told, context) => {
  const item = itemOf("pull_request", told.pull_request, context);
  return [pullRequestSnapshot(item, told.pull_request), ...actsOf(item, told)];
});

function actsOf(item: Item, told: Body): Fact[] {
  const { action } = told;
  const { by } = item.context;
  switch (action) {
    case "opened":
      return [openedOf(item, told.pull_request)];
    case "closed":
      return [closedOf(item, told.pull_request)];
    case "reopened":
      return [act(item, "reopened", { kind: "reopened", by })];
    case "labeled":
    case "unlabeled":
      return labelActs(item, action, told.label);
    case "assigned":
    case "unassigned":
      return [touch(item, action, told.assignee?.id)];
    case "milestoned":
    case "demilestoned":
      return [touch(item, action, told.milestone?.id)];
    case "edited":
      return [touch(item, action, null), ...retargets(item, told)];
    case "ready_for_review":
      return [act(item, "ready", { kind: "ready", by })];
    case "converted_to_draft":
      return [act(item, "drafted", { kind: "drafted", by })];
    case "synchronize":
      return [pushedOf(item, told)];
    case "review_requested":
      return [requestActs(item, "review-requested", told)];
    case "review_request_removed":
      return [requestActs(item, "review-request-removed", told)];
    case "enqueued":
      return [act(item, "enqueued", { kind: "enqueued", by })];
    case "dequeued":
      return [act(item, "dequeued", { kind: "dequeued", reason: told.reason ?? null })];
    case "auto_merge_enabled":
    case "auto_merge_disabled":
      return [act(item, action, { kind: "auto-merge", on: action === "auto_merge_enabled", by })];
    case "locked":
    case "unlocked":
      return [];
    default:
      return unreachable(action);
  }
}

function openedOf(item: Item, about: PullRequestBody): Fact {
  const moment = { at: about.created_at, source: "pull_request.created_at" };
  const draft = about.draft ?? false;
  return once(item, "opened", { kind: "opened", item: "pull-request", by: about.user, draft }, moment);
}

function closedOf(item: Item, about: PullRequestBody): Fact {
  const closed = momentOr(about.closed_at, "pull_request.closed_at", item.updated);
  const moment = momentOr(about.merged_at, "pull_request.merged_at", closed);
  const merged = about.merged_at !== null;
  const { by } = item.context;
  // A merge is told apart from a closing of the same second, which it would otherwise be merged with.
  return act(
    item,
    merged ? "merged" : "closed",
    { kind: "closed", by, reason: null, merged, mergeSha: mergeShaOf(about) },
    moment,
  );
}

function pushedOf(item: Item, told: Body): Fact {
  const after = told.after ?? told.pull_request.head.sha;
  const before = told.before ?? null;
  return act(item, `pushed ${after}`, { kind: "pushed", before, after, by: item.context.by });
}

function retargets(item: Item, told: Body): Fact[] {
  const from = told.changes?.base?.ref.from;
  if (from === undefined) return [];
  const to = told.pull_request.base.ref;
  return [act(item, `retargeted ${from} ${to}`, { kind: "retargeted", from, to })];
}
