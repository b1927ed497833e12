/** Decides how it is kept what people have asked by comment, until it is answered. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table due_work drop constraint due_work_kind`.execute(db);
  await sql`
    alter table due_work add constraint due_work_kind
    check (kind in ('fold', 'publish', 'configure', 'refold', 'forget', 'weekly', 'compare', 'answer'))`.execute(db);
  await db.schema
    .createTable("questions")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("comment", "bigint", (column) => column.notNull())
    .addColumn("thread", "integer", (column) => column.notNull())
    .addColumn("asker", "bigint", (column) => column.notNull())
    .addColumn("login", "text", (column) => column.notNull())
    .addColumn("asked_at", "timestamptz", (column) => column.notNull())
    .addColumn("lines", "jsonb", (column) => column.notNull())
    .addPrimaryKeyConstraint("questions_pkey", ["repository_id", "comment"])
    .execute();
}
