/** Decides how soon a pull request's texts are written: at once where something was heard, and at leisure where only its history was read. */
import type { Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import { publication } from "../github/publications.ts";
import { checkKey, commentKey } from "../github/surface.ts";
import { askFor } from "../intake/dueWork.ts";
import { askInTurn } from "../intake/workInTurn.ts";
import { repositoriesOf, repositoryById } from "../signals/repositories.ts";
import { isOfApi } from "../signals/sameFact.ts";
import type { Fact } from "../signals/signal.ts";
import type { PullRequestTimeline } from "../timeline/timeline.ts";

/**
 * Hundreds of pull requests may be open when the app comes. Their checks are written four a minute for each installation, 240 an hour, which leaves the rest of the
 * 400 writes that an installation may send in an hour to what happens meanwhile.
 */
const everySeconds = 15;

type Written = Pick<PullRequestTimeline, "number" | "closedAt" | "headSha">;

export async function askForTexts(
  trx: Transaction<Tables>,
  repositoryId: number,
  pullRequests: readonly Written[],
  facts: readonly Fact[],
): Promise<void> {
  const heard = new Set(facts.filter((fact) => !isOfApi(fact)).map(({ subject }) => subject));
  const isHeard = ({ number, headSha }: Written) => heard.has(`#${number}`) || heard.has(`commit ${headSha}`);
  const atOnce = pullRequests.filter(isHeard);
  const atLeisure: Written[] = [];
  for (const each of pullRequests.filter((one) => !isHeard(one))) {
    if (await concernsAText(trx, repositoryId, each)) atLeisure.push(each);
  }
  await askFor(trx, "publish", repositoryId, atOnce.map(subjectOf));
  if (atLeisure.length === 0) return;
  const among = await installedWith(trx, repositoryId);
  await askInTurn(trx, "publish", repositoryId, atLeisure.map(subjectOf), { everySeconds, among });
}

/** One that was closed before the app came gets no text any more. */
async function concernsAText(
  trx: Transaction<Tables>,
  repositoryId: number,
  { number, closedAt, headSha }: Written,
): Promise<boolean> {
  if (closedAt === null) return true;
  const known = [
    await publication(trx, repositoryId, commentKey(number)),
    await publication(trx, repositoryId, checkKey(headSha)),
  ];
  return known.some((each) => each !== null);
}

async function installedWith(trx: Transaction<Tables>, repositoryId: number): Promise<number[]> {
  const repository = await repositoryById(trx, repositoryId);
  if (!repository || repository.installationId === null) return [repositoryId];
  return (await repositoriesOf(trx, repository.installationId)).map(({ id }) => id);
}

function subjectOf({ number }: Written): string {
  return `#${number}`;
}
