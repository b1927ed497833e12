/** Decides how hostile senders set upon the app, and what they do to its memory and to those who mean well. */
import { createHmac, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import http from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../kills/cluster.ts";
import { type Replica, replicaAt, secret } from "../kills/replica.ts";

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

/** Against the app as an operator starts it, on the embedded database. */
export async function besiege({ senders, seconds }: { senders: number; seconds: number }): Promise<HostileFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-hostile-"));
  const port = await freePort();
  const app = replicaAt({ kind: "app", port, store: folder, gitHubPort: await freePort(), cwd: folder });
  try {
    await app.start();
    return await underSiege(app, port, senders, seconds);
  } finally {
    await app.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

async function underSiege(app: Replica, port: number, senders: number, seconds: number): Promise<HostileFigures> {
  const end = performance.now() + seconds * 1000;
  const goesOn = () => performance.now() < end;
  const pid = app.pid();
  const milliseconds: number[] = [];
  let [connections, refused] = [0, 0];

  async function beHostile(place: number): Promise<void> {
    const behave = behaviours[place % behaviours.length]!;
    while (goesOn()) {
      connections += 1;
      await behave(port, end - performance.now());
      await wait(10);
    }
  }
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
  await Promise.all([
    ...Array.from({ length: senders }, (_, place) => beHostile(place)),
    ...Array.from({ length: 10 }, () => meanWell(agent)),
  ]);
  agent.destroy();
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
  return {
    senders,
    seconds,
    connections,
    valid: sorted.length,
    refused,
    p50Milliseconds: at(0.5),
    p99Milliseconds: at(0.99),
    peakMegabytes: pid === null ? null : await peakOf(pid),
    crashed: !app.isUp(),
  };
}

/** One connection each, until it is closed or the time is over. */
type Behaviour = (port: number, milliseconds: number) => Promise<void>;

const signatureOfNobody = `x-hub-signature-256: sha256=${"0".repeat(64)}`;

const behaviours: readonly Behaviour[] = [
  // Oversize: a body without end, with what looks like a signature.
  (port, milliseconds) => pour(port, head("transfer-encoding: chunked", signatureOfNobody), milliseconds),
  // Oversize, and announced below the limit: 24 MB that are signed by nobody.
  (port, milliseconds) => pour(port, head("content-length: 25000000", signatureOfNobody), milliseconds),
  // Slow: a byte now and then.
  (port, milliseconds) => trickle(port, head("content-length: 100000", signatureOfNobody), milliseconds),
  // Slow: headers without end.
  (port, milliseconds) => trickle(port, "POST / HTTP/1.1\r\nhost: localhost\r\nx-a: ", milliseconds),
  // Unsigned.
  (port, milliseconds) => say(port, `${head("content-length: 2")}{}`, milliseconds),
  // Signed by somebody else.
  (port, milliseconds) => say(port, `${head("content-length: 2", signatureOfNobody)}{}`, milliseconds),
  // Malformed: no HTTP at all.
  (port, milliseconds) => say(port, "\u0000\u0001\u0002 no HTTP \r\n\r\n".repeat(50), milliseconds),
  // Malformed: the body is longer than it says.
  (port, milliseconds) => say(port, `${head("content-length: 1", signatureOfNobody)}{}{}{}{}`, milliseconds),
];

function head(...lines: string[]): string {
  const all = ["POST /api/github/webhooks HTTP/1.1", "host: localhost", "content-type: application/json", ...lines];
  return `${all.join("\r\n")}\r\n\r\n`;
}

function say(port: number, words: string, milliseconds: number): Promise<void> {
  return connected(port, milliseconds, (socket) => void socket.end(words));
}

function pour(port: number, words: string, milliseconds: number): Promise<void> {
  const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
  return connected(port, milliseconds, (socket) => {
    const pump = () => {
      while (socket.writable && socket.write(chunk));
    };
    socket.write(words);
    socket.on("drain", pump);
    pump();
  });
}

function trickle(port: number, words: string, milliseconds: number): Promise<void> {
  return connected(port, milliseconds, (socket) => {
    socket.write(words);
    const timer = setInterval(() => socket.write("x"), 500);
    socket.on("close", () => clearInterval(timer));
  });
}

function connected(port: number, milliseconds: number, begin: (socket: net.Socket) => void): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => begin(socket));
    const over = setTimeout(() => socket.destroy(), Math.max(0, milliseconds));
    socket.on("data", () => {});
    // Being cut off is what it is there for.
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(over);
      resolve();
    });
  });
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
