/** The database's disk is full while deliveries come in, to the whole app as an operator starts it; then there is room again. */
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { chown, mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "../../../src/db/connect.ts";
import { urlOfDatabase } from "../../support/testServer.ts";
import { freePort, makeCluster } from "../kills/cluster.ts";
import { type Replica, replicaAt, secret } from "../kills/replica.ts";
import { makeSmallDisk, type SmallDisk } from "./smallDisk.ts";

const noDisk = "a full disk needs a small one, and nothing may be mounted here";
const growthMebibytes = 256;

/** 64 KiB that do not pack. */
function delivery(): { id: string; body: string } {
  const title = randomBytes(32 * 1024).toString("hex");
  return { id: randomUUID(), body: JSON.stringify({ action: "created", title, repository: { id: 7 } }) };
}

async function post({ url }: Replica, { id, body }: { id: string; body: string }): Promise<number> {
  const response = await fetch(`${url}/api/github/webhooks`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-event": "star",
      "x-github-delivery": id,
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
    body,
  });
  await response.text();
  return response.status;
}

async function asked({ url }: Replica, name: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}/${name}`);
  return { status: response.status, text: await response.text() };
}

async function residentMebibytes(replica: Replica): Promise<number> {
  const status = await readFile(`/proc/${replica.pid()}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

/** Sends the app what it takes, fills its disk, lets go of it again, and returns what it has acknowledged. */
async function throughAFullDisk(app: Replica, disk: SmallDisk, meanwhile: () => Promise<void>): Promise<string[]> {
  const acknowledged: string[] = [];
  const send = async (one = delivery()) => {
    const status = await post(app, one);
    if (status === 202) acknowledged.push(one.id);
    return { one, status };
  };
  for (let sent = 0; sent < 10; sent += 1) expect((await send()).status).toBe(202);
  expect((await asked(app, "readyz")).status).toBe(200);

  await disk.fill();
  // What is free in files that are there already is used up first.
  await expect.poll(async () => (await send()).status, { timeout: 30_000, interval: 1 }).toBe(503);
  const before = await residentMebibytes(app);
  const refused = await Promise.all(Array.from({ length: 200 }, () => send()));
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
  expect((await residentMebibytes(app)) - before).toBeLessThan(growthMebibytes);
  expect(await asked(app, "readyz")).toMatchObject({ status: 503, text: expect.stringContaining("takes no writes") });
  expect((await asked(app, "healthz")).status).toBe(200);
  await meanwhile();

  await disk.free();
  await expect.poll(async () => (await asked(app, "readyz")).status, { timeout: 60_000 }).toBe(200);
  for (const { one } of refused.slice(0, 20)) expect((await send(one)).status).toBe(202);
  expect(app.isUp()).toBe(true);
  return acknowledged;
}

test("a server whose tables lie on a full disk", { timeout: 180_000 }, async ({ skip }) => {
  const disk = await makeSmallDisk(64);
  if (disk === null) return skip(noDisk);
  onTestFinished(disk.remove);
  const cluster = await makeCluster();
  onTestFinished(cluster.remove);
  const space = path.join(disk.folder, "space");
  await mkdir(space);
  const { uid, gid } = await stat(cluster.folder);
  await chown(space, uid, gid);
  const administrator = new Client({ connectionString: cluster.databaseUrl });
  await administrator.connect();
  await administrator.query(`create tablespace small location '${space}'`);
  await administrator.query("create database flow template template0 tablespace small");
  await administrator.end();
  const store = urlOfDatabase(cluster.databaseUrl, "flow");
  const cwd = await mkdtemp(path.join(tmpdir(), "throughline-full-"));
  const app = replicaAt({ kind: "app", port: await freePort(), store, gitHubPort: await freePort(), cwd });
  onTestFinished(async () => {
    await app.kill();
    await rm(cwd, { recursive: true });
  });
  await app.start();
  const reader = new Client({ connectionString: store });
  await reader.connect();
  const read = async (state: string) => {
    const { rows } = await reader.query<{ id: string }>(`select id from deliveries where ${state} order by id`);
    return rows.map(({ id }) => id);
  };

  const acknowledged = await throughAFullDisk(app, disk, async () => {
    expect((await read("true")).length).toBeGreaterThanOrEqual(10);
  });

  expect(await read("true")).toEqual(acknowledged.toSorted());
  await expect.poll(() => read("state = 'stored'"), { timeout: 90_000 }).toEqual([]);
  await reader.end();
});

test("an embedded database whose folder lies on a full disk", { timeout: 180_000 }, async ({ skip }) => {
  const disk = await makeSmallDisk(256);
  if (disk === null) return skip(noDisk);
  onTestFinished(disk.remove);
  const dataDir = path.join(disk.folder, "data");
  const cwd = await mkdtemp(path.join(tmpdir(), "throughline-full-"));
  const app = replicaAt({ kind: "app", port: await freePort(), store: dataDir, gitHubPort: await freePort(), cwd });
  onTestFinished(async () => {
    await app.kill();
    await rm(cwd, { recursive: true });
  });
  await app.start();

  const acknowledged = await throughAFullDisk(app, disk, () => Promise.resolve());

  await app.kill();
  const { db, close } = await connect({ dataDir });
  const kept = await db.selectFrom("deliveries").select("id").execute();
  await close();
  expect(kept.map(({ id }) => id).toSorted()).toEqual(acknowledged.toSorted());
});
