/** Decides whether a database comes to the right schema, whoever starts first. */
import { type Kysely, sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { migrate } from "../../src/db/migrate.ts";
import type { Tables } from "../../src/db/tables.ts";
import { openBlank, useDatabase } from "../support/database.ts";

const database = useDatabase();

test("five starters at once make every table once, and statements have their time limit again", async () => {
  const { starters, close } = await openBlank(5);
  onTestFinished(close);
  const limits = await Promise.all(starters.map(statementTimeout));

  await Promise.all(starters.map(migrate));

  const [db] = starters;
  expect(await tablesOf(db!)).toEqual([
    "backfills",
    "content_facts",
    "deliveries",
    "deployments_by_generation",
    "derived_signs",
    "due_work",
    "erased_repositories",
    "fact_versions",
    "facts",
    "gaps",
    "generations",
    "installation_pace",
    "installations",
    "item_links",
    "items_by_generation",
    "missed_deliveries",
    "publications",
    "pull_requests_by_generation",
    "questions",
    "recovery",
    "repairs",
    "repositories",
    "repository_configs",
    "stage_visits_by_generation",
    "throughline_migration",
    "throughline_migration_lock",
  ]);
  expect(await appliedTo(db!)).toEqual([
    "0001_deliveries",
    "0002_facts",
    "0003_timeline",
    "0004_publications",
    "0005_installations",
    "0006_content_facts",
    "0007_configs",
    "0008_weekly",
    "0009_compare",
    "0010_metrics",
    "0011_answers",
    "0012_backfill_work",
    "0013_backfills",
    "0014_recovery",
    "0015_row_level_security",
    "0016_erasing",
    "0017_set_aside",
    "0018_write_budget",
    "0019_gaps",
    "0020_no_erase_work",
    "0021_outages",
  ]);
  expect(await Promise.all(starters.map(statementTimeout))).toEqual(limits);
}, 60_000);

test("ended in the middle of its migrations a start leaves nothing behind, and the next one makes all of it", async () => {
  const { starters, close } = await openBlank(1);
  onTestFinished(close);
  const [db] = starters;
  // Many migrations later one makes a table of that name.
  await sql`create table recovery ()`.execute(db!);
  await expect(migrate(db!)).rejects.toThrow("could not migrate the database");
  expect(await tablesOf(db!)).toEqual(["recovery", "throughline_migration", "throughline_migration_lock"]);
  expect(await appliedTo(db!)).toEqual([]);

  await sql`drop table recovery`.execute(db!);
  await migrate(db!);
  expect((await appliedTo(db!)).length).toBeGreaterThan(14);
}, 60_000);

test("killed in the middle of its migrations a start leaves nothing behind, and the next one makes all of it", async ({
  skip,
}) => {
  skip(database.kind === "embedded", "an embedded database is killed with its only process");
  const { starters, close } = await openBlank(2);
  onTestFinished(close);
  const [db, other] = starters;
  await other!.transaction().execute(async (trx) => {
    // Until this transaction ends, the migration that makes a table of that name waits.
    await sql`create table recovery ()`.execute(trx);
    const killed = expect(migrate(db!)).rejects.toThrow();
    const kill = sql<object>`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    // A busy machine may take long to come there.
    await expect.poll(async () => (await kill.execute(trx)).rows, { timeout: 20_000 }).toHaveLength(1);
    await killed;
    await sql`drop table recovery`.execute(trx);
  });
  expect(await appliedTo(db!)).toEqual([]);

  await migrate(db!);
  expect((await appliedTo(db!)).length).toBeGreaterThan(14);
}, 60_000);

test("a second start changes nothing", async () => {
  const before = await migrationTimes(database.db);
  await migrate(database.db);
  expect(await migrationTimes(database.db)).toEqual(before);
});

test("refuses a database of a newer version and leaves it as it is", async () => {
  await sql`insert into throughline_migration (name, timestamp) values ('9999_later', '2026-03-02T09:14:00Z')`.execute(
    database.db,
  );
  onTestFinished(async () => {
    await sql`delete from throughline_migration where name = '9999_later'`.execute(database.db);
  });

  await expect(migrate(database.db)).rejects.toMatchObject({
    name: "UserError",
    message:
      "The database was made by a newer version of Throughline (it has 9999_later, which this version does not know). " +
      "Start the newer version again, or restore a copy from before the upgrade.",
  });
});

test.each([
  ["deliveries", "state", "insert into deliveries (id, event, received_at, state) values ('a', 'push', now(), 'lost')"],
  ["due_work", "kind", "insert into due_work (kind, repository_id, subject, due_at) values ('guess', 1, '#1', now())"],
  ["due_work", "kind", "insert into due_work (kind, repository_id, subject, due_at) values ('erase', 1, '#1', now())"],
  ["backfills", "kind", "insert into backfills (repository_id, kind) values (1, 'guess')"],
  ["publications", "state", "insert into publications (repository_id, key, state) values (1, 'comment #1', 'maybe')"],
  [
    "items",
    "outcome",
    "insert into items_by_generation (repository_id, generation, number, kind, title, entered_at, timeline, outcome) values (1, 0, 1, 'issue', '', now(), '{}', 'gone')",
  ],
])("%s takes no %s that the app does not know", async (table, column, statement) => {
  await expect(sql.raw(statement).execute(database.db)).rejects.toThrow(`${table}_${column}`);
});

test("an item takes its visits with it, and another tenant's item of that number keeps its own", async () => {
  for (const repository of [1, 2]) {
    await sql`insert into items_by_generation (repository_id, generation, number, kind, title, entered_at, timeline) values (${repository}, 0, 7, 'issue', '', now(), '{}')`.execute(
      database.db,
    );
    await sql`insert into stage_visits_by_generation (repository_id, generation, item, position, stage, entered_at) values (${repository}, 0, 7, 0, 'shaping', now())`.execute(
      database.db,
    );
  }
  await database.db.deleteFrom("items_by_generation").where("repository_id", "=", 1).execute();
  const visits = await database.db.selectFrom("stage_visits_by_generation").select("repository_id").execute();
  expect(visits).toEqual([{ repository_id: 2 }]);
});

async function tablesOf(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{
    tablename: string;
  }>`select tablename from pg_tables where schemaname = 'public' order by tablename`.execute(db);
  return rows.map((row) => row.tablename);
}

async function migrationTimes(db: Kysely<Tables>): Promise<{ name: string; timestamp: string }[]> {
  const { rows } = await sql<{
    name: string;
    timestamp: string;
  }>`select name, timestamp from throughline_migration order by name`.execute(db);
  return rows;
}

async function appliedTo(db: Kysely<Tables>): Promise<string[]> {
  return (await migrationTimes(db)).map((row) => row.name);
}

async function statementTimeout(db: Kysely<Tables>): Promise<string | undefined> {
  const { rows } = await sql<{ timeout: string }>`select current_setting('statement_timeout') as timeout`.execute(db);
  return rows[0]?.timeout;
}
