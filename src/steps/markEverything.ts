/** Decides how a whole store is folded anew: every item that facts tell of is marked. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { askFor } from "../intake/dueWork.ts";
import { allRepositories } from "../signals/repositories.ts";
import { itemSubjects } from "../signals/signalReader.ts";

export async function markEverything(db: Kysely<Tables>): Promise<void> {
  for (const { id } of await allRepositories(db)) await askFor(db, "fold", id, await itemSubjects(db, id));
}
