/** Decides how everything that is kept of a repository is erased: in portions, so that everything else goes on meanwhile. */
import { setImmediate } from "node:timers/promises";
import type { Kysely } from "kysely";
import { erasePayloadsOfInstallation, eraseSomeRows, type Unread } from "../db/eraseRows.ts";
import type { Tables } from "../db/tables.ts";
import { withTenant } from "../db/withTenant.ts";
import { noteErased } from "../signals/erasedRepositories.ts";
import { lockRepository } from "../signals/signalLog.ts";

/**
 * Returns how many rows it erased. `keptFor` is the installation whose rows they were: what comes late from it is refused from now on; null where none
 * is to be refused. What stands on GitHub stays there.
 */
export async function eraseRepository(
  db: Kysely<Tables>,
  repositoryId: number,
  { keptFor, unread }: { keptFor: number | null; unread: Unread },
): Promise<number> {
  if (keptFor !== null) {
    await db.transaction().execute(async (trx) => {
      await noteErased(trx, { repositoryId, installationId: keptFor });
      await erasePayloadsOfInstallation(trx, keptFor);
    });
  }
  let erased = 0;
  for (;;) {
    const some = await withTenant(db, [repositoryId], async (trx) => {
      // Whoever folds it now ends first.
      await lockRepository(trx, repositoryId);
      return eraseSomeRows(trx, repositoryId, unread);
    });
    if (some === 0) return erased;
    erased += some;
    await setImmediate();
  }
}
