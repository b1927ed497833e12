/** The database's own guard: what acts for one repository sees and writes no row of another, whatever it asks. */
import { type Kysely, sql, type Transaction } from "kysely";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { connect, type Database } from "../../src/db/connect.ts";
import type { Tables } from "../../src/db/tables.ts";
import { actFor, withTenant } from "../../src/db/withTenant.ts";
import { createStore } from "../support/database.ts";
import { guardGaps } from "../support/guardGaps.ts";
import { tenantReaders } from "../support/tenantReaders.ts";
import { acme, live, rival } from "../support/twoTenants.ts";

let store: Awaited<ReturnType<typeof createStore>>;
let database: Database;
let db: Kysely<Tables>;

beforeAll(async () => {
  store = await createStore();
  database = await connect(store.target);
  db = database.db;
  await live(db, acme);
  await live(db, rival);
});
afterAll(async () => {
  await database.close();
  await store.remove();
});

describe("the catalogue", () => {
  it("has a guard on every table of a repository, and no way around it", async () => {
    expect(await guardGaps(db)).toEqual([]);
  });

  it.each([
    ["drop policy tenant on facts", "facts has no policy for tenants"],
    ["alter table due_work disable row level security", "due_work has no row-level security"],
    ["alter table questions no force row level security", "questions lets its owner by"],
    ["create policy more on items_by_generation using (true)", "items_by_generation has other policies than it should"],
    ["alter policy app on publications to public", "publications lets others than the app read all"],
    ["alter view items reset (security_invoker)", "items is a view that reads with its owner's rights"],
    ["create table news (repository_id bigint)", "news has no row-level security"],
  ])("is seen to have a gap after: %s", async (statement, gap) => {
    await undone(async (trx) => {
      await sql.raw(statement).execute(trx);
      expect(await guardGaps(trx)).toContain(gap);
    });
  });
});

describe("who acts for one repository", () => {
  it("sees every table's rows of it, and none of another's", async () => {
    const all = await rowsByRepository(db);
    expect(all.get("facts")).toEqual([acme.id, rival.id]);
    const own = [...all].map(([table, ids]) => [table, ids.filter((id) => id === acme.id)]);
    expect([...(await withTenant(db, [acme.id], rowsByRepository))]).toEqual(own);
  });

  it("sees nothing of nobody's repository while it acts for none", async () => {
    const seen = await withTenant(db, [], rowsByRepository);
    expect([...seen.values()].flat()).toEqual([]);
  });

  it("sees both where it acts for both", async () => {
    expect([...(await withTenant(db, [acme.id, rival.id], rowsByRepository))]).toEqual([
      ...(await rowsByRepository(db)),
    ]);
  });

  it("sees no installation but its own, and no fact of which the repository is not known", async () => {
    await sql`insert into installations (id, state, heard_at) values (${acme.installation}, 'active', now()), (${rival.installation}, 'active', now())`.execute(
      db,
    );
    await withTenant(db, [acme.id], async (trx) => {
      expect(await trx.selectFrom("installations").select("id").execute()).toEqual([{ id: acme.installation }]);
      expect(await trx.selectFrom("content_facts").select("key").execute()).toEqual([]);
    });
  });

  it.each(tenantReaders)("reads nothing of another's by %s", async (_name, { read, nothing }) => {
    // By the app as a whole there is something to read: else it would prove nothing.
    expect(await read(db, rival)).not.toEqual(nothing);
    expect(await withTenant(db, [acme.id], (trx) => read(trx, rival))).toEqual(nothing);
  });

  it("changes, removes and adds nothing of another's", async () => {
    await withTenant(db, [acme.id], async (trx) => {
      const changing = trx.updateTable("facts").set({ event: "x" }).where("repository_id", "=", rival.id);
      expect(await changing.execute()).toMatchObject([{ numUpdatedRows: 0n }]);
      const removing = trx.deleteFrom("facts").where("repository_id", "=", rival.id);
      expect(await removing.execute()).toMatchObject([{ numDeletedRows: 0n }]);
    });
    const adding = withTenant(db, [acme.id], (trx) =>
      sql`insert into fact_versions (repository_id, version) values (3003, 1)`.execute(trx),
    );
    await expect(adding).rejects.toThrow(/row-level security/);
  });
});

test("without the guard the same asking shows the other's rows: it is the guard that keeps them", async () => {
  await undone(async (trx) => {
    await sql`alter table facts disable row level security`.execute(trx);
    await actFor(trx, [acme.id]);
    expect((await rowsByRepository(trx)).get("facts")).toEqual([acme.id, rival.id]);
  });
});

describe("a connection that was used for one repository", () => {
  it("has neither role nor repository afterwards, whatever the end", async () => {
    const ends = [
      () => withTenant(db, [acme.id], async () => {}),
      () => withTenant(db, [acme.id], () => Promise.reject(new Error("on purpose"))),
      () => withTenant(db, [acme.id], (trx) => sql`select 1 / 0`.execute(trx)),
      () => withTenant(db, [acme.id], (trx) => sql`drop table facts`.execute(trx)),
    ];
    const runs = Array.from({ length: 6 }, () => ends.map((end) => end())).flat();
    const outcomes = await Promise.allSettled(runs);
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(18);
    const states = await Promise.all(Array.from({ length: 24 }, () => stateOf(db)));
    expect(new Set(states)).toEqual(new Set(["none, acting for "]));
  });

  it("acts within as a role that owns nothing and bypasses nothing", async () => {
    const { rows } = await withTenant(db, [acme.id], (trx) =>
      sql<{ super: boolean; bypass: boolean; login: boolean; owns: boolean }>`
        select rolsuper as super, rolbypassrls as bypass, rolcanlogin as login,
          exists (select from pg_class where relowner = pg_roles.oid) as owns
        from pg_roles where rolname = current_user`.execute(trx),
    );
    expect(rows).toEqual([{ super: false, bypass: false, login: false, owns: false }]);
  });
});

/** Of each table and view with rows of repositories, which repositories are seen there. */
async function rowsByRepository(executor: Kysely<Tables>): Promise<Map<string, number[]>> {
  const { rows: tables } = await sql<{ name: string; key: string }>`
    select relname as name, attname as key from pg_class join pg_attribute on attrelid = pg_class.oid
    where relkind in ('r', 'v') and relnamespace = current_schema()::regnamespace
      and (attname = 'repository_id' or (relname = 'repositories' and attname = 'id'))
    order by relname`.execute(executor);
  const seen = new Map<string, number[]>();
  for (const { name, key } of tables) {
    const { rows } = await sql<{ id: number }>`
      select distinct ${sql.ref(key)} as id from ${sql.table(name)} where ${sql.ref(key)} is not null order by id`.execute(
      executor,
    );
    seen.set(
      name,
      rows.map(({ id }) => id),
    );
  }
  return seen;
}

async function stateOf(executor: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select current_setting('role') || ', acting for ' || coalesce(current_setting('throughline.repositories', true), '') as state`.execute(
    executor,
  );
  return rows[0]?.state ?? "";
}

async function undone(run: (trx: Transaction<Tables>) => Promise<void>): Promise<void> {
  await db
    .transaction()
    .execute(async (trx) => {
      await run(trx);
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
}

class Undone extends Error {}
