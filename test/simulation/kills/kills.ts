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

/** Between two kills, where they are behind the deliveries; so that a kill comes at any moment of whatever it strikes. */
const longestRestMilliseconds = 200;

export type KillFigures = {
  kills: number;
  killsOfTheApp: number;
  killsWhileStarting: number;
  databaseRestarts: number;
  acknowledged: number;
  unanswered: number;
  lost: number;
  seconds: number;
};

/**
 * Until there were as many kills, restarts and acknowledged deliveries as the plan asks for. Kills keep step with the deliveries, so that all ends are
 * reached together.
 */
export async function killUnderLoad(plan: KillPlan): Promise<KillFigures> {
  const startedAt = performance.now();
  const cwd = await mkdtemp(path.join(tmpdir(), "throughline-kills-"));
  const cluster = await makeCluster();
  const replicas: Replica[] = [];
  const over = new AbortController();
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
    for (const replica of replicas) void keepUp(replica, over.signal);
    const sender = startSender(replicas, plan.connections);
    const counts = await strike(plan, replicas, sender, cluster);
    await sender.stop();
    const lost = await missing({ databaseUrl: cluster.databaseUrl }, sender.ledger());
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    return { ...counts, acknowledged: sender.acknowledged(), unanswered: sender.unanswered(), lost, seconds };
  } finally {
    over.abort();
    await Promise.all(replicas.map((replica) => replica.kill()));
    await cluster.remove();
    await rm(cwd, { recursive: true, force: true });
  }
}

type Counts = Pick<KillFigures, "kills" | "killsOfTheApp" | "killsWhileStarting" | "databaseRestarts">;
type Restartable = { stopAtOnce: () => Promise<void>; start: () => Promise<void> };

async function strike(
  plan: KillPlan,
  replicas: readonly Replica[],
  sender: Sender,
  cluster: Restartable,
): Promise<Counts> {
  const counts: Counts = { kills: 0, killsOfTheApp: 0, killsWhileStarting: 0, databaseRestarts: 0 };

  function kill(): Promise<void> {
    const up = replicas.filter((replica) => replica.isUp());
    const struck = up.length === 0 || mayBeStarting(counts) ? replicas.filter((each) => each.isRunning()) : up;
    const replica = struck[Math.floor(Math.random() * struck.length)];
    if (replica === undefined) return Promise.resolve();
    counts.kills += 1;
    if (replicas.indexOf(replica) < plan.appReplicas) counts.killsOfTheApp += 1;
    if (!replica.isUp()) counts.killsWhileStarting += 1;
    if (counts.kills % 50 === 0) {
      const { kills, databaseRestarts } = counts;
      plan.note?.(`${kills} kills, ${databaseRestarts} restarts, ${sender.acknowledged()} acknowledged`);
    }
    return replica.kill();
  }

  const isAhead = () => counts.kills * plan.deliveries > sender.acknowledged() * plan.kills;

  async function keepKilling(): Promise<void> {
    while (counts.kills < plan.kills || sender.acknowledged() < plan.deliveries) {
      await wait(Math.random() * longestRestMilliseconds);
      if (!isAhead()) await kill();
    }
  }

  async function keepRestarting(): Promise<void> {
    const every = Math.ceil(plan.deliveries / (plan.databaseRestarts + 1));
    while (counts.databaseRestarts < plan.databaseRestarts) {
      const due = (counts.databaseRestarts + 1) * every;
      while (sender.acknowledged() < due) await wait(20);
      // While the database is away nothing is acknowledged, so that kills that keep step would spare the replicas then.
      const killed = wait(Math.random() * 1_000).then(kill);
      await cluster.stopAtOnce();
      await wait(Math.random() * 500);
      await cluster.start();
      await killed;
      counts.databaseRestarts += 1;
    }
  }

  await Promise.all([keepRestarting(), keepKilling()]);
  return counts;
}

/** Every third may be. On a busy machine it would be most of them, and hardly any that stores. */
function mayBeStarting({ kills }: Pick<Counts, "kills">): boolean {
  return kills % 3 === 2;
}

/** Starts it again whenever it has ended, as an operator's service manager does. A start fails while the database is away, and is tried again. */
async function keepUp(replica: Replica, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await replica.ended();
    await wait(20);
    if (!over.aborted && !replica.isRunning()) await replica.start().catch(() => wait(200));
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
export async function killEmbedded(kills: number, note?: (line: string) => void): Promise<KillFigures> {
  const startedAt = performance.now();
  const dataDir = await mkdtemp(path.join(tmpdir(), "throughline-kills-"));
  const { db, close } = await connect({ dataDir });
  await migrate(db);
  await close();
  const replica = replicaAt({ kind: "intake", port: await freePort(), store: dataDir, gitHubPort: 9, cwd: dataDir });
  const counts: Counts = { kills: 0, killsOfTheApp: 0, killsWhileStarting: 0, databaseRestarts: 0 };
  try {
    const sender = startSender([replica], 8);
    while (counts.kills < kills) {
      const starting = replica.start();
      // At any moment of its start, when the database recovers from the kill before.
      if (mayBeStarting(counts)) starting.catch(() => {});
      else await starting.then(() => acknowledgedMore(sender));
      await wait(Math.random() * 500);
      counts.kills += 1;
      if (!replica.isUp()) counts.killsWhileStarting += 1;
      if (counts.kills % 20 === 0) note?.(`${counts.kills} kills, ${sender.acknowledged()} acknowledged`);
      await replica.kill();
    }
    await sender.stop();
    const lost = await missing({ dataDir }, sender.ledger());
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    return { ...counts, acknowledged: sender.acknowledged(), unanswered: sender.unanswered(), lost, seconds };
  } finally {
    await replica.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function acknowledgedMore(sender: Sender): Promise<void> {
  const before = sender.acknowledged();
  while (sender.acknowledged() === before) await wait(20);
}
