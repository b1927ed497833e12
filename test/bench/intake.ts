/**
 * Measures durable intake: signed deliveries of 24 KB over 50 connections on loopback, through front, Probot and batching into a real database.
 * Run: npm run bench:intake [-- --database URL] [--seconds N] [--connections N] [--rate N] [--nothing]. Without a database it uses a temporary embedded one;
 * with --nothing nothing is stored, which is what the front and Probot cost by themselves. As many are sent as are answered, or, with --rate, that many a second:
 * then a time is from the moment at which one was due to be sent, so that whoever had to wait for a connection counts as well.
 */
import { fork } from "node:child_process";
import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import http from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Probot } from "probot";
import { z } from "zod";
import throughline, { receiveThrough } from "../../src/app.ts";
import { createLog } from "../../src/config/log.ts";
import { connect } from "../../src/db/connect.ts";
import { migrate } from "../../src/db/migrate.ts";
import { storeDeliveries } from "../../src/intake/deliveries.ts";
import { createReceiver } from "../../src/intake/receive.ts";
import { startFront } from "../../src/intake/server.ts";
import { machine } from "./machine.ts";

const secret = "3b1f9d0c5e7a48261d0c";
const bodyBytes = 24 * 1024;
/** The senders' code has to be compiled, and their connections opened: by whom that is waited for is not the app. */
const warmSeconds = 2;
const loadSchema = z.object({
  url: z.string(),
  seconds: z.number(),
  connections: z.number(),
  rate: z.number().nullable(),
});
const resultSchema = z.object({ milliseconds: z.array(z.number()), sent: z.number(), refused: z.number() });
type Load = z.infer<typeof loadSchema>;
type Result = z.infer<typeof resultSchema>;

if (process.send === undefined) await measure();
else process.send(await load(loadSchema.parse(JSON.parse(process.argv[2] ?? "null"))));

async function measure(): Promise<void> {
  const { values } = parseArgs({
    options: {
      database: { type: "string" },
      seconds: { type: "string", default: "10" },
      connections: { type: "string", default: "50" },
      rate: { type: "string" },
      nothing: { type: "boolean", default: false },
    },
  });
  const database = await connect(
    values.database === undefined ? { temporary: true } : { databaseUrl: values.database },
  );
  await migrate(database.db);
  const log = createLog("warn", []);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const probot = new Probot({
    appId: 1,
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    secret,
    log,
  });
  let batches = 0;
  const store = createReceiver({
    store: async (arrivals) => {
      batches += 1;
      return values.nothing ? arrivals.map(() => "stored" as const) : storeDeliveries(database.db, arrivals);
    },
    onStored: () => {},
    log,
  });
  await probot.load(throughline(store));
  const front = await startFront(
    {
      secrets: [secret],
      receive: receiveThrough(probot),
      unreadiness: async () => null,
      version: "bench",
      now: () => "2026-03-02T09:14:00Z",
      log,
    },
    { host: "127.0.0.1", port: 0 },
  );
  const seconds = Number(values.seconds);
  const connections = Number(values.connections);
  const rate = values.rate === undefined ? null : Number(values.rate);
  await runLoad({ url: front.url, seconds: warmSeconds, connections, rate });
  batches = 0;
  const cpuBefore = process.cpuUsage();
  const { milliseconds, sent, refused } = await runLoad({
    url: front.url,
    seconds: seconds + warmSeconds,
    connections,
    rate,
  });
  const cpu = process.cpuUsage(cpuBefore);
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => `${(sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1)} ms`;
  console.log(
    [
      `${machine()}, ${values.nothing ? "nothing stored" : database.kind}, ${connections} connections, ${seconds} s${rate === null ? "" : `, ${rate} a second sent`}`,
      `${Math.round(sorted.length / seconds)} deliveries/s durable, ${refused} refused, ${(sent / batches).toFixed(1)} a commit`,
      `p50 ${at(0.5)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}; ${((cpu.user + cpu.system) / 1000 / sent).toFixed(2)} ms of CPU each; memory ${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
    ].join("\n"),
  );
  await front.close();
  await database.close();
}

/** The senders are a process of their own, so that neither their work nor their memory is measured as the app's. */
async function runLoad(asked: Load): Promise<Result> {
  const sender = fork(new URL(import.meta.url), [JSON.stringify(asked)]);
  return new Promise((resolve, reject) => {
    sender.once("message", (message) => resolve(resultSchema.parse(message)));
    sender.once("error", reject);
  });
}

async function load({ url, seconds, connections, rate }: Load): Promise<Result> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const { body, signature } = signedBody();
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const result: Result = { milliseconds: [], sent: 0, refused: 0 };
  const send = async (_: unknown, place: number): Promise<void> => {
    for (let turn = 0; performance.now() < end; turn += 1) {
      const due = rate === null ? 0 : begin + ((turn * connections + place) / rate) * 1000;
      if (due > performance.now()) await wait(due - performance.now());
      const started = rate === null ? performance.now() : due;
      const status = await postOnce(agent, url, body, signature);
      result.sent += 1;
      if (status !== 202) result.refused += 1;
      else if (started >= begin + warmSeconds * 1000) result.milliseconds.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: connections }, send));
  agent.destroy();
  return result;
}

/** A push with as many commits as make up the size; like real payloads it is mostly repetitive text. */
function signedBody(): { body: Buffer; signature: string } {
  const commits: unknown[] = [];
  const payload = () =>
    JSON.stringify({ ref: "refs/heads/main", repository: { id: 7 }, installation: { id: 9 }, commits });
  while (payload().length < bodyBytes) {
    const id = randomUUID();
    commits.push({ id, message: `Change ${id}`, url: `https://github.com/octo/repo/commit/${id}`, distinct: true });
  }
  const body = Buffer.from(payload());
  return { body, signature: `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` };
}

function postOnce(agent: http.Agent, url: string, body: Buffer, signature: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${url}/api/github/webhooks`, {
      agent,
      method: "POST",
      headers: {
        "content-type": "application/json",
        "content-length": body.length,
        "x-github-event": "push",
        "x-github-delivery": randomUUID(),
        "x-hub-signature-256": signature,
      },
    });
    request.on("error", reject);
    request.on("response", (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    request.end(body);
  });
}
