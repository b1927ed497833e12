/** Decides how the rows of a repository, or of an installation as a whole, are taken out of every table. */
import { sql, type Transaction } from "kysely";
import type { Tables } from "./tables.ts";
import { tenantTables } from "./tenantTables.ts";

/** What is stored and not read yet is left where the deliveries of another installation may be among it. */
export type Unread = "erase" | "leave";

/**
 * Takes out at most so many rows of each table, so that no transaction takes long; returns how many. The row of the repository itself goes last, when
 * nothing else is left. Call it while you act for the repository alone, and hold it.
 */
export async function eraseSomeRows(
  trx: Transaction<Tables>,
  repositoryId: number,
  unread: Unread,
  limit = 5_000,
): Promise<number> {
  let erased = 0;
  for (const table of tenantTables) {
    // What says that it was erased is not erased with it.
    if (table === "erased_repositories") continue;
    const isKept = table === "deliveries" && unread === "leave" ? sql`state = 'stored'` : sql`false`;
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where ctid = any (array(
        select ctid from ${sql.table(table)} where repository_id = ${repositoryId} and not ${isKept} limit ${limit}
      ))`.execute(trx);
    erased += Number(numAffectedRows ?? 0);
  }
  if (erased === 0) await sql`delete from repositories where id = ${repositoryId}`.execute(trx);
  return erased;
}

/** Bodies that tell of an installation as a whole name all its repositories. */
export async function erasePayloadsOfInstallation(trx: Transaction<Tables>, installationId: number): Promise<void> {
  await sql`
    update deliveries set payload = null
    where installation_id = ${installationId} and repository_id is null and payload is not null and state <> 'stored'`.execute(
    trx,
  );
}

/** What is kept of an installation beside its repositories, all but that it was deleted. */
export async function eraseInstallationRows(trx: Transaction<Tables>, installationId: number): Promise<void> {
  await sql`delete from content_facts where installation_id = ${installationId}`.execute(trx);
  for (const table of ["deliveries", "missed_deliveries"]) {
    await sql`
      delete from ${sql.table(table)} where installation_id = ${installationId} and repository_id is null`.execute(trx);
  }
  await sql`delete from installation_pace where installation_id = ${installationId}`.execute(trx);
}
