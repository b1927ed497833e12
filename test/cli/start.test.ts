import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { appPrivateKey } from "../support/appPrivateKey.ts";
import { post, webhookSecret } from "../support/testFront.ts";

const cli = path.resolve("src/cli.ts");
const good = {
  APP_ID: "1234",
  PRIVATE_KEY: appPrivateKey.replaceAll("\n", "\\n"),
  WEBHOOK_SECRET: webhookSecret,
  PORT: "0",
  LOG_LEVEL: "fatal",
  // Nobody listens there, so that nothing leaves this machine.
  GHE_HOST: "127.0.0.1:9",
  GHE_PROTOCOL: "http",
};

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "throughline-start-"));
  return () => rmSync(folder, { recursive: true });
});

/** `throughline start` as an operator calls it, in an empty folder. */
function start(environment: Record<string, string>): ChildProcess & { said: () => string; code: Promise<unknown> } {
  const child = spawn(process.execPath, [cli, "start"], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (bytes: Buffer) => (said += bytes.toString()));
  child.stdout.on("data", (bytes: Buffer) => (said += `on stdout: ${bytes.toString()}`));
  onTestFinished(() => void child.kill("SIGKILL"));
  const code = once(child, "close").then(([exit]: unknown[]) => exit);
  return Object.assign(child, { said: () => said, code });
}

async function urlOf(child: { said: () => string }): Promise<string> {
  const listening = /listens on (http:\/\/\S+)/;
  await expect.poll(() => child.said(), { timeout: 25_000 }).toMatch(listening);
  return listening.exec(child.said())?.[1] ?? "";
}

test("a weak secret refuses the start with one line and exit code 1", async () => {
  const child = start({ ...good, WEBHOOK_SECRET: "development" });
  expect(await child.code).toBe(1);
  expect(child.said()).toMatch(/^WEBHOOK_SECRET is one of the defaults that anybody would try\. .*\n$/);
});

test(
  "started from a .env file it takes webhooks, and SIGTERM ends it with exit code 0",
  { timeout: 40_000 },
  async () => {
    const lines = Object.entries({ ...good, WEBHOOK_SECRET: "overruled-by-the-environment" }).map(
      ([name, value]) => `${name}='${value}'`,
    );
    writeFileSync(path.join(folder, ".env"), lines.join("\n"));
    const child = start({ WEBHOOK_SECRET: webhookSecret });
    const url = await urlOf(child);
    expect(await post(url)).toMatchObject({ status: 202 });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await child.code).toBe(0);
    expect(child.said()).toMatch(/^Throughline \S+ listens on \S+\nStopping\n$/);
  },
);

test("a port in use refuses the start with one line", { timeout: 40_000 }, async () => {
  const other = createServer().listen(0, "localhost");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const address = z.object({ port: z.number() }).parse(other.address());
  const child = start({ ...good, PORT: String(address.port) });
  expect(await child.code).toBe(1);
  expect(child.said()).toBe(`Port ${address.port} on localhost is in use. Set PORT to another one.\n`);
});

test("an environment file that cannot be read refuses the start with one line", async () => {
  const child = start({ ...good, ENV_FILE: folder });
  expect(await child.code).toBe(1);
  expect(child.said()).toBe(
    `The file of the environment cannot be read (EISDIR): ${folder}. ENV_FILE names another.\n`,
  );
});

test("a password that is not written as an address needs it is told in one line, without any of it", async () => {
  const child = start({ ...good, DATABASE_URL: "postgres://flow:p@ss/word@127.0.0.1:5432/flow" });
  expect(await child.code).toBe(1);
  expect(child.said()).toMatch(/^The database URL cannot be read\. .*%40.*\n$/);
  expect(child.said()).not.toMatch(/\bss\b|word@/);
});

const logLine = z.object({ level: z.string(), msg: z.string(), err: z.object({ message: z.string() }) });

test.each([
  ["uncaughtException", "setImmediate(() => { throw fault; })"],
  ["unhandledRejection", "Promise.reject(fault)"],
])("an error that nobody catches ends it with one line of log and exit code 1: %s", async (kind, fails) => {
  // Within the process itself, as soon as it listens for what nobody catches.
  const failing = `
    const looking = setInterval(() => {
      if (process.listenerCount("${kind}") === 0) return;
      clearInterval(looking);
      const fault = new Error("a fault of the app's own");
      ${fails};
    }, 10);`;
  const child = start({
    ...good,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(failing)}`,
  });
  expect(await child.code).toBe(1);
  const lines = child.said().trimEnd().split("\n");
  expect(lines.map((line) => logLine.parse(JSON.parse(line)))).toEqual([
    { level: "fatal", msg: `Stopped by an ${kind}`, err: { message: "a fault of the app's own" } },
  ]);
});
