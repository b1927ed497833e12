/** Decides what is kept for the metrics, once for each configuration that is read: deployments, and of each item as much as they read. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("deployments_by_generation")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("generation", "integer", (column) => column.notNull())
    .addColumn("deployment", "bigint", (column) => column.notNull())
    .addColumn("last_at", "timestamptz", (column) => column.notNull())
    .addColumn("record", "jsonb", (column) => column.notNull())
    .addPrimaryKeyConstraint("deployments_pkey", ["repository_id", "generation", "deployment"])
    .execute();
  await sql`
    create view deployments as
    select kept.repository_id, deployment, last_at, record
    from generations join deployments_by_generation kept
      on kept.repository_id = generations.repository_id and kept.generation = generations.current`.execute(db);
  await keepFlows(db);
  await findRecent(db);
  await foldAgain(db);
}

/** Empty until the item is folded again. */
async function keepFlows(db: Kysely<unknown>): Promise<void> {
  await sql`alter table items_by_generation add column flow text`.execute(db);
  await sql`
    create or replace view items as
    select kept.repository_id, number, kind, title, entered_at, stage, exited_at, outcome, released_at, next_change_at, timeline, flow
    from generations join items_by_generation kept
      on kept.repository_id = generations.repository_id and kept.generation = generations.current`.execute(db);
}

/** Reports read what is open or ended lately, of a history that only grows. */
async function findRecent(db: Kysely<unknown>): Promise<void> {
  const ends: [table: string, end: string][] = [
    ["items_by_generation", "coalesce(exited_at, 'infinity')"],
    ["pull_requests_by_generation", "coalesce(closed_at, 'infinity')"],
    ["deployments_by_generation", "last_at"],
  ];
  for (const [table, end] of ends) {
    await sql`
      create index ${sql.ref(`${table}_end`)} on ${sql.table(table)} (repository_id, generation, (${sql.raw(end)}))`.execute(
      db,
    );
  }
}

/** Timelines that were folded before hold less than is read now. */
async function foldAgain(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into due_work (kind, repository_id, subject, due_at)
    select 'fold', repository_id, '#' || number, now() from items_by_generation
    union select 'fold', repository_id, '#' || number, now() from pull_requests_by_generation
    on conflict (kind, repository_id, subject) do update set wanted = due_work.wanted + 1`.execute(db);
}
