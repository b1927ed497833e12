/** Decides when what the app no longer sees is erased: so many days after it was removed from a repository, or uninstalled. */
import type { Kysely } from "kysely";
import { eraseInstallationRows } from "../db/eraseRows.ts";
import type { Tables } from "../db/tables.ts";
import { forgetInstallations, installationsGone, repositoriesGone } from "../signals/repositoryTenants.ts";
import { eraseRepository } from "./eraseRepository.ts";
import type { StepContext } from "./stepContext.ts";

const batchSize = 20;

/** As long as anything can still come of a deleted installation, it is known that it was. */
const lateDays = 4;

/**
 * Returns how many repositories and installations it erased. What is due is read from the directory each time, so that a repository that came back
 * meanwhile is not, however it came to be known.
 */
export async function eraseGone({ db, log }: Pick<StepContext, "db" | "log">, graceDays: number): Promise<number> {
  const repositories = await repositoriesGone(db, graceDays, batchSize);
  for (const { repositoryId, keptFor } of repositories) {
    const rows = await eraseRepository(db, repositoryId, { keptFor, unread: "leave" });
    log.info({ repository: repositoryId, rows }, "Erased a repository from which the app was removed");
  }
  return repositories.length + (await eraseInstallations(db, graceDays));
}

async function eraseInstallations(db: Kysely<Tables>, graceDays: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const gone = await installationsGone(trx, Math.max(graceDays, lateDays), batchSize);
    for (const id of gone) await eraseInstallationRows(trx, id);
    await forgetInstallations(trx, gone);
    return gone.length;
  });
}
