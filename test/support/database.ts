/** Decides which database a test file gets: its own copy of the migrated template, empty before each test. */
import { randomUUID } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { connect, type Database } from "../../src/db/connect.ts";
import type { Tables } from "../../src/db/tables.ts";
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

async function copyOfTemplate(): Promise<Database> {
  const template = inject("databaseTemplate");
  return template.kind === "folder" ? copyOfFolder(template.folder) : copyOnServer(template.database);
}

async function copyOfFolder(template: string): Promise<Database> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-test-"));
  await cp(template, folder, { recursive: true });
  const database = await connect({ dataDir: folder });
  return closingWith(database, () => rm(folder, { recursive: true }));
}

async function copyOnServer(template: string): Promise<Database> {
  const name = await createOnServer(template);
  const database = await connect({ databaseUrl: urlOfDatabase(testServerUrl(), name) });
  return closingWith(database, () => administer(`drop database ${name}`));
}

async function createOnServer(template: string): Promise<string> {
  const name = `throughline_test_${randomUUID().replaceAll("-", "")}`;
  await administer(`create database ${name} template ${template}`);
  return name;
}

function closingWith(database: Database, remove: () => Promise<void>): Database {
  const close = async () => {
    await database.close();
    await remove();
  };
  return { ...database, close };
}

/** By deletes: they take a millisecond where a truncate of PGlite's files takes half a second. Deleting items deletes their visits. */
async function empty(db: Kysely<Tables>): Promise<void> {
  const tables: Record<Exclude<keyof Tables, "stage_visits">, true> = {
    deliveries: true,
    repositories: true,
    facts: true,
    item_links: true,
    items: true,
    pull_requests: true,
    publications: true,
    due_work: true,
  };
  for (const table of Object.keys(tables)) await sql`delete from ${sql.table(table)}`.execute(db);
}
