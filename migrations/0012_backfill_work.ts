/** Decides that a repository's history, its rules and its present state may be due to be read from GitHub, and that a repository may be due to be erased. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table due_work drop constraint due_work_kind`.execute(db);
  await sql`
    alter table due_work add constraint due_work_kind
    check (kind in ('fold', 'publish', 'configure', 'refold', 'forget', 'weekly', 'compare', 'answer',
      'backfill', 'rules', 'reconcile', 'erase'))`.execute(db);
}
