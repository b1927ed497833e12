/** Decides what a comment tells: that somebody spoke, and when. Its text never enters a fact. */
import { z } from "zod";
import { issue, issueSnapshot } from "./issueSnapshot.ts";
import { type Item, itemOf, once } from "./item.ts";
import { actor, id, instant } from "./payload.ts";
import { pullRequest, pullRequestSnapshot } from "./pullRequestSnapshot.ts";
import type { Fact } from "./signal.ts";
import { translator } from "./translator.ts";

const comment = z.object({ id, user: actor, created_at: instant });

/** In the conversation of an issue or of a pull request, which then comes in the shape of an issue and gives no snapshot. */
export const comments = translator(z.object({ issue, comment }), (told, context) => {
  const item = itemOf("issue", told.issue, context);
  const commented = commentedOf(item, told.comment, "conversation");
  return told.issue.pull_request ? [commented] : [issueSnapshot(item, told.issue), commented];
});

/** On a line of a pull request's diff. */
export const remarks = translator(z.object({ pull_request: pullRequest, comment }), (told, context) => {
  const item = itemOf("pull_request", told.pull_request, context);
  return [pullRequestSnapshot(item, told.pull_request), commentedOf(item, told.comment, "diff")];
});

function commentedOf(item: Item, told: z.infer<typeof comment>, where: "conversation" | "diff"): Fact {
  const moment = { at: told.created_at, source: "comment.created_at" };
  const what = where === "diff" ? "remarked" : "commented";
  return once(item, `${what} ${told.id}`, { kind: "commented", by: told.user, where }, moment);
}
