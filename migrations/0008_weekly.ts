/** Decides how weekly summaries are remembered to be due, and how it is seen whether anything happened in a week. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table due_work drop constraint due_work_kind`.execute(db);
  await sql`
    alter table due_work add constraint due_work_kind
    check (kind in ('fold', 'publish', 'configure', 'refold', 'forget', 'weekly'))`.execute(db);
  await db.schema.createIndex("facts_at").on("facts").columns(["repository_id", "at"]).execute();
}
