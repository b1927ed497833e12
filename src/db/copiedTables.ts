/** Decides what a copy of a whole store is made of: which tables, in which order, and each row as one line of JSON that every PostgreSQL writes alike. */
import { createHash } from "node:crypto";
import { sql, type Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** `order` is by its key, and the same on every server. */
export type CopiedTable = { name: string; order: string };

/** By the catalogue, so that none is forgotten; all but the migrator's own. A table that refers to others comes after them. */
export async function copiedTables(trx: Transaction<Tables>): Promise<CopiedTable[]> {
  const { rows } = await sql<CopiedTable>`
    select relname as name, string_agg(
      quote_ident(attname) || case when collname is null then '' else ' collate "C"' end, ', ' order by place) as order
    from pg_class
    join pg_index on indrelid = pg_class.oid and indisprimary
    cross join unnest(indkey::int2[]) with ordinality as part (attnum, place)
    join pg_attribute on attrelid = indrelid and pg_attribute.attnum = part.attnum
    left join pg_collation on pg_collation.oid = attcollation
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname not like 'throughline_migration%'
    group by pg_class.oid, relname
    order by exists (select from pg_constraint where conrelid = pg_class.oid and contype = 'f'), relname collate "C"`.execute(
    trx,
  );
  return rows;
}

/** Few, since a row may hold a body of many megabytes. */
const rowsAtOnce = 100;

/** Every row of the table as a line, in its order, some at a time. One after the other in a transaction. */
export async function* linesOf(trx: Transaction<Tables>, { name, order }: CopiedTable): AsyncGenerator<string[]> {
  await sql`
    declare copied no scroll cursor for
    select row_to_json(kept)::text as line from ${sql.table(name)} as kept order by ${sql.raw(order)}`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(rowsAtOnce)} from copied`.execute(trx);
    if (rows.length === 0) break;
    yield rows.map(({ line }) => line);
  }
  await sql`close copied`.execute(trx);
}

/** What two copies of a table have in common if they are the same. */
export type Sum = { rows: number; sha256: string };

export function summing() {
  const hash = createHash("sha256");
  let rows = 0;
  return {
    add(line: string): void {
      hash.update(line).update("\n");
      rows += 1;
    },
    sum: (): Sum => ({ rows, sha256: hash.digest("hex") }),
  };
}
