/** Decides that no kind of work is named that nobody does: erasing is found by the repository, not asked for. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`delete from due_work where kind = 'erase'`.execute(db);
  await sql`alter table due_work drop constraint due_work_kind`.execute(db);
  await sql`
    alter table due_work add constraint due_work_kind
    check (kind in ('fold', 'publish', 'configure', 'refold', 'forget', 'weekly', 'compare', 'answer',
      'backfill', 'rules', 'reconcile'))`.execute(db);
}
