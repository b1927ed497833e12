/** Decides how the memory of what the app has put on GitHub begins. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("publications")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("key", sql`text collate "C"`, (column) => column.notNull())
    .addColumn("external_id", "bigint")
    .addColumn("content_hash", "text")
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("reason", "text")
    .addColumn("times_deleted", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("written_at", "timestamptz")
    .addPrimaryKeyConstraint("publications_pkey", ["repository_id", "key"])
    .addCheckConstraint("publications_state", sql`state in ('wanted', 'present', 'unknown', 'given-up')`)
    .execute();
}
