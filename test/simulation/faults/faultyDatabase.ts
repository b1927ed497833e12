/** Decides how a virtual process reaches the database: one statement at a turn, and struck by faults before or after any of them. */
import { type CompiledQuery, type DatabaseConnection, type Dialect, type Driver, Kysely } from "kysely";
import type { Tables } from "../../../src/db/tables.ts";
import type { Actor } from "./actor.ts";

/** What strikes a process at one place: it dies there, or the place fails it. */
export type Strike = "dies" | "fails" | null;

export type Striking = (actor: Actor, place: string) => Strike;

/** One for each process, all on one database: like replicas on a server, but that transactions come one after the other. */
export function databaseFor(actor: Actor, inner: Dialect, striking: Striking, broken: Broken = {}): Kysely<Tables> {
  const dialect: Dialect = {
    createAdapter: () => inner.createAdapter(),
    createIntrospector: (db) => inner.createIntrospector(db),
    createQueryCompiler: () => inner.createQueryCompiler(),
    createDriver: () => faultyDriver(inner.createDriver(), { actor, striking, broken }),
  };
  return new Kysely<Tables>({ dialect });
}

/** How a mutant's database differs. */
export type Broken = { statement?: (text: string) => string; keepsHalves?: boolean };

type Parts = { actor: Actor; striking: Striking; broken: Broken };

function faultyDriver(inner: Driver, { actor, striking, broken }: Parts): Driver {
  let open = false;
  const connections = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const innerOf = (connection: DatabaseConnection): DatabaseConnection => connections.get(connection) ?? connection;

  async function struck<T>(place: string, work: () => Promise<T>): Promise<T> {
    meet(actor, striking(actor, `before ${place}`));
    const done = await work();
    meet(actor, striking(actor, `after ${place}`));
    return done;
  }

  return {
    init: () => inner.init(),
    destroy: () => Promise.resolve(),
    acquireConnection: async () => {
      const connection = await inner.acquireConnection();
      const faulty: DatabaseConnection = {
        executeQuery: <Row>(query: CompiledQuery, options?: Parameters<DatabaseConnection["executeQuery"]>[1]) => {
          const statement = { ...query, sql: broken.statement?.(query.sql) ?? query.sql };
          const work = () => struck(query.sql, () => connection.executeQuery<Row>(statement, options));
          return open ? actor.atOnce(work) : actor.inTurn(work);
        },
        streamQuery: (query, chunkSize, options) => connection.streamQuery(query, chunkSize, options),
      };
      connections.set(faulty, connection);
      return faulty;
    },
    beginTransaction: (connection, settings) =>
      actor.inTurn(async () => {
        meet(actor, striking(actor, "before begin"));
        await inner.beginTransaction(innerOf(connection), settings);
        open = true;
      }),
    commitTransaction: (connection) =>
      actor.atOnce(() =>
        struck("commit", async () => {
          await inner.commitTransaction(innerOf(connection));
          open = false;
        }),
      ),
    // Also of a process that has died: the server notices and undoes what was not committed.
    rollbackTransaction: async (connection) => {
      open = false;
      if (broken.keepsHalves === true) await inner.commitTransaction(innerOf(connection));
      else await inner.rollbackTransaction(innerOf(connection));
    },
    releaseConnection: (connection) => inner.releaseConnection(innerOf(connection)),
  };
}

function meet(actor: Actor, strike: Strike): void {
  if (strike === "dies") throw actor.die();
  if (strike === "fails")
    throw Object.assign(new Error("terminating connection due to administrator command"), { code: "57P01" });
}
