/** Decides how the directory of tenants knows where the app is installed. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("repositories").addColumn("installation_heard_at", "timestamptz").execute();
  await sql`update repositories set installation_heard_at = last_received_at where installation_id is not null`.execute(
    db,
  );
  await db.schema
    .createTable("installations")
    .addColumn("id", "bigint", (column) => column.primaryKey())
    .addColumn("state", sql`text collate "C"`, (column) =>
      column.notNull().check(sql`state in ('active', 'suspended', 'deleted')`),
    )
    .addColumn("heard_at", "timestamptz", (column) => column.notNull())
    .execute();
}
