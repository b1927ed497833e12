/** Decides which requests the app's comments are listed, written and removed with. */
import { z } from "zod";
import { address, ask, change, nameOf, type OctokitFor, once } from "./ask.ts";
import type { OwnComment, RepositoryAddress } from "./github.ts";
import { type AppIdentity, isByApp } from "./identity.ts";
import { bears } from "./marker.ts";

export async function ownComments(
  octokitFor: OctokitFor,
  app: AppIdentity,
  repository: RepositoryAddress,
  number: number,
  marker: string,
): Promise<OwnComment[]> {
  const to = `list the comments of ${nameOf(repository)}#${number}`;
  const all = await ask({ kind: "read", to }, z.array(commentShape), async () => {
    const octokit = await octokitFor(repository.installationId);
    return octokit.paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      ...address(repository),
      issue_number: number,
      per_page: 100,
      ...once,
    });
  });
  const own = all.filter((comment) => isByApp(comment, app) && bears(comment.body, marker));
  // Ids count up, so the least is the oldest.
  return own.map(({ id, body }) => ({ id, body })).toSorted((a, b) => a.id - b.id);
}

export async function createComment(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  number: number,
  body: string,
): Promise<OwnComment> {
  const created = await ask(
    { kind: "write", to: `comment on ${nameOf(repository)}#${number}` },
    commentShape,
    async () => {
      const octokit = await octokitFor(repository.installationId);
      const response = await octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
        ...address(repository),
        issue_number: number,
        body,
        ...once,
      });
      return response.data;
    },
  );
  return { id: created.id, body: created.body };
}

export async function updateComment(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  id: number,
  body: string,
): Promise<"updated" | "gone"> {
  return change({ kind: "write", to: `update comment ${id} in ${nameOf(repository)}` }, async () => {
    const octokit = await octokitFor(repository.installationId);
    return octokit.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
      ...address(repository),
      comment_id: id,
      body,
      ...once,
    });
  });
}

/** A comment that is gone already is as deleted as it can be. */
export async function deleteComment(octokitFor: OctokitFor, repository: RepositoryAddress, id: number): Promise<void> {
  await change({ kind: "write", to: `delete comment ${id} in ${nameOf(repository)}` }, async () => {
    const octokit = await octokitFor(repository.installationId);
    return octokit.request("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", {
      ...address(repository),
      comment_id: id,
      ...once,
    });
  });
}

const commentShape = z.object({
  id: z.number(),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? ""),
  user: z.object({ login: z.string(), type: z.string() }).nullable(),
  performed_via_github_app: z.object({ id: z.number() }).nullish(),
});
