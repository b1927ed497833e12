/**
 * Decides whether the running app gets back what it missed: 10,000 deliveries of 71 hours, from a simulated GitHub that answers slowly, fails in the middle of
 * its list, and asks for patience twice.
 * Run: npm run recovery:long [-- --deliveries N] [--latency MILLISECONDS] [--database URL]. Without a database it uses an embedded one.
 */
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type ProxyAnswer, type ProxyRequest, startProxy } from "../../src/cli/demo/proxy.ts";
import { createLog } from "../../src/config/log.ts";
import { addSeconds, instantOfEpochSeconds } from "../../src/instant.ts";
import { type Running, start } from "../../src/main.ts";
import { appPrivateKey } from "../support/appPrivateKey.ts";
import { issueOpened } from "../support/payloads.ts";
import { simulatedHook } from "../support/simulatedHook.ts";
import { shareBelow } from "./shareBelow.ts";

const secret = "a-secret-for-the-simulation-only";
const downSeconds = 71 * 60 * 60;
const patienceSeconds = 20;
const mostMinutes = 15;

const { values } = parseArgs({
  options: {
    deliveries: { type: "string", default: "10000" },
    latency: { type: "string", default: "150" },
    database: { type: "string" },
  },
});
const count = Number(values.deliveries);
const began = performance.now();
const acknowledged = new Set<string>();
let app: Running | null = null;
let requests = { list: 0, ask: 0, other: 0 };
let patienceUntil = 0;
let tooEarly = 0;
let failedAnswers = 0;

const hook = simulatedHook({ now, deliver });
for (let place = 0; place < count; place += 1) {
  hook.attempted(guidOf(place), addSeconds(now(), -Math.floor((downSeconds * (count - place)) / count)), 0);
}
const github = await startProxy(answer);
const dataDir = mkdtempSync(path.join(tmpdir(), "throughline-recovery-"));
try {
  app = await start(
    {
      app: { id: 77, privateKey: appPrivateKey },
      webhookSecrets: { current: secret, previous: null },
      listen: { host: "127.0.0.1", port: 0 },
      metrics: null,
      store: values.database === undefined ? { dataDir } : { databaseUrl: values.database },
      apiUrl: github.url,
      webUrl: github.url,
      logLevel: "silent",
      backfillDays: 180,
      eraseAfterDays: 7,
      keepPayloadsDays: { checks: 1, others: 7 },
      webhookProxyUrl: null,
    },
    createLog("silent", [secret, appPrivateKey]),
  );
  for (let noted = 0; acknowledged.size < count && minutes() < 2 * mostMinutes; await wait(100)) {
    if (minutes() < noted + 1) continue;
    noted += 1;
    console.error(`${noted} min: ${requests.list} pages, ${requests.ask} asked for, ${acknowledged.size} here`);
  }
  const took = minutes();
  await app.stop();
  print(took);
  process.exitCode = acknowledged.size === count && took < mostMinutes && tooEarly === 0 ? 0 : 1;
} finally {
  await github.close();
  rmSync(dataDir, { recursive: true });
}

function print(took: number): void {
  const lost = count - acknowledged.size;
  const { user, system } = process.cpuUsage();
  const used = (user + system) / 1_000_000;
  console.log(
    [
      `Missed in 71 hours: ${count}, of 20 repositories. Taken by the app after its start: ${acknowledged.size}; lost: ${lost}.`,
      `That took ${took.toFixed(1)} minutes of at most ${mostMinutes}: ${(acknowledged.size / took / 60).toFixed(1)} a second, at ${values.latency} ms for each answer of GitHub.`,
      `Seconds of processor, the simulated GitHub's with them: ${Math.round(used)}.`,
      `Requests: ${requests.list} pages, ${requests.ask} to send again, ${requests.other} of another kind. Answered by a failure: ${failedAnswers}.`,
      `Sent again more than once: ${hook.attempts.length - count - acknowledged.size}. Sent before Retry-After was over: ${tooEarly}.`,
      lost === 0 ? `No loss in ${count}: the share lost so is below ${shareBelow(count)}, at 95%.` : "Some are lost.",
    ].join("\n"),
  );
}

async function answer({ method, path: address }: ProxyRequest): Promise<ProxyAnswer> {
  const url = new URL(address, "http://github.invalid");
  const asked = /^\/app\/hook\/deliveries(?:\/(\d+)\/attempts)?$/.exec(url.pathname);
  if (!asked) return answerOther(method, url.pathname);
  const left = patienceUntil - performance.now();
  // What was on its way when the answer went out is not early; app and GitHub share a thread here, so it may be read late.
  if (left > 0 && left < patienceSeconds * 1000 - 1_000) tooEarly += 1;
  await wait(Number(values.latency));
  const [, attempt] = asked;
  return attempt === undefined ? answerList(url.searchParams.get("cursor")) : answerAsk(Number(attempt));
}

async function answerList(cursor: string | null): Promise<ProxyAnswer> {
  requests.list += 1;
  if (requests.list === 30) return fail(502, {});
  const { deliveries, next } = await hook.deliveries(cursor);
  const link = next === null ? {} : { link: `<${github.url}/app/hook/deliveries?cursor=${next}>; rel="next"` };
  return json(200, deliveries, link);
}

function answerAsk(attempt: number): ProxyAnswer {
  requests.ask += 1;
  if (requests.ask === Math.floor(count / 3) || requests.ask === Math.floor((2 * count) / 3)) {
    patienceUntil = performance.now() + patienceSeconds * 1000;
    return fail(403, { "retry-after": String(patienceSeconds) });
  }
  void hook.redeliver(attempt);
  return json(202, {});
}

function answerOther(method: string, address: string): ProxyAnswer {
  requests.other += 1;
  if (address === "/app") return json(200, { id: 77, slug: "throughline" });
  if (method === "POST" && address.endsWith("/access_tokens")) {
    return json(201, { token: "t", expires_at: addSeconds(now(), 3600), permissions: {} });
  }
  return json(404, { message: "Not Found" });
}

function fail(status: number, headers: Record<string, string>): ProxyAnswer {
  failedAnswers += 1;
  return json(status, { message: "not now" }, headers);
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): ProxyAnswer {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

/** As GitHub does, some time after it was asked. */
async function deliver(guid: string): Promise<number> {
  const body = JSON.stringify(payloadOf(Number(guid.slice(-12))));
  const response = await fetch(`${app?.url}/api/github/webhooks`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-event": "issues",
      "x-github-delivery": guid,
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
    body,
  });
  if (response.status === 202) acknowledged.add(guid);
  return response.status;
}

/** Each is an issue of its own; they come from twenty repositories in turn. */
function payloadOf(place: number): object {
  const { payload } = issueOpened({ at: addSeconds(now(), -downSeconds), number: Math.floor(place / 20) + 1 });
  const { repository, ...rest } = z.looseObject({ repository: z.looseObject({}) }).parse(payload);
  const id = 1_000 + (place % 20);
  return { ...rest, repository: { ...repository, id, full_name: `octo-org/shop-${id}`, name: `shop-${id}` } };
}

function guidOf(place: number): string {
  return `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`;
}

function now(): string {
  return instantOfEpochSeconds(Math.floor(Date.now() / 1000));
}

function minutes(): number {
  return (performance.now() - began) / 60_000;
}
