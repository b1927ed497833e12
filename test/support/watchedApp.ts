/** Decides how an app is run whose log and metrics a test reads, against a GitHub of a few routes. */
import { expect, onTestFinished } from "vitest";
import { z } from "zod";
import { type Proxy, type ProxyAnswer, type ProxyRequest, startProxy } from "../../src/cli/demo/proxy.ts";
import type { Config } from "../../src/config/env.ts";
import { createLog } from "../../src/config/log.ts";
import { secretValues } from "../../src/config/secretValues.ts";
import { type Instant, instantOfEpochSeconds } from "../../src/instant.ts";
import { type Running, start } from "../../src/main.ts";
import { settings } from "./canaries.ts";
import { createStore, type Store } from "./database.ts";

export type WatchedApp = Running & {
  store: Store["target"];
  /** Every line of the log so far, parsed. */
  log: () => Record<string, unknown>[];
  /** The same as it was written. */
  logText: () => string;
  scrape: () => Promise<string>;
  /** What was written on GitHub. */
  written: string[];
};

/** `answerOf` may answer a request itself; null leaves it to the small GitHub. */
export async function startWatchedApp(
  answerOf: (request: ProxyRequest) => ProxyAnswer | null = () => null,
): Promise<WatchedApp> {
  const written: string[] = [];
  const comments: Comment[] = [];
  const github: Proxy = await startProxy(
    async (request) => answerOf(request) ?? smallGitHub(request, written, comments),
  );
  const store = await createStore();
  const config: Config = {
    app: { id: 1234, privateKey: settings.privateKey },
    webhookSecrets: { current: settings.secret, previous: settings.previousSecret },
    listen: { host: "127.0.0.1", port: 0 },
    metrics: { host: "127.0.0.1", port: 0 },
    store: store.target,
    apiUrl: github.url,
    webUrl: github.url,
    logLevel: "trace",
    backfillDays: 180,
    eraseAfterDays: 7,
    keepPayloadsDays: { checks: 0, others: 0 },
    webhookProxyUrl: null,
  };
  const lines: string[] = [];
  const seeded = { ...config, store: { databaseUrl: `postgres://flow:${settings.databasePassword}@db/flow` } };
  const log = createLog("trace", secretValues(seeded), { write: (line) => void lines.push(line) });
  const begun = await start(config, log, {
    now: () => secondsAgo(0),
    publishPauseSeconds: 0,
    longestSleepSeconds: 1,
    paced: false,
    catchesUp: true,
  });
  let stopped: Promise<void> | null = null;
  const running = { ...begun, stop: () => (stopped ??= begun.stop()) };
  onTestFinished(async () => {
    await running.stop();
    await github.close();
    await store.remove();
  });
  return {
    ...running,
    store: store.target,
    log: () => lines.map((line) => lineShape.parse(JSON.parse(line))),
    logText: () => lines.join(""),
    scrape: async () => (await fetch(`${running.metricsUrl}/metrics`)).text(),
    written,
  };
}

/** By this machine's clock, as the database's retention goes. */
export function secondsAgo(seconds: number): Instant {
  return instantOfEpochSeconds(Math.floor(Date.now() / 1000) - seconds);
}

/** Waits until a line of the log has these fields, and returns it. */
export async function logged(app: WatchedApp, fields: Record<string, unknown>): Promise<Record<string, unknown>> {
  const find = () => app.log().find((line) => Object.entries(fields).every(([name, value]) => line[name] === value));
  await expect.poll(find, { timeout: 15_000, interval: 50 }).toBeDefined();
  return find()!;
}

const lineShape = z.record(z.string(), z.unknown());

const bot = { login: "throughline[bot]", type: "Bot" };

type Comment = { id: number; body: string; user: typeof bot };

const bodyShape = z.object({ body: z.string() });

/** It shows the comments that were written to it, as the app expects of GitHub before it is sure of one. */
function smallGitHub({ method, path, body }: ProxyRequest, written: string[], comments: Comment[]): ProxyAnswer {
  const route = `${method} ${path.split("?")[0]}`;
  if (method !== "GET" && !path.endsWith("/access_tokens")) written.push(body);
  if (route === "GET /app") return json(200, { id: 1234, slug: "throughline" });
  if (/^GET \/(repositories\/1001|repos\/acme\/shop)$/.test(route)) {
    return json(200, { id: 1001, full_name: "acme/shop", owner: { login: "acme" }, name: "shop", archived: false });
  }
  if (path.endsWith("/access_tokens")) {
    return json(201, { token: `ghs_${"a".repeat(36)}`, expires_at: "2099-01-01T00:00:00Z", permissions: {} });
  }
  if (/^POST .*\/issues\/\d+\/comments$/.test(route)) {
    const comment = { id: comments.length + 1, body: bodyShape.parse(JSON.parse(body)).body, user: bot };
    comments.push(comment);
    return json(201, comment);
  }
  if (/^POST .*\/check-runs$/.test(route)) return json(201, { id: 2, output: { title: "", summary: "" } });
  if (/^GET .*\/comments$/.test(route)) return json(200, comments);
  if (/^GET .*\/check-runs$/.test(route)) return json(200, { total_count: 0, check_runs: [] });
  return json(404, { message: "Not Found" });
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): ProxyAnswer {
  return {
    status,
    headers: { "content-type": "application/json", "x-ratelimit-remaining": "4711", ...headers },
    body: JSON.stringify(body),
  };
}
