/** Decides how what is done for some repositories is kept from every other: in a transaction that sees no row but theirs. */
import { type Kysely, sql, type Transaction } from "kysely";
import type { Tables } from "./tables.ts";
import { isRoleUsable, roleName } from "./tenantRole.ts";

/**
 * Runs it in a transaction that reads and writes rows of these repositories alone, under a role that does not own the tables, where the server allows one.
 * Role and repositories are set for the transaction: whatever its end, the connection has neither afterwards. Ask through the transaction only; the
 * embedded database has one connection.
 */
export async function withTenant<T>(
  db: Kysely<Tables>,
  repositoryIds: readonly number[],
  run: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await actFor(trx, repositoryIds);
    return run(trx);
  });
}

/** From now to its end the transaction sees and writes rows of these repositories alone, where the server allows the role. */
export async function actFor(trx: Transaction<Tables>, repositoryIds: readonly number[]): Promise<void> {
  await sql`
    select set_config('throughline.repositories', ${repositoryIds.join(",")}, true),
      set_config('role', case when ${isRoleUsable} then ${roleName} else current_setting('role') end, true)`.execute(
    trx,
  );
}
