/** Decides what a pull request is, as a delivery shows it. */
import { z } from "zod";
import { coAuthorsOfDescription, footerIn } from "./authorship.ts";
import { type Item, once } from "./item.ts";
import { actor, id, instant, itemNumber, label, maybeInstant, sha, text } from "./payload.ts";
import { closedBy, revertedBy } from "./references.ts";
import type { Fact } from "./signal.ts";

export const pullRequest = z.object({
  number: itemNumber,
  node_id: text.optional(),
  title: text,
  body: z.string().nullish(),
  user: actor,
  labels: z.array(label).optional(),
  draft: z.boolean().optional(),
  created_at: instant,
  updated_at: instant,
  closed_at: maybeInstant,
  merged_at: maybeInstant,
  merge_commit_sha: sha.nullish(),
  base: z.object({ ref: text }),
  head: z.object({ ref: text, sha, repo: z.object({ id }).nullish() }),
});

export type PullRequestBody = z.infer<typeof pullRequest>;

export function pullRequestSnapshot(item: Item, about: PullRequestBody): Fact {
  const { fullName, defaultBranch } = item.context.repository;
  const prose = about.body ?? "";
  return once(
    item,
    "snapshot",
    {
      kind: "pull-request-snapshot",
      nodeId: about.node_id ?? null,
      title: about.title,
      author: about.user,
      createdAt: about.created_at,
      closedAt: about.closed_at,
      mergedAt: about.merged_at,
      mergeSha: mergeShaOf(about),
      draft: about.draft ?? false,
      labels: about.labels ?? [],
      base: about.base.ref,
      defaultBranch,
      head: about.head.ref,
      headSha: about.head.sha,
      headRepositoryId: about.head.repo?.id ?? null,
      closes: about.base.ref === defaultBranch ? closedBy(prose, fullName) : [],
      reverts: revertedBy(about.head.ref, prose, fullName),
      coAuthors: coAuthorsOfDescription(prose),
      footer: footerIn(prose),
    },
    item.updated,
  );
}

/** Null before the merge: until then the field holds GitHub's own trial merge. */
export function mergeShaOf(about: PullRequestBody): string | null {
  return about.merged_at === null ? null : (about.merge_commit_sha ?? null);
}
