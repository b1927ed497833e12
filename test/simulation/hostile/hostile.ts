/** Decides how hostile senders set upon the app, and what they do to its memory and to those who mean well. */
import { execFile } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort, makeCluster } from "../kills/cluster.ts";
import { type Replica, replicaAt, secret } from "../kills/replica.ts";

const run = promisify(execFile);

export type HostileFigures = {
  senders: number;
  seconds: number;
  /** Connections that the hostile made. */
  connections: number;
  valid: number;
  /** Valid deliveries that were not answered 202. */
  refused: number;
  p50Milliseconds: number;
  p99Milliseconds: number;
  /** The most that the process ever had in memory; null where the system does not tell. */
  peakMegabytes: number | null;
  crashed: boolean;
};

/** Against the app as an operator starts it, on a PostgreSQL server: the embedded database alone takes some 900 MB for a moment when it is made, besieged or not. */
export async function besiege({ senders, seconds }: { senders: number; seconds: number }): Promise<HostileFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-hostile-"));
  const port = await freePort();
  const cluster = await makeCluster();
  const store = cluster.databaseUrl;
  const app = replicaAt({ kind: "app", port, store, gitHubPort: await freePort(), cwd: folder });
  try {
    await app.start();
    return await underSiege(app, port, senders, seconds);
  } finally {
    await app.kill();
    await cluster.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function underSiege(app: Replica, port: number, senders: number, seconds: number): Promise<HostileFigures> {
  const end = performance.now() + seconds * 1000;
  const goesOn = () => performance.now() < end;
  const pid = app.pid();
  const milliseconds: number[] = [];
  let refused = 0;
  // In a process of its own, so that its work is not measured as the app's slowness.
  const file = path.join(import.meta.dirname, "hostileSenders.ts");
  const hostile = run(process.execPath, [file, String(port), String(senders), String(seconds)]);

  async function meanWell(agent: http.Agent): Promise<void> {
    while (goesOn()) {
      const startedAt = performance.now();
      const status = await postValid(agent, app.url);
      if (status === 202) milliseconds.push(performance.now() - startedAt);
      else refused += 1;
      await wait(50);
    }
  }

  const agent = new http.Agent({ keepAlive: true });
  await Promise.all([hostile, ...Array.from({ length: 10 }, () => meanWell(agent))]);
  agent.destroy();
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
  return {
    senders,
    seconds,
    connections: Number((await hostile).stdout),
    valid: sorted.length,
    refused,
    p50Milliseconds: at(0.5),
    p99Milliseconds: at(0.99),
    peakMegabytes: pid === null ? null : await peakOf(pid),
    crashed: !app.isUp(),
  };
}

const body = JSON.stringify({
  action: "created",
  repository: { id: 7, full_name: "acme/shop" },
  installation: { id: 9 },
});
const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

function postValid(agent: http.Agent, url: string): Promise<number | null> {
  return new Promise((resolve) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "x-github-event": "star",
      "x-github-delivery": randomUUID(),
      "x-hub-signature-256": signature,
    };
    const request = http.request(`${url}/api/github/webhooks`, { agent, method: "POST", headers });
    request.on("error", () => resolve(null));
    request.on("response", (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? null));
    });
    request.end(body);
  });
}

async function peakOf(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
}
