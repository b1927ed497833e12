/** Decides which requests labels are listed and made with. */
import { z } from "zod";
import { address, ask, nameOf, type OctokitFor, once } from "./ask.ts";
import type { NewLabel, RepositoryAddress } from "./github.ts";

export async function labelNames(octokitFor: OctokitFor, repository: RepositoryAddress): Promise<string[]> {
  const shape = z.array(z.object({ name: z.string() }));
  const all = await ask({ kind: "read", to: `list the labels of ${nameOf(repository)}` }, shape, async () => {
    const octokit = await octokitFor(repository.installationId);
    return octokit.paginate("GET /repos/{owner}/{repo}/labels", { ...address(repository), per_page: 100, ...once });
  });
  return all.map(({ name }) => name);
}

export async function createLabel(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  label: NewLabel,
): Promise<"created" | "present"> {
  const to = `make the label ${label.name} in ${nameOf(repository)}`;
  return ask({ kind: "write", to }, z.enum(["created", "present"]), async () => {
    const octokit = await octokitFor(repository.installationId);
    try {
      await octokit.request("POST /repos/{owner}/{repo}/labels", { ...address(repository), ...label, ...once });
      return "created";
    } catch (thrown) {
      if (alreadyThere.safeParse(thrown).success) return "present";
      throw thrown;
    }
  });
}

const alreadyThere = z.object({
  status: z.literal(422),
  response: z.object({ data: z.object({ errors: z.array(z.object({ code: z.literal("already_exists") })) }) }),
});
