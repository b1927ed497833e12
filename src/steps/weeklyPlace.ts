/** Decides in which repository's issue a repository is summed up, and therefore which ones an issue is about. */
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import { type KnownRepository, repositoriesOf, repositoryByName } from "../signals/repositories.ts";
import { withWordInConfig } from "../timeline/configStore.ts";
import type { StepContext } from "./stepContext.ts";
import type { IntoRefused, SummarizedRepository } from "./weeklyText.ts";

type Reader = Pick<StepContext, "db" | "readings">;

/** Where it is; with the reason if that is not where its configuration asks for it: then it is its own. */
export type WeeklyPlace = { repository: KnownRepository; refused: IntoRefused | null };

/** Whether it may be summed up at all; whether its team wants it is for its configuration to say. */
export function mayBeSummarized({ installationId, archived, fork }: KnownRepository): boolean {
  return installationId !== null && !archived && !fork;
}

export async function weeklyPlaceOf(
  repository: KnownRepository,
  { weekly }: Pick<RepositoryConfig, "weekly">,
  { db, readings }: Reader,
): Promise<WeeklyPlace> {
  const { into } = weekly;
  if (into === null) return { repository, refused: null };
  const target = await repositoryByName(db, into);
  if (target?.id === repository.id) return { repository, refused: null };
  const wanted = target && (await readings(db, target.id)).current.config.weekly.enabled;
  const reason = reasonAgainst(repository, target, wanted ?? false);
  if (target === null || reason !== null) return { repository, refused: { into, reason: reason ?? notThere } };
  return { repository: target, refused: null };
}

/**
 * Every repository that is summed up in this one's issue, itself first if it is. A repository that names another one is never in both, and one
 * named by others that itself names a third is in the third's.
 */
export async function summarizedIn(place: KnownRepository, context: Reader): Promise<SummarizedRepository[]> {
  const found: SummarizedRepository[] = [];
  for (const repository of [place, ...(await thoseThatMayName(place, context))]) {
    if (!mayBeSummarized(repository)) continue;
    const { config } = (await context.readings(context.db, repository.id)).current;
    if (!config.weekly.enabled) continue;
    const { repository: there, refused } = await weeklyPlaceOf(repository, config, context);
    if (there.id === place.id) found.push({ repository, refused });
  }
  return found;
}

const notThere = "the app's installation that sees this repository does not see that one";

/** Another tenant's repository is spoken of as one that is not there, so that nobody learns of it by naming it. */
function reasonAgainst(from: KnownRepository, target: KnownRepository | null, wanted: boolean): string | null {
  if (target === null || target.installationId === null || target.installationId !== from.installationId) {
    return notThere;
  }
  if (from.private && !target.private) return "a private repository is not summed up in a public one";
  if (target.archived) return "that repository is archived";
  return wanted ? null : "weekly summaries are switched off there";
}

/** Few read whole, of an installation with thousands. */
async function thoseThatMayName({ id, installationId }: KnownRepository, { db }: Reader): Promise<KnownRepository[]> {
  if (installationId === null) return [];
  const others = (await repositoriesOf(db, installationId)).filter((each) => each.id !== id);
  const ids = others.map((each) => each.id);
  const naming = new Set(await withWordInConfig(db, ids, "into"));
  return others.filter((each) => naming.has(each.id));
}
