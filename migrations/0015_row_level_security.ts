/** Decides that the database itself keeps repositories apart: who acts for some of them sees and writes no row of another. */
import { type Kysely, type RawBuilder, sql } from "kysely";

/**
 * Whether it is one of the repositories for which the transaction acts; none is where it has not said. The setting is read once for each statement, not for
 * each row. `coalesce` keeps the planner from searching an index by it: the app's own condition finds rows, this one only holds them against it.
 */
function isTenant(column: string): RawBuilder<boolean> {
  const acting = sql`(select string_to_array(nullif(current_setting('throughline.repositories', true), ''), ',')::bigint[])::bigint[]`;
  return sql`coalesce(${sql.ref(column)} = any (${acting}), false)`;
}

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of await tablesOfRepositories(db)) {
    await guard(db, table);
    await sql`create policy tenant on ${sql.table(table)} using (${isTenant("repository_id")})`.execute(db);
  }
  await guard(db, "repositories");
  await sql`create policy tenant on repositories using (${isTenant("id")})`.execute(db);
  await guard(db, "installations");
  // Only those through which it may see a repository that it acts for.
  await sql`create policy tenant on installations for select using (id in (select installation_id from repositories))`.execute(
    db,
  );
  // Nobody's yet: it is not known which repository they are of.
  await guard(db, "content_facts");
  await lookThroughViews(db);
}

async function tablesOfRepositories(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and attname = 'repository_id'
    order by relname`.execute(db);
  return rows.map(({ name }) => name);
}

/** Forced, so that it holds for the owner of the tables too; the app itself, which works for all, is let through by a policy of its own. */
async function guard(db: Kysely<unknown>, table: string): Promise<void> {
  await sql`alter table ${sql.table(table)} enable row level security, force row level security`.execute(db);
  await sql`create policy app on ${sql.table(table)} to current_user using (true)`.execute(db);
}

/** By itself a view reads with the rights of its owner, whoever looks. */
async function lookThroughViews(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'v' and relnamespace = current_schema()::regnamespace order by relname`.execute(db);
  for (const { name } of rows) await sql`alter view ${sql.table(name)} set (security_invoker = true)`.execute(db);
}
