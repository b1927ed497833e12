/** The doctor as an operator calls it, against GitHub's answers as they come over the network. */
import { generateKeyPairSync } from "node:crypto";
import nock from "nock";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { runCommandLine } from "../../../src/cli.ts";
import { permissions, subscriptions } from "../../../src/intake/events.ts";
import { appPrivateKey } from "../../support/appPrivateKey.ts";
import { app, delivery, hook, installation } from "../../support/doctorReadings.ts";
import { useNock } from "../../support/useNock.ts";

const environment = {
  APP_ID: "4711",
  PRIVATE_KEY: Buffer.from(appPrivateKey).toString("base64"),
  WEBHOOK_SECRET: "8c1f0e6b7d2a49538c1f",
  DATA_DIR: "/nowhere/data",
  ENV_FILE: "/nowhere/.env",
};

useNock();
beforeEach(() => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
});
afterEach(() => void vi.unstubAllEnvs());

const shape = z.object({
  wrong: z.number(),
  findings: z.array(
    z.object({ check: z.string(), state: z.string(), says: z.string(), way_out: z.string().nullable() }),
  ),
});

async function doctor(...words: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const terminal = { result: (line: string) => void lines.push(line), note: (line: string) => void lines.push(line) };
  const code = await runCommandLine(["doctor", ...words], terminal);
  return { code, text: lines.join("\n") };
}

async function wrongFindings(): Promise<string[]> {
  const { code, text } = await doctor("--json");
  const { wrong, findings } = shape.parse(JSON.parse(text));
  expect(code).toBe(wrong === 0 ? 0 : 1);
  const told = findings.filter(({ state }) => state === "wrong");
  expect(told).toHaveLength(wrong);
  return told.map(({ check, says }) => `${check}: ${says}`);
}

type Answers = { secondsAgo?: number; app?: object; hook?: object; installations?: object[]; deliveries?: object[] };

function gitHubAnswers(given: Answers = {}): void {
  const api = nock("https://api.github.com");
  api.head("/").reply(200, "", { date: new Date(Date.now() - (given.secondsAgo ?? 0) * 1000).toUTCString() });
  api.get("/app").reply(200, { ...app, ...given.app });
  api.get("/app/hook/config").reply(200, { ...hook, ...given.hook });
  api
    .get("/app/installations")
    .query(true)
    .reply(200, given.installations ?? [installation]);
  api
    .get("/app/hook/deliveries")
    .query(true)
    .reply(200, given.deliveries ?? [delivered("a")]);
}

function delivered(guid: string, given: Parameters<typeof delivery>[1] = {}): object {
  return delivery(guid, { delivered_at: new Date().toISOString(), ...given });
}

test("a healthy installation has nothing wrong, and says so", async () => {
  gitHubAnswers();
  const { code, text } = await doctor();
  expect(text.split("\n").at(-1)).toBe("Nothing is wrong.");
  expect(code).toBe(0);
  expect(text).toMatch(/^note {5}permissions/);
  for (const secret of [environment.WEBHOOK_SECRET, environment.PRIVATE_KEY]) expect(text).not.toContain(secret);
});

test.for<[string, Answers, RegExp]>([
  ["a clock that is off", { secondsAgo: 120 }, /^clock: .*1(19|20|21) seconds ahead/],
  ["an address elsewhere", { hook: { url: "https://x.example.com/" } }, /^webhook: Webhooks go to https:\/\/x/],
  ["an unchecked certificate", { hook: { insecure_ssl: "1" } }, /^webhook: GitHub does not check/],
  [
    "a permission not granted",
    { app: { permissions: withoutChecks() } },
    /^permissions: The app lacks .* checks: write/,
  ],
  [
    "an event not subscribed to",
    { app: { events: withoutPush() } },
    /^permissions: The app does not subscribe to push/,
  ],
  ["an approval that is due", { installations: [{ ...installation, permissions: withoutChecks() }] }, /on acme lacks/],
  ["a delivery refused", { deliveries: [delivered("a", { status_code: 401 })] }, /^deliveries: 1 of 1 .*answered 401/],
])("%s is found", async ([, answers, finding]) => {
  gitHubAnswers(answers);
  expect(await wrongFindings()).toEqual([expect.stringMatching(finding)]);
});

function withoutChecks(): object {
  return Object.fromEntries(
    Object.entries(permissions).flatMap(([name, { access }]) => (name === "checks" ? [] : [[name, access]])),
  );
}

function withoutPush(): string[] {
  return subscriptions.map(({ event }) => event).filter((event) => event !== "push");
}

test("a key of another app is found", async () => {
  nock("https://api.github.com").head("/").reply(200);
  nock("https://api.github.com").get("/app").reply(401, { message: "A JSON web token could not be decoded" });
  nock("https://api.github.com").persist().get(/.*/).reply(401, { message: "A JSON web token could not be decoded" });
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  vi.stubEnv("PRIVATE_KEY", privateKey.export({ type: "pkcs1", format: "pem" }).toString());
  expect(await wrongFindings()).toEqual([
    expect.stringMatching(/^app key: GitHub does not accept the private key for app 4711/),
  ]);
});

test("a GitHub that cannot be reached is told once", async () => {
  expect(await wrongFindings()).toEqual([
    expect.stringMatching(/^app key: GitHub at https:\/\/github\.com cannot be reached/),
  ]);
});

test("deliveries are read page by page, and not further back than three days", async () => {
  const old = new Date(Date.now() - 4 * 24 * 60 * 60 * 1000).toISOString();
  const api = nock("https://api.github.com");
  api.head("/").reply(200, "", { date: new Date().toUTCString() });
  api.get("/app").reply(200, app);
  api.get("/app/hook/config").reply(200, hook);
  api.get("/app/installations").query(true).reply(200, [installation]);
  const next = '<https://api.github.com/app/hook/deliveries?per_page=100&cursor=c2>; rel="next"';
  api
    .get("/app/hook/deliveries")
    .query({ per_page: 100 })
    .reply(200, [delivered("a")], { link: next });
  const second = [delivered("b", { status_code: 503 }), delivered("c", { status_code: 503, delivered_at: old })];
  const third = next.replace("c2", "c3");
  api.get("/app/hook/deliveries").query({ per_page: 100, cursor: "c2" }).reply(200, second, { link: third });
  expect(await wrongFindings()).toEqual([expect.stringMatching(/^deliveries: 1 of 2 .*in the last three days/)]);
});

test("without credentials it says how to set up, and asks GitHub nothing", async () => {
  for (const name of Object.keys(environment)) vi.stubEnv(name, "");
  vi.stubEnv("ENV_FILE", "/nowhere/.env");
  expect(await wrongFindings()).toEqual(["credentials: Throughline is not set up: there are no credentials here."]);
});

test("weak credentials are told in the words of start", async () => {
  vi.stubEnv("WEBHOOK_SECRET", "development");
  expect(await wrongFindings()).toEqual([expect.stringMatching(/^credentials: WEBHOOK_SECRET is one of the defaults/)]);
});
