/** Decides that commits may be waiting to be compared. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table due_work drop constraint due_work_kind`.execute(db);
  await sql`
    alter table due_work add constraint due_work_kind
    check (kind in ('fold', 'publish', 'configure', 'refold', 'forget', 'weekly', 'compare'))`.execute(db);
}
