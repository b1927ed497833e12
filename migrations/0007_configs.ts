/** Decides how configurations are kept, and how timelines come to be kept once for each configuration that is read. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await createConfigs(db);
  await createGenerations(db);
  await keepTimelinesByGeneration(db);
  await showGenerationInForce(db);
  await knowMoreWork(db);
}

async function createConfigs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("repository_configs")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("generation", "integer")
    .addColumn("commit", "text")
    .addColumn("text", "text")
    .addColumn("problems", "jsonb", (column) => column.notNull())
    .addColumn("read_at", "timestamptz", (column) => column.notNull())
    .addPrimaryKeyConstraint("repository_configs_pkey", ["repository_id", "version"])
    // One that holds has a generation, one that does not says why.
    .addCheckConstraint("repository_configs_valid", sql`(generation is not null) = (problems = '[]')`)
    .execute();
}

async function createGenerations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("generations")
    .addColumn("repository_id", "bigint", (column) => column.primaryKey())
    .addColumn("current", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("next", "integer")
    .addColumn("latest", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  // All that is kept so far was folded with the defaults.
  await sql`
    insert into generations (repository_id)
    select repository_id from items union select repository_id from pull_requests`.execute(db);
}

/** Renamed, so that nobody reads the rows of two generations by the plain names. */
async function keepTimelinesByGeneration(db: Kysely<unknown>): Promise<void> {
  for (const table of ["items", "stage_visits", "pull_requests"]) {
    await db.schema.alterTable(table).renameTo(`${table}_by_generation`).execute();
  }
  for (const table of [
    "items_by_generation",
    "stage_visits_by_generation",
    "pull_requests_by_generation",
    "derived_signs",
  ]) {
    await sql`alter table ${sql.table(table)} add column generation integer not null default 0`.execute(db);
    await sql`alter table ${sql.table(table)} alter column generation drop default`.execute(db);
  }
  await sql`alter table stage_visits_by_generation drop constraint stage_visits_item`.execute(db);
  await replaceKey(db, "items_by_generation", "items_pkey", ["repository_id", "generation", "number"]);
  await replaceKey(db, "stage_visits_by_generation", "stage_visits_pkey", [
    "repository_id",
    "generation",
    "item",
    "position",
  ]);
  await replaceKey(db, "pull_requests_by_generation", "pull_requests_pkey", ["repository_id", "generation", "number"]);
  await replaceKey(db, "derived_signs", "derived_signs_pkey", ["repository_id", "generation", "subject"]);
  await db.schema
    .alterTable("stage_visits_by_generation")
    .addForeignKeyConstraint(
      "stage_visits_item",
      ["repository_id", "generation", "item"],
      "items_by_generation",
      ["repository_id", "generation", "number"],
      (constraint) => constraint.onDelete("cascade"),
    )
    .execute();
}

async function replaceKey(db: Kysely<unknown>, table: string, key: string, columns: string[]): Promise<void> {
  await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(key)}`.execute(db);
  await sql`alter table ${sql.table(table)} add constraint ${sql.ref(key)} primary key (${sql.join(columns.map((column) => sql.ref(column)))})`.execute(
    db,
  );
}

/** Under the plain names everybody reads the generation in force: it changes for all of a repository's items at once, by one row. */
async function showGenerationInForce(db: Kysely<unknown>): Promise<void> {
  const columns = {
    items: "number, kind, title, entered_at, stage, exited_at, outcome, released_at, next_change_at, timeline",
    stage_visits: "item, position, stage, entered_at, left_at",
    pull_requests:
      "number, title, head_sha, by_bot, opened_at, ready_at, first_review_after_ready_at, merged_at, closed_at, waiting_on, waiting_since, timeline",
  };
  for (const [view, own] of Object.entries(columns)) {
    await sql`
      create view ${sql.table(view)} as
      select kept.repository_id, ${sql.raw(own)}
      from generations join ${sql.table(`${view}_by_generation`)} kept
        on kept.repository_id = generations.repository_id and kept.generation = generations.current`.execute(db);
  }
}

async function knowMoreWork(db: Kysely<unknown>): Promise<void> {
  await sql`alter table due_work drop constraint due_work_kind`.execute(db);
  await sql`
    alter table due_work add constraint due_work_kind
    check (kind in ('fold', 'publish', 'configure', 'refold', 'forget'))`.execute(db);
  await sql`
    insert into due_work (kind, repository_id, subject, due_at)
    select 'configure', id, 'repository', now() from repositories`.execute(db);
}
