/** Decides how the words of a command name the store that it reads or writes. */
import { UsageError } from "../errors.ts";

/** A PostgreSQL server, or the folder of the embedded database. */
export type StoreAddress = { databaseUrl: string } | { dataDir: string };

/** For the `options` of parseArgs. */
export const storeOptions = {
  database: { type: "string" },
  "data-dir": { type: "string" },
} as const;

export const storeOptionsHelp = [
  "  --database URL   a PostgreSQL server: postgres://user@host:5432/name",
  "  --data-dir DIR   the folder of the embedded database",
].join("\n");

/** Null if the words name no store. Throws a UsageError if they name two, or none by an empty word. */
export function readStoreOptions(values: {
  database?: string | undefined;
  "data-dir"?: string | undefined;
}): StoreAddress | null {
  const { database, "data-dir": dataDir } = values;
  if (database !== undefined && dataDir !== undefined) {
    throw new UsageError("Give --database or --data-dir, not both.");
  }
  if (database === "" || dataDir === "") throw new UsageError("--database and --data-dir need a value.");
  if (database !== undefined) return { databaseUrl: database };
  return dataDir === undefined ? null : { dataDir };
}
