/** Decides how commands open the store that they read, and find a repository in it. */
import type { Kysely } from "kysely";
import { parseStore, readEnvironment } from "../config/env.ts";
import { connect } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import type { Tables } from "../db/tables.ts";
import { UserError } from "../errors.ts";
import { type KnownRepository, repositoryByName } from "../signals/repositories.ts";
import { readStoreOptions } from "./storeOptions.ts";

/** The store that the options name, else the app's own, by the environment, with this version's schema; closed when the work is done. */
export async function withStore<T>(
  options: Parameters<typeof readStoreOptions>[0],
  work: (db: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  const database = await connect(readStoreOptions(options) ?? parseStore(readEnvironment()));
  try {
    await migrate(database.db);
    return await work(database.db);
  } finally {
    await database.close();
  }
}

/** Throws a UserError if nothing is known of it. */
export async function repositoryNamed(db: Kysely<Tables>, name: string): Promise<KnownRepository> {
  const known = await repositoryByName(db, name);
  if (known === null)
    throw new UserError(`Nothing is known of ${name} here. Replay its deliveries first, or name another store.`);
  return known;
}
