/** Decides what an issue with its timeline tells, as GitHub's API shows it: the same facts as its webhooks. */
import { z } from "zod";
import { issueSnapshot } from "../issueSnapshot.ts";
import { act, once } from "../item.ts";
import { itemNumber, text } from "../payload.ts";
import { apiSource } from "../sameFact.ts";
import type { CloseReason, Fact } from "../signal.ts";
import { type ApiContext, apiActor, apiInstant, apiLabel, itemOfApi, labelRefOf, nodes } from "./apiNode.ts";
import { issueLink, issueLinkFacts } from "./issueLinks.ts";
import { eventOf, sharedAct, sharedActFacts } from "./timelineActs.ts";

const reason = z.string().nullish();

const closing = z.object({
  type: z.literal("ClosedEvent"),
  id: z.string(),
  createdAt: apiInstant,
  actor: apiActor,
  stateReason: reason,
});

const issueNode = z.object({
  type: z.literal("Issue"),
  id: text,
  number: itemNumber,
  title: text,
  body: z.string(),
  author: apiActor,
  createdAt: apiInstant,
  updatedAt: apiInstant,
  closedAt: apiInstant.nullable(),
  stateReason: reason,
  labels: nodes(apiLabel).nullable(),
  timelineItems: nodes(z.unknown()),
});

/** Null for what is no issue in the shape that was asked for. */
export function issueNodeFacts(node: unknown, context: ApiContext): Fact[] | null {
  const read = issueNode.safeParse(node);
  if (!read.success) return null;
  const issue = read.data;
  return [
    ...ownFacts(issue, context),
    ...issue.timelineItems.nodes.flatMap((each) => eventFacts(issue, each, context)),
  ];
}

function ownFacts(issue: z.infer<typeof issueNode>, context: ApiContext): Fact[] {
  const event = { type: "Issue", id: issue.id, at: issue.updatedAt, field: "updatedAt" };
  const item = itemOfApi(issue.number, event, issue.author, context);
  const snapshot = issueSnapshot(item, {
    number: issue.number,
    node_id: issue.id,
    title: issue.title,
    body: issue.body,
    user: issue.author,
    labels: (issue.labels?.nodes ?? []).map((label) => labelRefOf(label, context)),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    state_reason: issue.stateReason?.toLowerCase(),
  });
  const opened = { kind: "opened", item: "issue", by: issue.author, draft: false } as const;
  return [snapshot, once(item, "opened", opened, { at: issue.createdAt, source: apiSource("Issue.createdAt") })];
}

function eventFacts(issue: z.infer<typeof issueNode>, node: unknown, context: ApiContext): Fact[] {
  const shared = sharedAct.safeParse(node);
  if (shared.success) return sharedActFacts(issue.number, shared.data, context);
  const link = issueLink.safeParse(node);
  if (link.success) return issueLinkFacts(issue.number, link.data, context);
  const closed = closing.safeParse(node);
  if (!closed.success) return [];
  const { actor: by, stateReason } = closed.data;
  const item = itemOfApi(issue.number, eventOf(closed.data), by, context);
  return [act(item, "closed", { kind: "closed", by, reason: reasonOf(stateReason), merged: false, mergeSha: null })];
}

function reasonOf(told: string | null | undefined): CloseReason | null {
  switch (told) {
    case "COMPLETED":
      return "completed";
    case "NOT_PLANNED":
      return "not-planned";
    case "DUPLICATE":
      return "duplicate";
    default:
      return null;
  }
}
