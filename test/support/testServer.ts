/** Decides which PostgreSQL server the tests use, and how they make databases on it. */
import { Client, type QueryResult } from "pg";
import { z } from "zod";
import { messageOf } from "../../src/errors.ts";

export function testServerUrl(): string {
  return process.env["THROUGHLINE_TEST_POSTGRES_URL"] ?? "postgres://postgres@127.0.0.1:5432/postgres";
}

export function urlOfDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs one statement, such as `create database`, outside every test database, or as the administrator in the one that is named. */
export async function administer(statement: string, database?: string): Promise<void> {
  const url = testServerUrl();
  await runAt(database === undefined ? url : urlOfDatabase(url, database), statement);
}

/** How the names of a template's copies begin; the name of another run's template may begin like this one's. */
export function copiesOf(template: string): string {
  return `${template}_copy_`;
}

/** Those on the tests' server whose names begin so. */
export async function databasesNamed(beginning: string): Promise<string[]> {
  const { rows } = await runAt(
    testServerUrl(),
    `select datname as name from pg_database where starts_with(datname, '${beginning}')`,
  );
  return z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map(({ name }) => name);
}

/** The same, on any server. */
export async function runAt(url: string, statement: string): Promise<QueryResult> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
  } catch (error) {
    throw new Error(
      `The tests need a PostgreSQL server (${messageOf(error)}). Set THROUGHLINE_TEST_POSTGRES_URL to one where they may create databases.`,
      { cause: error },
    );
  }
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
