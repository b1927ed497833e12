/** Decides which requests a file of a repository is read with. */
import { z } from "zod";
import { address, ask, nameOf, type OctokitFor, once } from "./ask.ts";
import { isGone } from "./failure.ts";
import type { RepositoryAddress, RepositoryFile } from "./github.ts";

export async function fileOnDefaultBranch(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  path: string,
): Promise<RepositoryFile | null> {
  const file = await contentOf(octokitFor, repository, path);
  if (file === null) return null;
  const commit = await latestCommit(octokitFor, repository, path);
  // Where it was removed between the two requests, its push will have it read again.
  return commit === null ? null : { text: file.text, commit };
}

/** Over one megabyte the answer has the encoding `none` and no content. A folder is answered with a list, a submodule with another type. */
const contentShape = z.union([
  z
    .object({ type: z.literal("file"), encoding: z.string(), content: z.string() })
    .transform(({ encoding, content }) => ({
      text: encoding === "base64" ? Buffer.from(content, "base64").toString("utf8") : null,
    })),
  z.unknown().transform(() => null),
]);

async function contentOf(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  path: string,
): Promise<{ text: string | null } | null> {
  return ask({ kind: "read", to: `read ${path} in ${nameOf(repository)}` }, contentShape, async () => {
    const octokit = await octokitFor(repository.installationId);
    try {
      const response = await octokit.request("GET /repos/{owner}/{repo}/contents/{path}", {
        ...address(repository),
        path,
        ...once,
      });
      return response.data;
    } catch (thrown) {
      // No such file, or no such repository that the app may see.
      if (isGone(thrown)) return null;
      throw thrown;
    }
  });
}

async function latestCommit(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  path: string,
): Promise<string | null> {
  const to = `name the latest commit on ${path} in ${nameOf(repository)}`;
  const commits = await ask({ kind: "read", to }, z.array(z.object({ sha: z.string() })), async () => {
    const octokit = await octokitFor(repository.installationId);
    const response = await octokit.request("GET /repos/{owner}/{repo}/commits", {
      ...address(repository),
      path,
      per_page: 1,
      ...once,
    });
    return response.data;
  });
  return commits[0]?.sha ?? null;
}
