/** The set-up from the first start to the first delivery, as a newcomer goes through it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEnv } from "node:util";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { parseConfig } from "../../src/config/env.ts";
import { appPrivateKey } from "../support/appPrivateKey.ts";
import { open, type Seen, submit } from "../support/browser.ts";
import { all } from "../support/dom.ts";
import { madeAppId, type ManifestGitHub, startManifestGitHub } from "../support/manifestGitHub.ts";
import { post } from "../support/testFront.ts";

const cli = path.resolve("src/cli.ts");
const address = "https://throughline.example.com";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "throughline-setup-"));
  return () => rmSync(folder, { recursive: true });
});

type App = ChildProcess & { said: () => string; code: Promise<unknown> };

function startIn(github: ManifestGitHub, environment: Record<string, string> = {}): App {
  const child = spawn(process.execPath, [cli, "start"], {
    cwd: folder,
    env: { PATH: process.env["PATH"], GHE_HOST: github.host, GHE_PROTOCOL: "http", PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (bytes: Buffer) => (said += bytes.toString()));
  onTestFinished(() => void child.kill("SIGKILL"));
  return Object.assign(child, { said: () => said, code: once(child, "close").then(([exit]: unknown[]) => exit) });
}

async function addressSaid(app: App): Promise<string> {
  const printed = /http:\/\/localhost:\d+\/setup\?key=[\w-]{43}/;
  await expect.poll(app.said, { timeout: 25_000 }).toMatch(printed);
  return printed.exec(app.said())?.[0] ?? "";
}

async function runningStatus(status: Seen): Promise<Seen> {
  let seen = status;
  await expect
    .poll(async () => (seen = await open(status.url)).text, { timeout: 25_000 })
    .toContain("the app is running");
  return seen;
}

test(
  "from nothing to a running app whose deliveries verify, without a restart, and the next start finds it set up",
  { timeout: 90_000 },
  async () => {
    const github = await startManifestGitHub();
    writeFileSync(path.join(folder, ".env"), `# mine\nKEEP_PAYLOADS_DAYS=3\nAPP_ID=\nGHE_HOST=${github.host}\n`, {
      mode: 0o644,
    });
    const app = startIn(github);
    const form = await open(await addressSaid(app));
    const confirm = await submit(form, { organization: "acme", address });
    const status = await submit(confirm);

    expect(status.url).toMatch(/\/setup\/status\?key=/);
    const [registered] = github.registered;
    expect(registered?.path).toBe("/organizations/acme/settings/apps/new");
    expect(registered?.manifest).toMatchObject({
      name: "Throughline acme",
      hook_attributes: { url: `${address}/api/github/webhooks`, active: true },
      redirect_url: `${new URL(form.url).origin}/setup/created`,
    });

    const file = path.join(folder, ".env");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const written = parseEnv(readFileSync(file, "utf8"));
    expect(readFileSync(file, "utf8")).toMatch(/^# mine\nKEEP_PAYLOADS_DAYS=3\n/);
    expect(parseConfig(written)).toMatchObject({
      app: { id: madeAppId, privateKey: appPrivateKey.trim() },
      webUrl: `http://${github.host}`,
      webhookSecrets: { current: github.webhookSecret },
      keepPayloadsDays: { others: 3 },
    });

    const running = await runningStatus(status);
    expect(all(running.page, "a.button").map((link) => link.getAttribute("href"))).toEqual([
      `http://${github.host}/apps/throughline-acme/installations/new`,
    ]);
    const url = new URL(form.url).origin;
    expect(await post(url, { secret: github.webhookSecret })).toMatchObject({ status: 202 });
    expect((await open(status.url)).text).toContain("1 delivery seen, 1 of them verified and kept.");
    expect(await post(url, { secret: "of-somebody-else-8c1f0e6b7" })).toMatchObject({ status: 401 });
    expect((await open(status.url)).text).toContain("2 deliveries seen, 1 of them verified and kept.");

    const everything = [app.said(), form, confirm, running].map((each) =>
      typeof each === "string" ? each : each.text,
    );
    for (const secret of [github.webhookSecret, appPrivateKey.slice(30, 80), written["PRIVATE_KEY"] ?? ""]) {
      expect(everything.filter((text) => text.includes(secret))).toEqual([]);
    }

    app.kill("SIGTERM");
    expect(await app.code).toBe(0);
    const again = startIn(github, { GHE_PROTOCOL: "" });
    await expect.poll(again.said, { timeout: 25_000 }).toMatch(/listens on/);
    expect(again.said()).not.toContain("setup");
  },
);

test("before it is set up nothing is taken, and nobody gets in without the key", { timeout: 40_000 }, async () => {
  const app = startIn(await startManifestGitHub());
  const invited = await addressSaid(app);
  const url = new URL(invited).origin;
  for (const where of ["/setup", "/setup?key=", "/setup?key=guessed", "/setup/status?key=guessed", "/"]) {
    expect(await open(url + where), where).toMatchObject({ status: 403 });
  }
  expect(await open(`${url}/setup?key=guessed`, { method: "POST", body: "address=x" })).toMatchObject({ status: 403 });
  expect(await open(`${url}/setup/created?code=stolen&state=guessed`)).toMatchObject({ status: 400 });
  expect(await post(url)).toMatchObject({ status: 503 });
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);

  const { headers } = await open(invited);
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(headers.get("referrer-policy")).toBe("strict-origin");
  expect(headers.get("cache-control")).toBe("no-store");
  app.kill("SIGTERM");
  expect(await app.code).toBe(0);
});

test(
  "when the app cannot start, the credentials are kept and the page says where to look",
  { timeout: 60_000 },
  async () => {
    const github = await startManifestGitHub();
    const app = startIn(github, { DATABASE_URL: "postgres://flow@127.0.0.1:9/flow" });
    const status = await submit(await submit(await open(await addressSaid(app)), { address }));
    await expect.poll(async () => (await open(status.url)).text, { timeout: 25_000 }).toContain("did not start");
    expect(app.said()).toContain("Cannot use the PostgreSQL server at 127.0.0.1:9/flow");
    expect(parseEnv(readFileSync(path.join(folder, ".env"), "utf8"))).toMatchObject({ APP_ID: String(madeAppId) });
    expect(await app.code).toBe(1);
  },
);

test("a port in use refuses the set-up with one line", { timeout: 40_000 }, async () => {
  const other = createServer().listen(0, "localhost");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const { port } = z.object({ port: z.number() }).parse(other.address());
  const app = startIn(await startManifestGitHub(), { PORT: String(port) });
  expect(await app.code).toBe(1);
  expect(app.said()).toBe(`Port ${port} on localhost is in use. Set PORT to another one.\n`);
});

test("a folder that cannot be written refuses the start, before GitHub makes an app in vain", async () => {
  const app = startIn(await startManifestGitHub(), { ENV_FILE: "missing/.env" });
  expect(await app.code).toBe(1);
  expect(app.said()).toMatch(/^Throughline is not set up, and missing\/\.env cannot be written \(ENOENT\)/);
});
