/** Decides how replicas are killed under load, and the database with them, and that every acknowledged delivery is found afterwards. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { connect, type Target } from "../../../src/db/connect.ts";
import { migrate } from "../../../src/db/migrate.ts";
import { freePort, makeCluster } from "./cluster.ts";
import { type Replica, replicaAt } from "./replica.ts";
import { type Sender, startSender } from "./sender.ts";

export type KillPlan = {
  kills: number;
  deliveries: number;
  databaseRestarts: number;
  appReplicas: number;
  intakeReplicas: number;
  connections: number;
  note?: (line: string) => void;
};

export type KillFigures = {
  kills: number;
  killsOfTheApp: number;
  databaseRestarts: number;
  acknowledged: number;
  unanswered: number;
  lost: number;
  seconds: number;
};

/** Until there were as many kills, restarts and acknowledged deliveries as the plan asks for. */
export async function killUnderLoad(plan: KillPlan): Promise<KillFigures> {
  const startedAt = performance.now();
  const cwd = await mkdtemp(path.join(tmpdir(), "throughline-kills-"));
  const cluster = await makeCluster();
  const replicas: Replica[] = [];
  try {
    const { db, close } = await connect({ databaseUrl: cluster.databaseUrl });
    await migrate(db);
    await close();
    // Nobody listens there: what is published fails and is tried again later.
    const gitHubPort = await freePort();
    for (let place = 0; place < plan.appReplicas + plan.intakeReplicas; place += 1) {
      const kind = place < plan.appReplicas ? "app" : "intake";
      replicas.push(replicaAt({ kind, port: await freePort(), store: cluster.databaseUrl, gitHubPort, cwd }));
    }
    await Promise.all(replicas.map((replica) => replica.start()));
    const sender = startSender(replicas, plan.connections);
    const figures = await killAll(plan, replicas, sender, cluster);
    await sender.stop();
    const lost = await missing({ databaseUrl: cluster.databaseUrl }, sender.ledger());
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    return { ...figures, acknowledged: sender.acknowledged(), unanswered: sender.unanswered(), lost, seconds };
  } finally {
    await Promise.all(replicas.map((replica) => replica.kill()));
    await cluster.remove();
    await rm(cwd, { recursive: true, force: true });
  }
}

type Counts = Pick<KillFigures, "kills" | "killsOfTheApp" | "databaseRestarts">;
type Restartable = { stopAtOnce: () => Promise<void>; start: () => Promise<void> };

async function killAll(
  plan: KillPlan,
  replicas: readonly Replica[],
  sender: Sender,
  cluster: Restartable,
): Promise<Counts> {
  const counts: Counts = { kills: 0, killsOfTheApp: 0, databaseRestarts: 0 };
  const isDone = () => counts.kills >= plan.kills && sender.acknowledged() >= plan.deliveries;

  async function keepKilling(replica: Replica, place: number): Promise<void> {
    while (!isDone() || counts.databaseRestarts < plan.databaseRestarts) {
      // Any time from at once to a while after it is up, so that it is struck while it starts and while it stores.
      await wait(Math.random() * 800);
      await replica.kill();
      counts.kills += 1;
      if (place < plan.appReplicas) counts.killsOfTheApp += 1;
      if (counts.kills % 50 === 0) plan.note?.(`${counts.kills} kills, ${sender.acknowledged()} acknowledged`);
      await upAgain(replica);
    }
  }

  async function keepRestarting(): Promise<void> {
    const every = Math.ceil(plan.deliveries / (plan.databaseRestarts + 1));
    while (counts.databaseRestarts < plan.databaseRestarts) {
      const due = (counts.databaseRestarts + 1) * every;
      while (sender.acknowledged() < due) await wait(20);
      await cluster.stopAtOnce();
      await wait(Math.random() * 500);
      await cluster.start();
      counts.databaseRestarts += 1;
    }
  }

  await Promise.all([keepRestarting(), ...replicas.map(keepKilling)]);
  return counts;
}

/** A start fails while the database is away, as an operator's service manager would see it, and is tried again. */
async function upAgain(replica: Replica): Promise<void> {
  for (;;) {
    try {
      return await replica.start();
    } catch {
      await wait(200);
    }
  }
}

async function missing(target: Target, ledger: ReadonlySet<string>): Promise<number> {
  const { db, close } = await connect(target);
  const rows = await db.selectFrom("deliveries").select("id").execute();
  await close();
  const kept = new Set(rows.map(({ id }) => id));
  return [...ledger].filter((id) => !kept.has(id)).length;
}

/** The same on the embedded database, which one process has to itself: it is killed, and started again on the same folder. */
export async function killEmbedded(kills: number): Promise<KillFigures> {
  const startedAt = performance.now();
  const dataDir = await mkdtemp(path.join(tmpdir(), "throughline-kills-"));
  const { db, close } = await connect({ dataDir });
  await migrate(db);
  await close();
  const replica = replicaAt({ kind: "intake", port: await freePort(), store: dataDir, gitHubPort: 9, cwd: dataDir });
  try {
    await replica.start();
    const sender = startSender([replica], 8);
    for (let killed = 0; killed < kills; killed += 1) {
      await wait(100 + Math.random() * 400);
      await replica.kill();
      await upAgain(replica);
    }
    await wait(200);
    await replica.kill();
    await sender.stop();
    const lost = await missing({ dataDir }, sender.ledger());
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const [acknowledged, unanswered] = [sender.acknowledged(), sender.unanswered()];
    return { kills: kills + 1, killsOfTheApp: 0, databaseRestarts: 0, acknowledged, unanswered, lost, seconds };
  } finally {
    await replica.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
}
