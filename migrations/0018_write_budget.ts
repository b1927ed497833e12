/** Decides where all replicas see what an installation has written lately, and until when GitHub has asked it for patience. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table installation_pace (
      installation_id bigint primary key,
      writes timestamptz[] not null default '{}',
      turn bigint not null default 0,
      writing_until timestamptz,
      paused_until timestamptz,
      unnamed_pauses integer not null default 0
    )`.execute(db);
}
