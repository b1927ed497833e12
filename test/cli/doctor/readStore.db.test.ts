/** How the doctor sees a store. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { readStore } from "../../../src/cli/doctor/readStore.ts";
import { connect } from "../../../src/db/connect.ts";
import { lockDataDir } from "../../../src/db/dataDirLock.ts";
import { createStore } from "../../support/database.ts";

async function newStore(prepare: string[] = []) {
  const { target, remove } = await createStore();
  onTestFinished(remove);
  const { db, close } = await connect(target);
  for (const statement of prepare) await sql.raw(statement).execute(db);
  await close();
  return target;
}

const delivery = (id: string, state: string, age: string, reason = "null") =>
  `insert into deliveries (id, event, received_at, state, reason, payload) values ('${id}', 'issues', now() - interval '${age}', '${state}', ${reason}, '{}')`;
const work = (subject: string, age: string, attempts: number, error: string) =>
  `insert into due_work (kind, repository_id, subject, due_at, attempts, last_error) values ('fold', 1, '${subject}', now() - interval '${age}', ${attempts}, ${error})`;

test("a store in order and empty", async () => {
  expect(await readStore(await newStore())).toEqual({
    kind: "open",
    missing: [],
    unknown: [],
    tenants: { kind: "in-force" },
    inbox: { waiting: 0, longestWaitSeconds: null },
    work: [],
    setAside: [],
    gaps: [],
    keptFor: [],
    outages: [],
  });
});

test("what waits, what was set aside, what is due and what fails", async () => {
  const target = await newStore([
    delivery("a", "stored", "10 minutes"),
    delivery("b", "stored", "1 minute"),
    delivery("c", "failed", "2 days", "'older'"),
    delivery("d", "failed", "1 day", "'newer'"),
    delivery("e", "failed", "31 days", "'its body is gone'"),
    "update deliveries set payload = null where id = 'e'",
    delivery("f", "done", "4 days"),
    work("#1", "20 minutes", 0, "null"),
    work("#2", "5 minutes", 3, "'refused'"),
    work("#3", "1 minute", 2, "'once'"),
    work("#4", "-1 hour", 0, "null"),
    work("#5", "2 hours", 12, "'poison'"),
    "update due_work set set_aside_at = now() where subject = '#5'",
  ]);
  const store = await readStore(target);
  expect(store).toMatchObject({
    inbox: { waiting: 2 },
    work: [{ kind: "fold", due: 3, failing: 1, latestError: "refused" }],
    setAside: [
      { kind: "delivery", count: 2, latestReason: "newer" },
      { kind: "fold", count: 1, latestReason: "poison" },
    ],
  });
  if (store.kind !== "open") throw new Error("not open");
  expect(store.inbox?.longestWaitSeconds).toBeGreaterThanOrEqual(600);
  expect(store.inbox?.longestWaitSeconds).toBeLessThan(660);
  expect(store.work[0]?.longestDueSeconds).toBeGreaterThanOrEqual(1200);
  expect(store.work[0]?.longestDueSeconds).toBeLessThan(1260);
});

test("for which installations something is kept", async () => {
  const repository = (id: number, name: string, installation: string, keptFor: string) =>
    `insert into repositories (id, full_name, private, archived, fork, first_received_at, last_received_at, installation_id, kept_for)
      values (${id}, '${name}', true, false, false, now(), now(), ${installation}, ${keptFor})`;
  const target = await newStore([
    repository(1, "acme/shop", "77", "77"),
    repository(2, "acme/api", "77", "77"),
    repository(3, "acme/removed", "null", "77"),
    repository(4, "rival/vault", "78", "78"),
    "insert into installations (id, state, heard_at) values (78, 'deleted', now())",
    repository(5, "octo/replayed", "null", "null"),
  ]);
  expect(await readStore(target)).toMatchObject({
    keptFor: [{ installationId: 77, repositories: ["acme/api", "acme/shop"] }],
  });
});

test("an older schema and a newer one are told apart, and left as they are", async () => {
  const older = await newStore(["delete from throughline_migration where name like '0010%'"]);
  expect(await readStore(older)).toMatchObject({ missing: ["0010_metrics"], unknown: [], inbox: null });
  expect(await readStore(older)).toMatchObject({ missing: ["0010_metrics"] });
  const newer = await newStore(["insert into throughline_migration (name, timestamp) values ('9999_later', 'x')"]);
  expect(await readStore(newer)).toMatchObject({ missing: [], unknown: ["9999_later"], inbox: null });
});

test("a folder without a database stays without one", async () => {
  const dataDir = path.join(tmpdir(), "throughline-that-is-not-there");
  expect(await readStore({ dataDir })).toEqual({ kind: "none", dataDir });
  expect(existsSync(dataDir)).toBe(false);
});

test("a folder that another process has", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "throughline-doctor-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const { close } = await connect({ dataDir });
  await close();
  onTestFinished(await lockDataDir(dataDir));
  expect(await readStore({ dataDir })).toEqual({
    kind: "in-use",
    failure: expect.stringContaining(`pid ${process.pid}`),
  });
});

test("a server that does not answer", async () => {
  const store = await readStore({ databaseUrl: "postgres://flow:hunter2@127.0.0.1:9/flow" });
  expect(store).toEqual({ kind: "unusable", failure: expect.stringMatching(/^Cannot use .*127\.0\.0\.1:9\/flow/) });
  expect(JSON.stringify(store)).not.toContain("hunter2");
});
