/** Decides with which request it is made sure that a name still means the repository that it meant. */
import { z } from "zod";
import { address, ask, nameOf, type OctokitFor, once } from "./ask.ts";
import { isGone } from "./failure.ts";
import type { RepositoryAddress } from "./github.ts";

export async function repositoryIdAt(octokitFor: OctokitFor, repository: RepositoryAddress): Promise<number | null> {
  return ask({ kind: "read", to: `show ${nameOf(repository)}` }, z.number().nullable(), async () => {
    const octokit = await octokitFor(repository.installationId);
    try {
      return (await octokit.request("GET /repos/{owner}/{repo}", { ...address(repository), ...once })).data.id;
    } catch (thrown) {
      if (isGone(thrown)) return null;
      throw thrown;
    }
  });
}
