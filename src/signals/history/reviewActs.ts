/** Decides what the timeline of a pull request tells of its reviews: asked for, given, dismissed. */
import { z } from "zod";
import { type Item, once } from "../item.ts";
import { id, sha, text } from "../payload.ts";
import { requestActs } from "../reviewRequests.ts";
import { reviewStateOf } from "../reviews.ts";
import { apiSource } from "../sameFact.ts";
import type { Fact } from "../signal.ts";
import { type ApiContext, apiActor, apiInstant, bigId, itemOfApi } from "./apiNode.ts";
import { eventOf } from "./timelineActs.ts";

const team = z.object({ type: z.literal("Team"), databaseId: id, slug: text, name: text });

const request = z.object({
  type: z.enum(["ReviewRequestedEvent", "ReviewRequestRemovedEvent"]),
  id: z.string(),
  createdAt: apiInstant,
  actor: apiActor,
  requestedReviewer: z.union([team, apiActor]),
});
const review = z.object({
  type: z.literal("PullRequestReview"),
  id: z.string(),
  databaseId: bigId,
  state: z.string(),
  submittedAt: apiInstant.nullable(),
  author: apiActor,
  reviewedCommit: z.object({ oid: sha }).nullable(),
});
const dismissal = z.object({
  type: z.literal("ReviewDismissedEvent"),
  id: z.string(),
  createdAt: apiInstant,
  actor: apiActor,
  previousReviewState: z.string(),
  review: z.object({ databaseId: bigId, author: apiActor }).nullable(),
});

export const reviewAct = z.discriminatedUnion("type", [request, review, dismissal]);

type ReviewAct = z.infer<typeof reviewAct>;

/** `verdicts` holds what dismissed reviews said, by their ids: the review itself says only that it was dismissed. */
export function reviewActFacts(
  number: number,
  told: ReviewAct,
  verdicts: ReadonlyMap<number, string>,
  context: ApiContext,
): Fact[] {
  switch (told.type) {
    case "PullRequestReview":
      return reviewedOf(number, told, verdicts, context);
    case "ReviewDismissedEvent":
      return dismissedOf(itemOfApi(number, eventOf(told), told.actor, context), told);
    default:
      return [requestOf(itemOfApi(number, eventOf(told), told.actor, context), told)];
  }
}

/** What the reviews said that were dismissed since. */
export function verdictsOf(acts: readonly unknown[]): Map<number, string> {
  return new Map(
    acts.flatMap((node) => {
      const read = dismissal.safeParse(node);
      return read.success && read.data.review ? [[read.data.review.databaseId, read.data.previousReviewState]] : [];
    }),
  );
}

function requestOf(item: Item, told: z.infer<typeof request>): Fact {
  const kind = told.type === "ReviewRequestedEvent" ? "review-requested" : "review-request-removed";
  const asked = told.requestedReviewer;
  if (!("slug" in asked)) return requestActs(item, kind, { requested_reviewer: asked });
  return requestActs(item, kind, { requested_team: { id: asked.databaseId, slug: asked.slug, name: asked.name } });
}

function reviewedOf(
  number: number,
  told: z.infer<typeof review>,
  verdicts: ReadonlyMap<number, string>,
  context: ApiContext,
): Fact[] {
  const { databaseId, submittedAt, author: by } = told;
  const state = reviewStateOf(verdicts.get(databaseId) ?? told.state);
  if (state === null || submittedAt === null) return [];
  const event = { type: told.type, id: told.id, at: submittedAt, field: "submittedAt" };
  const item = itemOfApi(number, event, by, context);
  const commit = told.reviewedCommit?.oid ?? null;
  return [
    once(item, `reviewed ${databaseId}`, { kind: "reviewed", review: databaseId, state, by, commit }, item.updated),
  ];
}

function dismissedOf(item: Item, { review: of, actor: by, createdAt: at }: z.infer<typeof dismissal>): Fact[] {
  if (of === null) return [];
  const moment = { at, source: apiSource("ReviewDismissedEvent.createdAt") };
  const signal = { kind: "review-dismissed", review: of.databaseId, of: of.author, by } as const;
  return [once(item, `dismissed ${of.databaseId}`, signal, moment)];
}
