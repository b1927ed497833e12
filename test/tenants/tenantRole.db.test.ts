/** The role under which single repositories are worked for: made where the server allows it, and where it does not, said. On a server alone: the embedded database has one user, who may do all. */
import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { sql } from "kysely";
import { connect } from "../../src/db/connect.ts";
import { migrate } from "../../src/db/migrate.ts";
import { tenantGuard } from "../../src/db/tenantRole.ts";
import { withTenant } from "../../src/db/withTenant.ts";
import { administer, testServerUrl, urlOfDatabase } from "../support/testServer.ts";
import { acme, live, rival } from "../support/twoTenants.ts";

const onServer = process.env["THROUGHLINE_TEST_DATABASE"] === "postgres";

test.runIf(onServer)("a role that may make roles makes it, and still works for all repositories itself", async () => {
  const { db } = await databaseOf(await newRole("createrole"));
  expect(await tenantGuard(db)).toEqual({ kind: "in-force" });
  await live(db, acme);
  await live(db, rival);
  expect(await repositoriesIn()).toEqual([acme.id, rival.id]);
  expect(await withTenant(db, [rival.id], (trx) => repositoriesIn(trx))).toEqual([rival.id]);

  async function repositoriesIn(executor = db): Promise<number[]> {
    const rows = await executor
      .selectFrom("items")
      .select("repository_id")
      .distinct()
      .orderBy("repository_id")
      .execute();
    return rows.map((row) => row.repository_id);
  }
});

test.runIf(onServer)(
  "a role that may not works without, says so, and takes it once an administrator has made it",
  async () => {
    const owner = await newRole("");
    const { db } = await databaseOf(owner);
    const role = `throughline_tenant_of_${owner}`;
    expect(await tenantGuard(db)).toEqual({ kind: "no-role", role, owner });
    await live(db, acme);
    await live(db, rival);
    expect(await seenBy([acme.id])).toBe(2);

    await administer(`create role ${role} nologin`);
    await administer(`grant ${role} to ${owner}`);
    await migrate(db);
    expect(await tenantGuard(db)).toEqual({ kind: "in-force" });
    expect(await seenBy([acme.id])).toBe(1);

    async function seenBy(ids: number[]): Promise<number> {
      return withTenant(db, ids, async (trx) => (await trx.selectFrom("repositories").select("id").execute()).length);
    }
  },
);

test.runIf(onServer)("after a restore under another owner the app is let through again", async () => {
  const owner = await newRole("createrole");
  const next = await newRole("createrole");
  const { db, name } = await databaseOf(owner);
  await live(db, acme);
  await administer(`reassign owned by ${owner} to ${next}`, name);
  await administer(`alter database ${name} owner to ${next}`);

  const restored = await connect({ databaseUrl: urlOf(name, next) });
  onTestFinished(restored.close);
  await migrate(restored.db);
  expect(await restored.db.selectFrom("repositories").select("id").execute()).toEqual([{ id: acme.id }]);
  expect(
    await withTenant(restored.db, [rival.id], (trx) => trx.selectFrom("repositories").select("id").execute()),
  ).toEqual([]);
});

async function newRole(rights: string): Promise<string> {
  const role = `tl_${randomUUID().slice(0, 8)}`;
  await administer(`create role ${role} login ${rights}`);
  onTestFinished(async () => {
    await administer(`drop role if exists throughline_tenant_of_${role}`);
    await administer(`drop role ${role}`);
  });
  return role;
}

async function databaseOf(owner: string) {
  const name = `throughline_test_${randomUUID().replaceAll("-", "")}`;
  await administer(`create database ${name} owner ${owner}`);
  onTestFinished(() => administer(`drop database ${name} with (force)`));
  const { db, close } = await connect({ databaseUrl: urlOf(name, owner) });
  onTestFinished(close);
  await migrate(db);
  await sql`select 1`.execute(db);
  return { db, name };
}

function urlOf(name: string, user: string): string {
  const url = new URL(urlOfDatabase(testServerUrl(), name));
  url.username = user;
  return url.href;
}
