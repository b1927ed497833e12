/** Decides where in a database a word or a number still stands: every row of every table is looked through as text. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../../src/db/tables.ts";

/** The tables in which it stands as a word of its own, in capitals or not, each with in how many rows. By the catalogue, so that no table is forgotten. */
export async function tracesOf(db: Kysely<Tables>, what: string | number): Promise<Record<string, number>> {
  const traces: Record<string, number> = {};
  for (const table of await everyTable(db)) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::integer as n from ${sql.table(table)} as each
      where row_to_json(each)::text ~* ${`\\m${what}\\M`}`.execute(db);
    const found = rows[0]?.n ?? 0;
    if (found > 0) traces[table] = found;
  }
  return traces;
}

async function everyTable(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace order by relname`.execute(db);
  return rows.map(({ name }) => name);
}
