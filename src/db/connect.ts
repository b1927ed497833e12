/** Decides which database the app runs on: a PostgreSQL server, or PGlite in a folder. */
import { Kysely, PGliteDialect } from "kysely";
import { type Embedded, openDataDir, openTemporary } from "./embedded.ts";
import { checkServer, openPool } from "./server.ts";
import type { Tables } from "./tables.ts";

export type Target = { databaseUrl: string } | { dataDir: string } | { temporary: true };

export type Database = {
  db: Kysely<Tables>;
  kind: "embedded" | "server";
  /** How many connections there are to a server, how many of them are idle, and who waits for one; null of an embedded database. */
  connections: () => { total: number; idle: number; waiting: number } | null;
  /** From now on a server's connection is given up where it says nothing for that long; longer than any statement or pause in a transaction may take. */
  limitSilence: (milliseconds: number) => void;
  /** Ends every connection and gives the data folder back. */
  close: () => Promise<void>;
};

export type ConnectOptions = {
  /** Hears of a server's connection that broke while nobody used it; the next query opens another. */
  onLostConnection?: (error: Error) => void;
};

/**
 * Opens the database; its tables may still have to be made, see `migrate`. Both kinds give the same values: times as Instants, bigints as numbers,
 * jsonb parsed. Throws a UserError if the server does not answer or is too old, or the folder is in use.
 */
export async function connect(target: Target, options: ConnectOptions = {}): Promise<Database> {
  if ("databaseUrl" in target) return connectToServer(target.databaseUrl, options.onLostConnection ?? (() => {}));
  return overEmbedded("dataDir" in target ? await openDataDir(target.dataDir) : await openTemporary());
}

async function connectToServer(databaseUrl: string, onLostConnection: (error: Error) => void): Promise<Database> {
  const { dialect, connections, limitSilence } = openPool(databaseUrl, onLostConnection);
  const db = new Kysely<Tables>({ dialect });
  try {
    await checkServer(db, databaseUrl);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, kind: "server", connections, limitSilence, close: () => db.destroy() };
}

function overEmbedded(embedded: Embedded): Database {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: embedded.pglite }) });
  return { db, kind: "embedded", connections: () => null, limitSilence: () => {}, close: () => embedded.close() };
}
