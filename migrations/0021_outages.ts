/** Decides where all replicas see that GitHub does not answer an installation, and until when it is left in peace. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table installation_pace
      add column unanswered integer not null default 0,
      add column silent_until timestamptz`.execute(db);
}
