/** Decides that work which fails again and again can be set aside, with the moment since when. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table due_work add column failing_since timestamptz, add column set_aside_at timestamptz`.execute(db);
  await sql`create index deliveries_failed on deliveries (received_at) where state = 'failed'`.execute(db);
}
