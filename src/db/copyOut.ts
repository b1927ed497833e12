/** Decides how a whole store is written out: every row of every table, with a count and a hash of each. */
import { type Kysely, sql } from "kysely";
import { copiedTables, linesOf, type Sum, summing } from "./copiedTables.ts";
import { appliedMigrations } from "./migrate.ts";
import type { Tables } from "./tables.ts";

export const formatVersion = 1;

export type Copied = Sum & { table: string };

/**
 * Hands the lines to `write`, one after the other: a header, then for each table `["table",name]`, its rows as objects, `["end",name,rows,sha256]`, and last
 * `["end"]`. All of one moment, while the app may go on. `onTable` hears of each table that is done.
 */
export async function copyOut(
  db: Kysely<Tables>,
  {
    version,
    write,
    onTable,
  }: { version: string; write: (line: string) => Promise<void>; onTable: (copied: Copied) => void },
): Promise<void> {
  const moment = db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only");
  await moment.execute(async (trx) => {
    // Whoever takes the lines may take long.
    await sql`select set_config(name, '0', true) from unnest(array['statement_timeout', 'idle_in_transaction_session_timeout']) as name`.execute(
      trx,
    );
    const migrations = await appliedMigrations(trx);
    await write(JSON.stringify({ throughline: version, format: formatVersion, migrations }));
    for (const table of await copiedTables(trx)) {
      await write(JSON.stringify(["table", table.name]));
      const own = summing();
      for await (const lines of linesOf(trx, table)) {
        for (const line of lines) {
          own.add(line);
          await write(line);
        }
      }
      const sum = own.sum();
      await write(JSON.stringify(["end", table.name, sum.rows, sum.sha256]));
      onTable({ table: table.name, ...sum });
    }
    await write(JSON.stringify(["end"]));
  });
}
