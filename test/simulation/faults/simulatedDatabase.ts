/** Decides what the simulation runs on: one embedded database whose own clock the simulation sets. */
import { Kysely, PGliteDialect, sql } from "kysely";
import type { PGlite } from "@electric-sql/pglite";
import { openTemporary } from "../../../src/db/embedded.ts";
import { migrate } from "../../../src/db/migrate.ts";
import type { Tables } from "../../../src/db/tables.ts";
import type { Instant } from "../../../src/instant.ts";
import { end } from "./faultPlan.ts";

export type SimulatedDatabase = {
  pglite: PGlite;
  /** For the simulation itself, which no fault strikes. */
  db: Kysely<Tables>;
  /** Sets the database's clock, in seconds since 1970. */
  setClock: (seconds: number) => Promise<void>;
  empty: () => Promise<void>;
  close: () => Promise<void>;
};

/** Slow to open; empty it between two runs. */
export async function openSimulatedDatabase(): Promise<SimulatedDatabase> {
  const { pglite, close } = await openTemporary();
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  await migrate(db);
  // The app's SQL asks for now() without a schema, so the one that is found first is the database's clock.
  await pglite.exec(`
    create schema simulation;
    create function simulation.now() returns timestamptz language sql stable
      as $$ select to_timestamp(current_setting('simulation.now')::float8) $$;
    create sequence simulation.ticks cycle maxvalue 99999;
    create function simulation.clock_timestamp() returns timestamptz language sql volatile
      as $$ select simulation.now() + nextval('simulation.ticks') * interval '1 microsecond' $$;
    -- Also for the role under which the app reads and writes for one repository.
    grant usage on schema simulation to public;
    grant usage on sequence simulation.ticks to public;
    set search_path = simulation, pg_catalog, public;
    set simulation.now = '0'`);
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%' order by 1`.execute(
    db,
  );
  const deletes = rows.map(({ name }) => `delete from "${name}";`).join("\n");
  let runs = 0;
  return {
    pglite,
    db,
    setClock: async (seconds) => {
      await pglite.query("select set_config('simulation.now', $1, false)", [String(seconds)]);
    },
    empty: async () => {
      await pglite.exec(deletes);
      runs += 1;
      // Nobody else sweeps an embedded database, and a long series of runs would wade through dead rows.
      if (runs % 20 === 0) await pglite.exec("vacuum");
    },
    close,
  };
}

/** Reading history from GitHub has loops and a port of its own, which are no part of the simulation. */
const isSimulated = sql`kind not in ('backfill', 'reconcile')`;

/** The kinds of work that can be claimed now; `translate` where a delivery is unread, `fold` where a window has ended by the app's slowest clock. */
export async function claimableWork(db: Kysely<Tables>, appNow: Instant): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct kind from due_work where ${isSimulated} and due_at <= now() and set_aside_at is null and (lease is null or leased_until <= now())
    union select 'translate' from deliveries where state = 'stored'
    union select 'fold' from items where next_change_at <= ${appNow} and not exists (
      select from due_work where kind = 'fold' and subject = '#' || items.number)
    order by kind`.execute(db);
  return rows.map(({ kind }) => kind);
}

/** When the next work can be claimed, in seconds since 1970; null if none is there. A window that ends is work for the fold, when the app's slowest clock is there. */
export async function nextWorkAt(db: Kysely<Tables>, appNow: Instant): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`
    select ceil(extract(epoch from min(at)))::float8 as at from (
      select greatest(due_at, leased_until) as at from due_work where ${isSimulated} and set_aside_at is null
      union all select next_change_at + (now() - ${appNow}::timestamptz) from items
        where next_change_at > ${appNow} and next_change_at <= ${end}) as next`.execute(db);
  return rows[0]?.at ?? null;
}
