/** Decides what is missing in the database's own guard of the repositories: nothing, or each gap in words. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../../src/db/tables.ts";

/** By the catalogue, so that a table or view that a later migration adds counts as soon as it is there. */
export async function guardGaps(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ gap: string }>`
    with tables as (
      select pg_class.oid, relname, relrowsecurity, relforcerowsecurity from pg_class
      where relkind = 'r' and relnamespace = current_schema()::regnamespace and (
        relname in ('repositories', 'installations', 'content_facts')
        or exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'repository_id' and not attisdropped))
    )
    select relname || ' has no row-level security' as gap from tables where not relrowsecurity
    union select relname || ' lets its owner by' from tables where not relforcerowsecurity
    union select relname || ' has no policy for tenants' from tables
      where relname <> 'content_facts'
        and not exists (select from pg_policy where polrelid = tables.oid and polname = 'tenant')
    union select relname || ' has other policies than it should' from tables
      where exists (select from pg_policy where polrelid = tables.oid and polname not in ('app', 'tenant'))
    union select relname || ' lets others than the app read all' from tables
      where exists (select from pg_policy where polrelid = tables.oid and polname = 'app'
        and (polroles = '{0}' or 0 = any (polroles)))
    union select relname || ' is a view that reads with its owner''s rights' from pg_class
      where relkind = 'v' and relnamespace = current_schema()::regnamespace
        and not coalesce(reloptions, '{}') @> '{security_invoker=true}'
    union select proname || ' is a function with its owner''s rights' from pg_proc
      where pronamespace = current_schema()::regnamespace and prosecdef
    union select conname || ' refers to another table by less than the repository' from pg_constraint
      where contype = 'f' and connamespace = current_schema()::regnamespace and not exists (
        select from pg_attribute
        where attrelid = conrelid and attnum = any (conkey) and attname = 'repository_id')
    order by gap`.execute(db);
  return rows.map(({ gap }) => gap);
}
