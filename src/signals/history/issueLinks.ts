/** Decides what the timeline of an issue tells of its sub-issues and of what blocks it. */
import { z } from "zod";
import { act } from "../item.ts";
import { id, itemNumber } from "../payload.ts";
import type { Fact } from "../signal.ts";
import { type ApiContext, apiActor, apiInstant, itemOfApi } from "./apiNode.ts";
import { eventOf } from "./timelineActs.ts";

/** Null where the app may not see it. */
const otherIssue = z.object({ number: itemNumber, repository: z.object({ databaseId: id.nullable() }) }).nullable();
const common = { id: z.string(), createdAt: apiInstant, actor: apiActor };

export const issueLink = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["SubIssueAddedEvent", "SubIssueRemovedEvent"]), ...common, subIssue: otherIssue }),
  z.object({
    type: z.enum(["BlockedByAddedEvent", "BlockedByRemovedEvent"]),
    ...common,
    blockingIssue: otherIssue,
  }),
]);

/** Told by the parent and by the blocked issue only, as the link is kept on them. */
export function issueLinkFacts(number: number, told: z.infer<typeof issueLink>, context: ApiContext): Fact[] {
  const { actor: by } = told;
  const item = itemOfApi(number, eventOf(told), by, context);
  const other = "subIssue" in told ? told.subIssue : told.blockingIssue;
  if (other === null) return [];
  const repositoryId = other.repository.databaseId;
  const place = `${repositoryId ?? "-"}#${other.number}`;
  if ("subIssue" in told) {
    const added = told.type === "SubIssueAddedEvent";
    const signal = { kind: "sub-issue", added, child: other.number, childRepositoryId: repositoryId, by } as const;
    return [act(item, `sub-issue ${added ? "added" : "removed"} ${place}`, signal)];
  }
  const added = told.type === "BlockedByAddedEvent";
  const signal = { kind: "blocked-by", added, blocker: other.number, blockerRepositoryId: repositoryId } as const;
  return [act(item, `blocked-by ${added ? "added" : "removed"} ${place}`, signal)];
}
