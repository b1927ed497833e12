/**
 * A newer version has started on the database and added to its tables, while this one still runs, as in a rolling update: it goes on taking deliveries in, and
 * doing its work.
 */
import { type Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { expect, test } from "vitest";
import { appliedMigrations, migrate } from "../../src/db/migrate.ts";
import { pipelineSteps } from "../../src/pipeline.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { useOwnDatabase } from "../support/database.ts";
import { fakeGitHub } from "../support/fakeGitHub.ts";
import { openIntake } from "../support/openIntake.ts";
import { issueOpened, pullRequestOpened, reviewSubmitted } from "../support/payloads.ts";
import { stepContext } from "../support/stepContext.ts";
import { post } from "../support/testFront.ts";

const database = useOwnDatabase();
const at = "2026-03-02T09:00:00Z";
const later = "2026-03-02T10:00:00Z";
const nextDay = "2026-03-03T10:00:00Z";

/** What a migration may do at once: add columns that may be empty or have a default, tables, and indexes. */
async function addToEveryTable(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'throughline_migration%'`.execute(
    db,
  );
  for (const { name } of rows) {
    await sql`alter table ${sql.table(name)} add column newer text, add column newer_count integer not null default 0`.execute(
      db,
    );
  }
  await sql`create index deliveries_newer on deliveries (newer)`.execute(db);
  await sql`create table newer_things (id bigint primary key, name text not null)`.execute(db);
}

/** As the newer version migrates: in one transaction, after what is there. */
async function startNewer(): Promise<void> {
  const known = Object.fromEntries(
    (await appliedMigrations(database.db)).map((name) => [name, { up: async () => {} }]),
  );
  const { error } = await new Migrator({
    db: database.db,
    provider: { getMigrations: async () => ({ ...known, "9999_newer": { up: addToEveryTable } }) },
    migrationTableName: "throughline_migration",
    migrationLockTableName: "throughline_migration_lock",
  }).migrateToLatest();
  if (error !== undefined) throw error;
}

/** Where each waits for a table of the other's a server ends one of them, which is tried again: by its loop, or by who starts the newer version. */
async function unlessDeadlocked(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "40P01")) throw error;
    await run();
  }
}

test("this version goes on while a newer one adds to its tables, and only a start is refused", async () => {
  const github = fakeGitHub();
  const front = await openIntake(database.db, 20_000);
  let now = later;
  const failed: object[] = [];
  const steps = pipelineSteps(
    stepContext({
      db: database.db,
      github,
      log: { info: () => {}, warn: (fields, message) => void failed.push({ ...fields, message }) },
      now: () => now,
    }),
  );
  const work = async () => {
    for (let did = 1; did > 0;) {
      did = 0;
      for (const { name, run } of steps) if (name !== "weekly") did += await run();
    }
  };
  const send = ({ id, event, payload }: Delivery) =>
    post(front.url, {
      body: JSON.stringify(payload),
      headers: { "x-github-event": event, "x-github-delivery": id },
    });
  expect((await send(pullRequestOpened({ number: 12, at, id: "before" }))).status).toBe(202);
  await work();
  expect([github.comments.length, github.checks.length]).toEqual([1, 1]);
  const [before] = github.comments.map(({ body }) => body);

  const during = send(issueOpened({ number: 13, at, id: "during" }));
  await Promise.all([unlessDeadlocked(startNewer), unlessDeadlocked(work)]);
  expect((await during).status).toBe(202);

  now = nextDay;
  expect((await send(reviewSubmitted({ number: 12, review: 1, at: nextDay, id: "after" }))).status).toBe(202);
  expect((await send(pullRequestOpened({ number: 14, at: nextDay, id: "new" }))).status).toBe(202);
  expect((await send(issueOpened({ number: 13, at, id: "during" }))).body).toMatchObject({ status: "known" });
  await work();

  expect(failed).toEqual([]);
  expect(github.comments.map(({ number }) => number)).toEqual([12, 14]);
  expect(github.comments[0]?.body).not.toBe(before);
  const { rows } = await sql`select id, state from deliveries order by id`.execute(database.db);
  expect(rows).toEqual(["after", "before", "during", "new"].map((id) => ({ id, state: "done" })));
  await expect(migrate(database.db)).rejects.toThrow("it has 9999_newer, which this version does not know");
}, 60_000);
