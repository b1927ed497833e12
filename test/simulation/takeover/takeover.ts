/** Decides how it is measured after how long another process goes on with the work of one that was killed: two whole apps, one database, and a slow GitHub. */
import { createHmac, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Kysely } from "kysely";
import { connect } from "../../../src/db/connect.ts";
import { migrate } from "../../../src/db/migrate.ts";
import type { Tables } from "../../../src/db/tables.ts";
import { instantOfEpochSeconds } from "../../../src/instant.ts";
import type { Delivery } from "../../../src/signals/delivery.ts";
import { commentCreated, pullRequestOpened } from "../../support/payloads.ts";
import { freePort, makeCluster } from "../kills/cluster.ts";
import { type Replica, replicaAt, secret } from "../kills/replica.ts";
import { databaseMoment, fatesOf, heldBy, type HeldWork, holder, isCalm, noteClaims } from "./claims.ts";
import { startSlowGitHub } from "./slowGitHub.ts";

/** One piece of work that a killed process held, and how many seconds after the kill another had claimed it. */
export type Takeover = { kind: string; seconds: number };

/** Waits no longer for anything. */
const patienceSeconds = 120;

/** Kills so many times a process that holds work. */
export async function measureTakeovers(kills: number, note?: (line: string) => void): Promise<Takeover[]> {
  const cwd = await mkdtemp(path.join(tmpdir(), "throughline-takeover-"));
  const cluster = await makeCluster();
  const gitHub = await startSlowGitHub();
  const { db, close } = await connect({ databaseUrl: cluster.databaseUrl });
  const replicas = new Map<string, Replica>();
  try {
    await migrate(db);
    await noteClaims(db);
    for (const name of ["one", "other"]) {
      const store = `${cluster.databaseUrl}?application_name=${name}`;
      replicas.set(name, replicaAt({ kind: "app", port: await freePort(), store, gitHubPort: gitHub.port, cwd }));
    }
    await Promise.all([...replicas.values()].map((replica) => replica.start()));
    const takeovers: Takeover[] = [];
    for (let killed = 0; killed < kills;) {
      const taken = await killHolder(db, replicas);
      // It had finished a moment before.
      if (taken.length === 0) continue;
      killed += 1;
      takeovers.push(...taken);
      note?.(`kill ${killed}: ${taken.map(({ kind, seconds }) => `${kind} after ${seconds.toFixed(1)} s`).join(", ")}`);
    }
    return takeovers;
  } finally {
    await Promise.all([...replicas.values()].map((replica) => replica.kill()));
    await close();
    await gitHub.close();
    await cluster.remove();
    await rm(cwd, { recursive: true, force: true });
  }
}

async function killHolder(db: Kysely<Tables>, replicas: ReadonlyMap<string, Replica>): Promise<Takeover[]> {
  await until("everything is done", () => isCalm(db));
  for (const delivery of newWork()) await deliver([...replicas.values()], delivery);
  const process = await until("somebody holds work", () => holder(db));
  await wait(Math.random() * 8_000);
  const replica = replicas.get(process);
  if (replica === undefined) throw new Error(`${process} is no replica of ours, and holds work`);
  const since = await databaseMoment(db);
  await replica.kill();
  const works = await heldBy(db, process);
  const takeovers = await until(`the work of ${process} is taken over: ${JSON.stringify(works)}`, () =>
    takenOver(db, works, { process, since }),
  );
  await replica.start();
  return takeovers;
}

/** Null until all of it is. What a statement ended that was under way at the kill was not left behind. */
async function takenOver(
  db: Kysely<Tables>,
  works: readonly HeldWork[],
  dead: { process: string; since: string },
): Promise<Takeover[] | null> {
  const fates = await fatesOf(db, works, dead);
  return fates.includes(null) ? null : fates.filter((fate) => fate !== null && fate !== "ended");
}

/** Of a repository that nobody has heard of, for which there is one piece of work of most kinds. */
function newWork(): Delivery[] {
  const id = 1 + Math.floor(Math.random() * 1_000_000_000);
  const repository = { id, fullName: `acme/shop-${id}` };
  const at = instantOfEpochSeconds(Math.floor(Date.now() / 1000));
  const { fullName: full_name } = repository;
  const chosen = { id, name: full_name.slice("acme/".length), full_name, private: false, node_id: `R_${id}` };
  const added = {
    action: "added",
    installation: { id: 90, app_id: 1234 },
    repositories_added: [chosen],
    repositories_removed: [],
  };
  return [
    { id: randomUUID(), event: "installation_repositories", receivedAt: at, payload: added },
    pullRequestOpened({ at, number: 12, repository, id: randomUUID() }),
    commentCreated({
      at,
      number: 12,
      comment: id,
      text: "/flow queue",
      onPullRequest: true,
      repository,
      id: randomUUID(),
    }),
  ];
}

async function deliver(replicas: readonly Replica[], { id, event, payload }: Delivery): Promise<void> {
  const replica = replicas[Math.floor(Math.random() * replicas.length)];
  const body = JSON.stringify(payload);
  const headers = {
    "content-type": "application/json",
    "x-github-event": event,
    "x-github-delivery": id,
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
  const { status } = await fetch(`${replica?.url}/api/github/webhooks`, { method: "POST", headers, body });
  if (status !== 202) throw new Error(`a delivery was answered ${status}`);
}

/** Asks until the answer is neither false nor null. */
async function until<Found>(what: string, look: () => Promise<Found | false | null>): Promise<Found> {
  const end = performance.now() + patienceSeconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`it did not come to this in ${patienceSeconds} s: ${what}`);
    await wait(50);
  }
}
