/** Decides when commits came to a pull request, as far as its timeline tells: GitHub gives a push no time, only its place among what has one. */
import { z } from "zod";
import type { Instant } from "../../instant.ts";
import { earlier, later } from "../../instant.ts";
import { act } from "../item.ts";
import { sha } from "../payload.ts";
import { guessedPushSource } from "../sameFact.ts";
import type { Fact } from "../signal.ts";
import { type ApiContext, apiInstant, itemOfApi } from "./apiNode.ts";

const commitNode = z.object({
  type: z.literal("PullRequestCommit"),
  id: z.string(),
  pushedCommit: z.object({ oid: sha, committedDate: apiInstant }),
});
const timed = z.union([z.object({ createdAt: apiInstant }), z.object({ submittedAt: apiInstant })]);

type Commit = z.infer<typeof commitNode>;

/**
 * Commits that follow one another are taken as one push, at the time that the last one's author's clock says, but not before what stands before it in the
 * timeline nor after what stands behind it. Those that it was opened with are none. Any better telling of the same push is believed instead.
 */
export function commitPushes(
  about: { number: number; createdAt: Instant },
  timeline: readonly unknown[],
  context: ApiContext,
): Fact[] {
  const pushes: { commit: Commit; after: Instant; before: Instant | null }[] = [];
  let last: Instant = about.createdAt;
  let commit: Commit | null = null;
  for (const node of timeline) {
    const read = commitNode.safeParse(node);
    if (read.success) {
      commit = read.data;
      continue;
    }
    const at = momentOf(node);
    if (at === null) continue;
    if (commit !== null) pushes.push({ commit, after: last, before: at });
    commit = null;
    last = later(last, at);
  }
  if (commit !== null) pushes.push({ commit, after: last, before: null });
  return pushes.flatMap((push) => pushOf(about, push, context));
}

function pushOf(
  { number, createdAt }: { number: number; createdAt: Instant },
  { commit, after, before }: { commit: Commit; after: Instant; before: Instant | null },
  context: ApiContext,
): Fact[] {
  const { oid, committedDate } = commit.pushedCommit;
  const at = later(after, before === null ? committedDate : earlier(before, committedDate));
  if (at <= createdAt) return [];
  const item = itemOfApi(number, { type: commit.type, id: commit.id, at, field: "" }, null, context);
  const signal = { kind: "pushed", before: null, after: oid, by: null } as const;
  return [act(item, `pushed ${oid}`, signal, { at, source: guessedPushSource })];
}

function momentOf(node: unknown): Instant | null {
  const read = timed.safeParse(node);
  if (!read.success) return null;
  return "createdAt" in read.data ? read.data.createdAt : read.data.submittedAt;
}
