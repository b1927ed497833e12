/** Decides which database a test file gets: its own copy of the migrated template, empty before each test. */
import { randomUUID } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { connect, type Database } from "../../src/db/connect.ts";
import type { Tables } from "../../src/db/tables.ts";
import type { View } from "../../src/db/tenantTables.ts";
import { administer, testServerUrl, urlOfDatabase } from "./testServer.ts";

/**
 * Called at the top of a test file; `db` may be used inside its tests and hooks. Embedded by default, a server where
 * THROUGHLINE_TEST_DATABASE is `postgres`.
 */
export function useDatabase(): Pick<Database, "db" | "kind"> {
  let copy: Database | null = null;
  beforeAll(async () => {
    copy = await copyOfTemplate();
  });
  beforeEach(() => empty(opened().db));
  afterAll(() => copy?.close());

  function opened(): Database {
    if (copy === null) throw new Error("the test database is open only inside tests and hooks");
    return copy;
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
  const name = await createOnServer("template0");
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

async function copyOfTemplate(): Promise<Database> {
  const { target, remove } = await createStore();
  const database = await connect(target);
  const close = async () => {
    await database.close();
    await remove();
  };
  return { ...database, close };
}

async function copyOfFolder(template: string): Promise<Store> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "throughline-test-"));
  await cp(template, dataDir, { recursive: true });
  return { target: { dataDir }, remove: () => rm(dataDir, { recursive: true }) };
}

async function copyOnServer(template: string): Promise<Store> {
  const name = await createOnServer(template);
  const databaseUrl = urlOfDatabase(testServerUrl(), name);
  return { target: { databaseUrl }, remove: () => administer(`drop database ${name}`) };
}

async function createOnServer(template: string): Promise<string> {
  const name = `throughline_test_${randomUUID().replaceAll("-", "")}`;
  await administer(`create database ${name} template ${template}`);
  return name;
}

/** By deletes: they take a millisecond where a truncate of PGlite's files takes half a second. Deleting items deletes their visits. */
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
  for (const table of Object.keys(tables)) await sql`delete from ${sql.table(table)}`.execute(db);
}
