/** Decides what an issue is, as a delivery shows it. */
import { z } from "zod";
import { type Item, once } from "./item.ts";
import { actor, instant, itemNumber, label, maybeInstant, text } from "./payload.ts";
import { namesIn } from "./references.ts";
import type { CloseReason, Fact, RepositoryRef } from "./signal.ts";

export const issue = z.object({
  number: itemNumber,
  node_id: text.optional(),
  title: text,
  body: z.string().nullish(),
  user: actor,
  labels: z.array(label).optional(),
  created_at: instant,
  updated_at: instant,
  closed_at: maybeInstant,
  state_reason: z.string().nullish(),
  /** There only when the issue is in truth a pull request. */
  pull_request: z.unknown().optional(),
});

export type IssueBody = z.infer<typeof issue>;

export function issueSnapshot(item: Item, about: IssueBody): Fact {
  return once(
    item,
    "snapshot",
    {
      kind: "issue-snapshot",
      nodeId: about.node_id ?? null,
      title: about.title,
      author: about.user,
      createdAt: about.created_at,
      closedAt: about.closed_at,
      closeReason: about.closed_at === null ? null : closeReasonOf(about),
      labels: about.labels ?? [],
      names: namesOf(about, item.context.repository),
    },
    item.updated,
  );
}

/** Null where GitHub gives none, as it did before 2022, or one that the app does not know. */
export function closeReasonOf(about: IssueBody): CloseReason | null {
  switch (about.state_reason) {
    case "completed":
    case "duplicate":
      return about.state_reason;
    case "not_planned":
      return "not-planned";
    default:
      return null;
  }
}

function namesOf(about: IssueBody, repository: RepositoryRef): number[] {
  return namesIn(about.title, about.body ?? "", repository.fullName);
}
