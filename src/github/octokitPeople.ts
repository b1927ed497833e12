/** Decides which requests tell what a person may do, and show them that they were heard. */
import { z } from "zod";
import { type Permission, permissions } from "../commands/rights.ts";
import { address, ask, change, nameOf, type OctokitFor, once } from "./ask.ts";
import { isGone } from "./failure.ts";
import type { RepositoryAddress } from "./github.ts";

export async function permissionOf(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  login: string,
): Promise<Permission> {
  const to = `say what ${login} may do in ${nameOf(repository)}`;
  const told = await ask({ kind: "read", to }, permissionShape.nullable(), async () => {
    const octokit = await octokitFor(repository.installationId);
    try {
      const path = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
      const response = await octokit.request(path, { ...address(repository), username: login, ...once });
      return response.data;
    } catch (thrown) {
      // The account is gone, or renamed since it wrote.
      if (isGone(thrown)) return null;
      throw thrown;
    }
  });
  if (told === null) return "none";
  return (
    permissions.find((each) => each === told.role_name) ??
    permissions.find((each) => each === told.permission) ??
    "none"
  );
}

export async function reactWithEyes(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  comment: number,
): Promise<void> {
  await change({ kind: "write", to: `react to comment ${comment} in ${nameOf(repository)}` }, async () => {
    const octokit = await octokitFor(repository.installationId);
    return octokit.request("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", {
      ...address(repository),
      comment_id: comment,
      content: "eyes",
      ...once,
    });
  });
}

/** `permission` knows only none, read, write and admin; `role_name` all roles, those of the organisation's own by the name that it gave them. */
const permissionShape = z.object({ permission: z.string(), role_name: z.string().optional() });
