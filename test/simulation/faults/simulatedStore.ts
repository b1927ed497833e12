/** Decides what a simulation keeps its data in: the embedded database, or one of a server, by one connection that all virtual processes share. */
import { randomUUID } from "node:crypto";
import { type Dialect, PGliteDialect, type PostgresCursor, PostgresDialect, type PostgresQueryResult } from "kysely";
import { Client } from "pg";
import { openTemporary } from "../../../src/db/embedded.ts";
import { serverTypes } from "../../../src/db/server.ts";
import { runAt, urlOfDatabase } from "../../support/testServer.ts";

export type SimulatedStore = {
  /** Each call gives a dialect of its own on the one connection. */
  dialect: () => Dialect;
  /** Several statements without parameters. */
  exec: (statements: string) => Promise<unknown>;
  close: () => Promise<void>;
};

export async function openEmbeddedStore(): Promise<SimulatedStore> {
  const { pglite, close } = await openTemporary();
  return {
    dialect: () => new PGliteDialect({ pglite }),
    exec: (statements) => pglite.exec(statements),
    close,
  };
}

/** A database of its own on that server. Several times as fast as the embedded one, and half of the work is the server's process's. */
export async function openStoreOnServer(serverUrl: string): Promise<SimulatedStore> {
  const name = `throughline_simulation_${randomUUID().replaceAll("-", "")}`;
  await runAt(serverUrl, `create database ${name} template template0`);
  const client = new Client({ connectionString: urlOfDatabase(serverUrl, name), types: serverTypes });
  await client.connect();
  await client.query("set timezone = 'UTC'; set synchronous_commit = off; set jit = off");
  return {
    dialect: () =>
      new PostgresDialect({ pool: { connect: () => Promise.resolve(shared(client)), end: nothing, options: {} } }),
    exec: (statements) => client.query(statements),
    close: async () => {
      await client.end();
      await runAt(serverUrl, `drop database ${name}`);
    },
  };
}

/** Every statement is prepared once, since the same few hundred come millions of times. */
function shared(client: Client) {
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(
    asked: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof asked !== "string") throw new Error("no virtual process reads by a cursor");
    return prepared<R>(client, asked, values);
  }
  return { query, release: () => {} };
}

async function prepared<R>(client: Client, text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
  const { command, rowCount, rows } = await client.query({ name: nameOf(text), text, values: [...values] });
  return { command: changing.find((each) => each === command) ?? "SELECT", rowCount: rowCount ?? 0, rows };
}

/** Kysely asks of these how many rows they changed. */
const changing = ["INSERT", "UPDATE", "DELETE", "MERGE"] as const;

const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `statement ${names.size}`;
  names.set(text, name);
  return name;
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
