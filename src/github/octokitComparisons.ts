/** Decides which requests two commits are compared with. */
import { z } from "zod";
import { address, ask, nameOf, type OctokitFor, once } from "./ask.ts";
import { isGone } from "./failure.ts";
import type { Comparison, RepositoryAddress } from "./github.ts";

const perPage = 250;
const mostPages = 8;

/** Paged, GitHub lists all commits; unpaged only the latest 250. */
export async function compare(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  base: string,
  head: string,
): Promise<Comparison | null> {
  const commits: string[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await pageOf(octokitFor, repository, { base, head, page });
    if (answer === null || answer.total_commits > mostPages * perPage) return null;
    commits.push(...answer.commits.map(({ sha }) => sha));
    if (commits.length >= answer.total_commits || answer.commits.length === 0)
      return { status: answer.status, commits };
  }
  return null;
}

const answerShape = z
  .object({
    status: z.enum(["ahead", "behind", "identical", "diverged"]),
    total_commits: z.int().nonnegative(),
    commits: z.array(z.object({ sha: z.string() })),
  })
  .nullable();

async function pageOf(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  { base, head, page }: { base: string; head: string; page: number },
): Promise<z.infer<typeof answerShape>> {
  const to = `compare ${base} and ${head} in ${nameOf(repository)}`;
  return ask({ kind: "read", to }, answerShape, async () => {
    const octokit = await octokitFor(repository.installationId);
    try {
      const response = await octokit.request("GET /repos/{owner}/{repo}/compare/{basehead}", {
        ...address(repository),
        basehead: `${base}...${head}`,
        per_page: perPage,
        page,
        ...once,
      });
      return response.data;
    } catch (thrown) {
      // A commit that was pushed away, or a repository that the app may not see.
      if (isGone(thrown)) return null;
      throw thrown;
    }
  });
}
