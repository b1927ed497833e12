/** Decides how deployments are kept once for each configuration that is read, so that metrics need not derive them from all facts. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("deployments_by_generation")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("generation", "integer", (column) => column.notNull())
    .addColumn("deployment", "bigint", (column) => column.notNull())
    .addColumn("created_at", "timestamptz", (column) => column.notNull())
    .addColumn("record", "jsonb", (column) => column.notNull())
    .addPrimaryKeyConstraint("deployments_pkey", ["repository_id", "generation", "deployment"])
    .execute();
  await sql`
    create view deployments as
    select kept.repository_id, deployment, created_at, record
    from generations join deployments_by_generation kept
      on kept.repository_id = generations.repository_id and kept.generation = generations.current`.execute(db);
  await foldAgain(db);
}

/** Timelines that were folded before hold less than is read now. */
async function foldAgain(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into due_work (kind, repository_id, subject, due_at)
    select 'fold', repository_id, '#' || number, now() from items_by_generation
    union select 'fold', repository_id, '#' || number, now() from pull_requests_by_generation
    on conflict (kind, repository_id, subject) do update set wanted = due_work.wanted + 1`.execute(db);
}
