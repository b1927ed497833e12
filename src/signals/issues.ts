/** Decides what happened to an issue. */
import { z } from "zod";
import { unreachable } from "../errors.ts";
import { understoodEvents } from "./events.ts";
import { closeReasonOf, issue, issueSnapshot } from "./issueSnapshot.ts";
import { act, type Item, itemOf, labelActs, once, touch } from "./item.ts";
import { absent, actor, id, label } from "./payload.ts";
import type { Fact } from "./signal.ts";
import { momentOr, translator } from "./translator.ts";

const body = z.object({
  action: z.enum(understoodEvents.issues),
  issue,
  label: label.nullish(),
  assignee: actor.nullish(),
  milestone: z.object({ id }).nullish(),
  type: z.object({ id }).nullish(),
  comment: absent,
});

export const issues = translator(body, (told, context) => {
  if (told.issue.pull_request) return "the issue is a pull request, which has events of its own";
  const item = itemOf("issue", told.issue, context);
  return [issueSnapshot(item, told.issue), ...actsOf(item, told)];
});

function actsOf(item: Item, told: z.infer<typeof body>): Fact[] {
  const { action } = told;
  const { by } = item.context;
  switch (action) {
    case "opened":
      return [openedOf(item, told.issue)];
    case "closed":
      return [closedOf(item, told.issue)];
    case "reopened":
      return [act(item, "reopened", { kind: "reopened", by })];
    case "deleted":
    case "transferred":
      return [act(item, action, { kind: "removed", how: action })];
    case "labeled":
    case "unlabeled":
      return labelActs(item, action, told.label);
    case "assigned":
    case "unassigned":
      return [touch(item, action, told.assignee?.id)];
    case "milestoned":
    case "demilestoned":
      return [touch(item, action, told.milestone?.id)];
    case "typed":
    case "untyped":
      return [touch(item, action, told.type?.id)];
    case "edited":
      return [touch(item, action, null)];
    case "locked":
    case "unlocked":
    case "pinned":
    case "unpinned":
      return [];
    default:
      return unreachable(action);
  }
}

function openedOf(item: Item, about: z.infer<typeof issue>): Fact {
  const moment = { at: about.created_at, source: "issue.created_at" };
  return once(item, "opened", { kind: "opened", item: "issue", by: about.user, draft: false }, moment);
}

function closedOf(item: Item, about: z.infer<typeof issue>): Fact {
  const moment = momentOr(about.closed_at, "issue.closed_at", item.updated);
  const reason = closeReasonOf(about);
  return act(item, "closed", { kind: "closed", by: item.context.by, reason, merged: false, mergeSha: null }, moment);
}
