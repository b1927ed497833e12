/** Decides what a push, or a new branch or tag, tells. Commit messages and authors never enter a fact. */
import { z } from "zod";
import { coAuthorsOfCommit } from "./authorship.ts";
import { instant, sha, text } from "./payload.ts";
import type { Fact, RepositorySignal } from "./signal.ts";
import { type Context, fact, receipt, translator } from "./translator.ts";

const paths = z.array(text).optional();

const pushedCommit = z.object({
  id: sha,
  added: paths,
  removed: paths,
  modified: paths,
  message: z.string().optional(),
  distinct: z.boolean().optional(),
});

const push = z.object({
  ref: text,
  before: sha,
  after: sha,
  forced: z.boolean().optional(),
  commits: z.array(pushedCommit).optional(),
});

type Push = z.infer<typeof push>;

export const pushes = translator(push, (told, context) => {
  const { branch, tag } = namesIn(told.ref);
  if (tag !== undefined) return tagPushed(told, tag, context);
  if (branch === undefined) return "the ref is neither a branch nor a tag";
  if (branch.startsWith(mergeQueuePrefix)) return "the branch is the merge queue's own";
  const signal: RepositorySignal = {
    kind: "branch-pushed",
    branch,
    before: commitOrNull(told.before),
    after: commitOrNull(told.after),
    forced: told.forced ?? false,
    commits: (told.commits ?? []).map(({ id }) => id),
    coAuthors: coAuthorsOf(told, branch === context.repository.defaultBranch),
    paths: pathsOf(told),
    toDefaultBranch: branch === context.repository.defaultBranch,
    by: context.by,
  };
  return [repositoryFact(context, `pushed ${branch} ${told.before} ${told.after}`, signal)];
});

const creation = z.object({
  ref: text,
  ref_type: z.string(),
  /** Only here is a creation unlike a deletion. */
  master_branch: z.string(),
  repository: z.object({ pushed_at: instant.optional() }),
});

/** A branch made again under the same name is told apart by the repository's last push, the only moment in the payload that moves with it. */
export const creations = translator(creation, (told, context) => {
  const key = `created ${told.ref_type} ${told.ref} ${told.repository.pushed_at ?? ""}`.trimEnd();
  if (told.ref_type === "tag") return [repositoryFact(context, key, { kind: "tag-created", tag: told.ref, sha: null })];
  if (told.ref_type !== "branch") return "neither a branch nor a tag was created";
  if (told.ref.startsWith(mergeQueuePrefix)) return "the branch is the merge queue's own";
  return [repositoryFact(context, key, { kind: "branch-created", branch: told.ref, by: context.by })];
});

const mergeQueuePrefix = "gh-readonly-queue/";
const noCommit = /^0+$/;
/** GitHub's own limit on the files that it lists of a commit. Sorted by code unit, `.github/` stands near the front and is not cut. */
const mostPaths = 3000;

function namesIn(ref: string): { branch?: string | undefined; tag?: string | undefined } {
  return /^refs\/(?:heads\/(?<branch>.+)|tags\/(?<tag>.+))$/s.exec(ref)?.groups ?? {};
}

/** The `create` event of a tag tells no commit: its push does. */
function tagPushed(told: Push, tag: string, context: Context): Fact[] | string {
  const commit = commitOrNull(told.after);
  if (commit === null) return "the tag was deleted";
  return [
    repositoryFact(context, `pushed tag ${tag} ${told.before} ${commit}`, { kind: "tag-created", tag, sha: commit }),
  ];
}

function pathsOf(told: Push): string[] {
  const all = new Set<string>();
  for (const commit of told.commits ?? []) {
    for (const list of [commit.added, commit.removed, commit.modified]) list?.forEach((path) => all.add(path));
  }
  return [...all].toSorted().slice(0, mostPaths);
}

/**
 * A branch that takes in another, or is rebased onto it, brings commits that are somebody else's work: GitHub says of them that they are not distinct. On
 * the default branch everything merged is, and counts.
 */
function coAuthorsOf({ commits = [] }: Push, onDefaultBranch: boolean): Record<string, string[]> {
  const own = commits.filter(({ distinct }) => onDefaultBranch || distinct !== false);
  const found = own.map(({ id, message }) => [id, coAuthorsOfCommit(message ?? "")] as const);
  return Object.fromEntries(found.filter(([, coAuthors]) => coAuthors.length > 0));
}

function commitOrNull(commit: string): string | null {
  return noCommit.test(commit) ? null : commit;
}

function repositoryFact(context: Context, key: string, signal: RepositorySignal): Fact {
  return fact(context, "repository", key, receipt(context), signal);
}
