/** Decides what the simulation runs on: one database whose own clock the simulation sets. */
import { type Dialect, Kysely, sql } from "kysely";
import { migrate } from "../../../src/db/migrate.ts";
import type { Tables } from "../../../src/db/tables.ts";
import type { Instant } from "../../../src/instant.ts";
import { end } from "./faultPlan.ts";
import { openEmbeddedStore, openStoreOnServer } from "./simulatedStore.ts";

export type SimulatedDatabase = {
  /** For a virtual process. */
  dialect: () => Dialect;
  /** For the simulation itself, which no fault strikes. */
  db: Kysely<Tables>;
  /** Sets the database's clock, in seconds since 1970, and says what there is to do by it and by the app's slowest clock. */
  setClock: (seconds: number, appNow: Instant) => Promise<Ahead>;
  empty: () => Promise<void>;
  close: () => Promise<void>;
};

/** On a server where its address is given, else embedded. Slow to open; empty it between two runs. */
export async function openSimulatedDatabase(serverUrl: string | null = null): Promise<SimulatedDatabase> {
  const { dialect, exec, close } = await (serverUrl === null ? openEmbeddedStore() : openStoreOnServer(serverUrl));
  const db = new Kysely<Tables>({ dialect: dialect() });
  await migrate(db);
  // The app's SQL asks for now() without a schema, so the one that is found first is the database's clock.
  await exec(`
    create schema simulation;
    create function simulation.now() returns timestamptz language sql stable
      as $$ select to_timestamp(current_setting('simulation.now')::float8) $$;
    create sequence simulation.ticks cycle maxvalue 99999;
    create function simulation.clock_timestamp() returns timestamptz language sql volatile
      as $$ select simulation.now() + nextval('simulation.ticks') * interval '1 microsecond' $$;
    -- Also for the role under which the app reads and writes for one repository.
    grant usage on schema simulation to public;
    grant usage on sequence simulation.ticks to public;
    ${lookAhead}
    set search_path = simulation, pg_catalog, public;
    set simulation.now = '0'`);
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%' order by 1`.execute(
    db,
  );
  const deletes = rows.map(({ name }) => `delete from "${name}";`).join("\n");
  let runs = 0;
  return {
    dialect,
    db,
    setClock: async (seconds, appNow) => {
      const answer = await sql<Ahead>`
        select claimable, next_at as "nextAt" from simulation.look_ahead(${String(seconds)}, ${appNow}, ${end})`.execute(
        db,
      );
      const [ahead] = answer.rows;
      if (ahead === undefined) throw new Error("the database does not say what there is to do");
      return ahead;
    },
    empty: async () => {
      await exec(deletes);
      runs += 1;
      // Nobody else sweeps an embedded database, and a long series of runs would wade through dead rows.
      if (runs % 20 === 0) await exec("vacuum");
    },
    close,
  };
}

export type Ahead = {
  /** The kinds of work that can be claimed now; `translate` where a delivery is unread, `fold` where a window has ended by the app's slowest clock. */
  claimable: string[];
  /** When the next work can be claimed, in seconds since 1970; null if none is there. A window that ends is work for the fold, when the app's slowest clock is there. */
  nextAt: number | null;
};

/** Sets the database's clock and says what there is to do, in one statement, since a simulation asks for that after most things that happen. Reading history from GitHub has loops and a port of its own, which are no part of the simulation. */
const lookAhead = `
  create function simulation.look_ahead(clock text, app_now timestamptz, app_end timestamptz, out claimable text[], out next_at float8)
  language plpgsql as $$
  begin
    perform set_config('simulation.now', clock, false);
    claimable := array(
      select kind from due_work where kind not in ('backfill', 'reconcile') and due_at <= now() and set_aside_at is null
        and (lease is null or leased_until <= now())
      union select 'translate' from deliveries where state = 'stored'
      union select 'fold' from items where next_change_at <= app_now and not exists (
        select from due_work where kind = 'fold' and subject = '#' || items.number)
      order by kind);
    select ceil(extract(epoch from min(at))) into next_at from (
      select greatest(due_at, leased_until) as at from due_work where kind not in ('backfill', 'reconcile') and set_aside_at is null
      union all select next_change_at + (now() - app_now) from items where next_change_at > app_now and next_change_at <= app_end) as next;
  end $$;`;
