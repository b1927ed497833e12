/** Decides how the labels of stages and tasks that a repository lacks are made. */
import type { LabelsMade } from "../commands/reading.ts";
import { missingLabels } from "../commands/setup.ts";
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import { type GitHub, GitHubFailure, type RepositoryAddress } from "../github/github.ts";

/** One after the other; `stillHeld` is asked before each, since GitHub is asked for one write a second. Stops at a refusal, and throws what may pass. */
export async function makeLabels(
  github: GitHub,
  repository: RepositoryAddress,
  config: Pick<RepositoryConfig, "labels">,
  stillHeld: () => Promise<boolean>,
): Promise<LabelsMade> {
  const { missing, present } = missingLabels(await github.labelNames(repository), config);
  const made: string[] = [];
  for (const label of missing) {
    if (!(await stillHeld())) break;
    try {
      const outcome = await github.createLabel(repository, label);
      if (outcome === "created") made.push(label.name);
    } catch (thrown) {
      if (!(thrown instanceof GitHubFailure) || thrown.meaning !== "refused") throw thrown;
      return { made, present, refused: thrown.message };
    }
  }
  return { made, present, refused: null };
}
