/** Decides which database a test gets: a copy of the migrated template, empty before each test. */
import { randomUUID } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { connect, type Database } from "../../src/db/connect.ts";
import type { Tables } from "../../src/db/tables.ts";
import type { View } from "../../src/db/tenantTables.ts";
import { administer, copiesOf, testServerUrl, urlOfDatabase } from "./testServer.ts";

/**
 * Called at the top of a test file; `db` may be used inside its tests and hooks. Embedded by default, a server where
 * THROUGHLINE_TEST_DATABASE is `postgres`. The files that one process tries share it, since to open one takes longer than most tests.
 */
export function useDatabase(): Pick<Database, "db" | "kind"> {
  let shared: Database | null = null;
  beforeAll(async () => {
    shared = await ofThisProcess();
  });
  return emptiedEach(() => shared);
}

/** The same for a file whose tests change tables: nobody else has it. */
export function useOwnDatabase(): Pick<Database, "db" | "kind"> {
  let own: Database | null = null;
  let remove = () => Promise.resolve();
  beforeAll(async () => {
    const store = await createStore();
    remove = store.remove;
    own = await connect(store.target);
  });
  afterAll(async () => {
    await own?.close();
    await remove();
  });
  return emptiedEach(() => own);
}

function emptiedEach(current: () => Database | null): Pick<Database, "db" | "kind"> {
  beforeEach(() => empty(opened().db));

  function opened(): Database {
    const database = current();
    if (database === null) throw new Error("the test database is open only inside tests and hooks");
    return database;
  }
  return {
    get db() {
      return opened().db;
    },
    get kind() {
      return opened().kind;
    },
  };
}

/** Several connections to one database that has no tables yet, as processes have that start at once; embedded, it is one that they share. */
export async function openBlank(count: number): Promise<{ starters: Kysely<Tables>[]; close: () => Promise<void> }> {
  if (inject("databaseTemplate").kind === "folder") {
    const { db, close } = await connect({ temporary: true });
    return { starters: Array.from({ length: count }, () => db), close };
  }
  const name = `throughline_test_${randomUUID().replaceAll("-", "")}`;
  await administer(`create database ${name} template template0`);
  const databaseUrl = urlOfDatabase(testServerUrl(), name);
  const databases = await Promise.all(Array.from({ length: count }, () => connect({ databaseUrl })));
  const close = async () => {
    await Promise.all(databases.map((database) => database.close()));
    await administer(`drop database ${name}`);
  };
  return { starters: databases.map((database) => database.db), close };
}

/** A copy of the template for a test that opens it itself, more than once perhaps. */
export type Store = { target: { dataDir: string } | { databaseUrl: string }; remove: () => Promise<void> };

export async function createStore(): Promise<Store> {
  const template = inject("databaseTemplate");
  return template.kind === "folder" ? copyOfFolder(template.folder) : copyOnServer(template.database);
}

const ofProcess = new Map<string, Promise<Database>>();

/** Open until the process ends; the template's own end removes it. */
function ofThisProcess(): Promise<Database> {
  const template = JSON.stringify(inject("databaseTemplate"));
  const opened = ofProcess.get(template) ?? createStore().then(({ target }) => connect(target));
  ofProcess.set(template, opened);
  return opened;
}

async function copyOfFolder(template: string): Promise<Store> {
  const dataDir = await mkdtemp(`${template}-copy-`);
  await cp(template, dataDir, { recursive: true });
  return { target: { dataDir }, remove: () => rm(dataDir, { recursive: true }) };
}

async function copyOnServer(template: string): Promise<Store> {
  const name = `${copiesOf(template)}${randomUUID().slice(0, 8)}`;
  await administer(`create database ${name} template ${template}`);
  const databaseUrl = urlOfDatabase(testServerUrl(), name);
  return { target: { databaseUrl }, remove: () => administer(`drop database ${name}`) };
}

/** By deletes in one statement: they take a millisecond where a truncate of PGlite's files takes half a second. Deleting items deletes their visits. */
async function empty(db: Kysely<Tables>): Promise<void> {
  const tables: Record<Exclude<keyof Tables, View | "stage_visits_by_generation">, true> = {
    deliveries: true,
    derived_signs: true,
    fact_versions: true,
    repositories: true,
    installations: true,
    facts: true,
    content_facts: true,
    item_links: true,
    repository_configs: true,
    generations: true,
    items_by_generation: true,
    pull_requests_by_generation: true,
    deployments_by_generation: true,
    publications: true,
    installation_pace: true,
    due_work: true,
    questions: true,
    gaps: true,
    recovery: true,
    missed_deliveries: true,
    backfills: true,
    repairs: true,
    erased_repositories: true,
  };
  const deletes = Object.keys(tables).map(
    (table) => sql`${sql.ref(`of_${table}`)} as (delete from ${sql.table(table)})`,
  );
  await sql`with ${sql.join(deletes)} select`.execute(db);
}
