/** Decides that the app closes a summary of its own that nobody has closed in four weeks; that records no retrospective, since a bot did it. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { refuseElsewhere } from "../github/elsewhere.ts";
import type { GitHub, RepositoryAddress } from "../github/github.ts";
import { publication } from "../github/publications.ts";
import { ownSummaries, weeklyKey } from "../github/surface.ts";
import { secondsBetween } from "../instant.ts";
import { closingOf } from "../reports/weeklySchedule.ts";
import { repositoryById } from "../signals/repositories.ts";
import { addressOf } from "./repositoryAddress.ts";
import type { StepContext } from "./stepContext.ts";

/** Returns after how many seconds to look again; null if that summary needs no more looking. */
export async function closeSummary(
  repositoryId: number,
  week: string,
  github: GitHub,
  { db, now, readings, log }: StepContext,
): Promise<number | null> {
  const repository = await repositoryById(db, repositoryId);
  const address = repository && addressOf(repository);
  if (!address) return null;
  const { config } = (await readings(db, repositoryId)).current;
  const left = secondsBetween(now(), closingOf(week, config));
  if (left > 0) return left;
  const numbers = await standing(repositoryId, address, week, github, db);
  if (numbers.length > 0) await refuseElsewhere(github, address);
  for (const number of numbers) {
    if ((await github.issueState(address, number)) !== "open") continue;
    await github.closeIssue(address, number);
    log.info({ repository: repositoryId, week, number }, "Closed a summary that nobody had closed");
  }
  return null;
}

/** As a rule one; looked for where it is not known whether it was written, or once. */
async function standing(
  repositoryId: number,
  address: RepositoryAddress,
  week: string,
  github: GitHub,
  db: Kysely<Tables>,
): Promise<number[]> {
  const known = await publication(db, repositoryId, weeklyKey(week));
  if (known?.state === "unknown") return (await ownSummaries(github, address, week)).map(({ number }) => number);
  return known?.externalId ? [known.externalId] : [];
}
