/** Decides which repositories a question is about: the one in which it stands, or on a summary of several those that the asker may read. */
import { mayUse } from "../commands/rights.ts";
import { whyElsewhere } from "../github/elsewhere.ts";
import { type GitHub, GitHubFailure } from "../github/github.ts";
import { publicationsFrom } from "../github/publications.ts";
import { weeklyPrefix } from "../github/surface.ts";
import type { AskedByComment } from "../signals/questions.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import { addressOf } from "./repositoryAddress.ts";
import type { StepContext } from "./stepContext.ts";
import { summarizedIn } from "./weeklyPlace.ts";
import type { SummarizedRepository } from "./weeklyText.ts";

export type AskedAbout = {
  repositories: readonly SummarizedRepository[];
  /** Null but on a summary of others than the repository in which it stands. */
  shared: { leftOut: boolean } | null;
};

/**
 * By what the summary covers now, and by what the asker may read now, who was let ask at the place itself. Whether there is a repository that is left out is said,
 * and never which.
 */
export async function askedAbout(
  question: Pick<AskedByComment, "thread" | "asker">,
  place: KnownRepository,
  github: GitHub,
  context: StepContext,
): Promise<AskedAbout> {
  const alone: AskedAbout = { repositories: [{ repository: place, refused: null }], shared: null };
  if (!(await isSummary(place.id, question.thread, context))) return alone;
  const summarized = await summarizedIn(place, context);
  if (summarized.every(({ repository }) => repository.id === place.id)) return alone;
  const may = await Promise.all(
    summarized.map(
      async ({ repository }) =>
        repository.id === place.id || (await mayAskAbout(repository, question.asker.login, github, context)),
    ),
  );
  const repositories = summarized.filter((_, index) => may[index]);
  return { repositories, shared: { leftOut: repositories.length < summarized.length } };
}

async function isSummary(repositoryId: number, number: number, { db }: StepContext): Promise<boolean> {
  const summaries = await publicationsFrom(db, repositoryId, weeklyPrefix);
  return summaries.some(({ externalId }) => externalId === number);
}

/** As its own team has set it. What the app may not ask about is as good as not to be read. */
async function mayAskAbout(
  repository: KnownRepository,
  login: string,
  github: GitHub,
  { db, readings }: StepContext,
): Promise<boolean> {
  const address = addressOf(repository);
  if (address === null) return false;
  const { commands } = (await readings(db, repository.id)).current.config;
  try {
    // Rights in a repository that has its name by now are none in this one.
    if ((await whyElsewhere(github, address)) !== null) return false;
    const permission = await github.permissionOf(address, login);
    return mayUse("asking", permission, { commands, isPrivate: repository.private });
  } catch (thrown) {
    if (thrown instanceof GitHubFailure && thrown.meaning === "refused") return false;
    throw thrown;
  }
}
