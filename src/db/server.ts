/** Decides how the app talks to a PostgreSQL server. */
import { Socket } from "node:net";
import { CompiledQuery, type DatabaseConnection, type Dialect, type Kysely, PostgresDialect, sql } from "kysely";
import { type CustomTypesConfig, Pool, types } from "pg";
import { messageOf, UserError } from "../errors.ts";
import { columnParsers } from "./columnTypes.ts";
import type { Tables } from "./tables.ts";

export type ServerPool = {
  dialect: Dialect;
  connections: () => { total: number; idle: number; waiting: number };
  /** From now on a connection is given up where the server says nothing for that long. */
  limitSilence: (milliseconds: number) => void;
};

/** `onLostConnection` hears of a connection that broke while idle; the pool has already dropped it and opens another when one is needed. */
export function openPool(databaseUrl: string, onLostConnection: (error: Error) => void): ServerPool {
  const patience = patientSockets();
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new UserError("The database URL must begin with postgres:// or postgresql://.");
  }
  if (!isReadable(databaseUrl)) {
    throw new UserError(
      "The database URL cannot be read. In its user and password write @, /, : and other signs as %40, %2F, %3A and so on, or give the password by DATABASE_PASSWORD_PATH.",
    );
  }
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: "throughline",
    max: 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    stream: patience.open,
    types: serverTypes,
  });
  pool.on("error", onLostConnection);
  // Whoever uses a connection that breaks hears of it by the failed statement. The event comes as well, and heard by nobody it would end the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  return {
    dialect: new PostgresDialect({ pool, onCreateConnection: prepareSession }),
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    limitSilence: patience.limit,
  };
}

/** How the driver reads columns: as the embedded database does. */
export const serverTypes: CustomTypesConfig = {
  getTypeParser: (oid, format) => columnParsers[oid] ?? types.getTypeParser(oid, format),
};

/** What is not written so would be taken apart at the wrong place, and a piece of the password for the host. */
function isReadable(databaseUrl: string): boolean {
  const url = URL.parse(databaseUrl);
  return url !== null && !url.pathname.includes("@") && !url.hash.includes("@") && !url.search.includes("@");
}

/** A server that went away without a word leaves what was sent to it unanswered: by itself the operating system gives up after a quarter of an hour. */
function patientSockets(): { open: () => Socket; limit: (milliseconds: number) => void } {
  const sockets = new Set<Socket>();
  let limitMilliseconds = 0;
  return {
    open: () => {
      const socket = new Socket();
      socket.setTimeout(limitMilliseconds);
      socket.on("timeout", () =>
        socket.destroy(new Error("Connection terminated: the database said nothing for too long")),
      );
      socket.on("close", () => sockets.delete(socket));
      sockets.add(socket);
      return socket;
    },
    limit: (milliseconds) => {
      limitMilliseconds = milliseconds;
      for (const socket of sockets) socket.setTimeout(milliseconds);
    },
  };
}

/** Statements, not start-up parameters: a connection pooler in front of the server refuses those that it does not know. */
async function prepareSession(connection: DatabaseConnection): Promise<void> {
  await connection.executeQuery(
    CompiledQuery.raw(
      `select set_config('TimeZone', 'UTC', false),
              set_config('statement_timeout', '30s', false),
              set_config('idle_in_transaction_session_timeout', '60s', false)`,
    ),
  );
}

/** Refuses, in words for the operator, a server that does not answer or is too old. */
export async function checkServer(db: Kysely<Tables>, databaseUrl: string): Promise<void> {
  const version = await serverVersion(db).catch((error: unknown) => {
    throw new UserError(
      `Cannot use the PostgreSQL server at ${addressOf(databaseUrl)}: ${messageOf(error)}. Is it running, and is the database URL right?`,
      { cause: error },
    );
  });
  if (version < 150_000) {
    throw new UserError(
      `The PostgreSQL server at ${addressOf(databaseUrl)} is version ${Math.floor(version / 10_000)}; Throughline needs 15 or newer.`,
    );
  }
}

/** `150004` for 15.4. */
async function serverVersion(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ version: number }>`select current_setting('server_version_num')::int as version`.execute(
    db,
  );
  return rows[0]?.version ?? 0;
}

/** Host and database of the URL, without the password. */
function addressOf(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  return url === null ? "the given URL" : `${url.host}${url.pathname}`;
}
