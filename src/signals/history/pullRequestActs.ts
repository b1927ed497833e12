/** Decides what only a pull request's timeline tells: drafts, merges, pushes by force, the merge queue, another base. */
import { z } from "zod";
import { act } from "../item.ts";
import { sha, text } from "../payload.ts";
import type { Fact } from "../signal.ts";
import { type ApiContext, apiActor, apiInstant, itemOfApi } from "./apiNode.ts";
import { eventOf } from "./timelineActs.ts";

const common = { id: z.string(), createdAt: apiInstant, actor: apiActor };
const commit = z.object({ oid: sha }).nullable();

export const pullRequestAct = z.discriminatedUnion("type", [
  z.object({
    type: z.enum([
      "ReadyForReviewEvent",
      "ConvertToDraftEvent",
      "ClosedEvent",
      "AddedToMergeQueueEvent",
      "AutoMergeEnabledEvent",
      "AutoSquashEnabledEvent",
      "AutoRebaseEnabledEvent",
      "AutoMergeDisabledEvent",
    ]),
    ...common,
  }),
  z.object({ type: z.literal("RemovedFromMergeQueueEvent"), ...common, reason: text.nullable() }),
  z.object({ type: z.literal("MergedEvent"), ...common, mergedCommit: commit }),
  z.object({ type: z.literal("HeadRefForcePushedEvent"), ...common, beforeCommit: commit, afterCommit: commit }),
  z.object({ type: z.literal("BaseRefChangedEvent"), ...common, previousRefName: text, currentRefName: text }),
]);

export type PullRequestAct = z.infer<typeof pullRequestAct>;

/** `mergedAt` is the pull request's; GitHub tells of a closing beside each merge, which is no second one. */
export function pullRequestActFacts(
  number: number,
  told: PullRequestAct,
  merge: { at: string | null; sha: string | null },
  context: ApiContext,
): Fact[] {
  const { actor: by } = told;
  const item = itemOfApi(number, eventOf(told), by, context);
  switch (told.type) {
    case "ReadyForReviewEvent":
      return [act(item, "ready", { kind: "ready", by })];
    case "ConvertToDraftEvent":
      return [act(item, "drafted", { kind: "drafted", by })];
    case "ClosedEvent":
      if (merge.at !== null && told.createdAt >= merge.at) return [];
      return [act(item, "closed", { kind: "closed", by, reason: null, merged: false, mergeSha: null })];
    case "MergedEvent": {
      const mergeSha = merge.sha ?? told.mergedCommit?.oid ?? null;
      return [act(item, "merged", { kind: "closed", by, reason: null, merged: true, mergeSha })];
    }
    case "HeadRefForcePushedEvent": {
      const after = told.afterCommit?.oid;
      const before = told.beforeCommit?.oid ?? null;
      return after === undefined ? [] : [act(item, `pushed ${after}`, { kind: "pushed", before, after, by })];
    }
    case "BaseRefChangedEvent": {
      const { previousRefName: from, currentRefName: to } = told;
      return [act(item, `retargeted ${from} ${to}`, { kind: "retargeted", from, to })];
    }
    case "AddedToMergeQueueEvent":
      return [act(item, "enqueued", { kind: "enqueued", by })];
    case "RemovedFromMergeQueueEvent":
      return [act(item, "dequeued", { kind: "dequeued", reason: told.reason })];
    case "AutoMergeDisabledEvent":
      return [act(item, "auto_merge_disabled", { kind: "auto-merge", on: false, by })];
    default:
      return [act(item, "auto_merge_enabled", { kind: "auto-merge", on: true, by })];
  }
}
