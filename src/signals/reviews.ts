/** Decides what a review of a pull request tells. */
import { z } from "zod";
import { understoodEvents } from "./events.ts";
import { type Item, itemOf, once } from "./item.ts";
import { actor, id, maybeInstant, sha } from "./payload.ts";
import { pullRequest, pullRequestSnapshot } from "./pullRequestSnapshot.ts";
import type { Fact, ReviewState } from "./signal.ts";
import { momentOr, receipt, translator } from "./translator.ts";

const review = z.object({
  id,
  user: actor,
  state: z.string(),
  commit_id: sha.nullish(),
  submitted_at: maybeInstant.optional(),
  updated_at: maybeInstant.optional(),
});

type Review = z.infer<typeof review>;

const body = z.object({ action: z.enum(understoodEvents.pull_request_review), review, pull_request: pullRequest });

export const reviews = translator(body, (told, context) => {
  const item = itemOf("pull_request", told.pull_request, context);
  const snapshot = pullRequestSnapshot(item, told.pull_request);
  if (told.action === "dismissed") return [snapshot, dismissedOf(item, told.review)];
  return [snapshot, ...reviewedOf(item, told.review)];
});

/** A thread was resolved or opened again: no act of its own, but it shows the pull request. */
export const threads = translator(z.object({ pull_request: pullRequest, thread: z.object({}) }), (told, context) => [
  pullRequestSnapshot(itemOf("pull_request", told.pull_request, context), told.pull_request),
]);

/** An edit of its text sends the verdict again, at the same time. Dismissed since, the verdict is no longer in the payload. */
function reviewedOf(item: Item, told: Review): Fact[] {
  const state = reviewStateOf(told.state);
  if (state === null) return [];
  const moment = momentOr(told.submitted_at, "review.submitted_at", receipt(item.context));
  const commit = told.commit_id ?? null;
  return [
    once(item, `reviewed ${told.id}`, { kind: "reviewed", review: told.id, state, by: told.user, commit }, moment),
  ];
}

function dismissedOf(item: Item, told: Review): Fact {
  const moment = momentOr(told.updated_at, "review.updated_at", receipt(item.context));
  const { by } = item.context;
  return once(item, `dismissed ${told.id}`, { kind: "review-dismissed", review: told.id, of: told.user, by }, moment);
}

/** Webhooks write states in small letters, the API in capitals. */
export function reviewStateOf(state: string): ReviewState | null {
  switch (state.toLowerCase()) {
    case "approved":
      return "approved";
    case "changes_requested":
      return "changes-requested";
    case "commented":
      return "commented";
    default:
      return null;
  }
}
