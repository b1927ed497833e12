/** The guards of the set-up, without a process around it. */
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import type { SetUpConfig } from "../../src/config/env.ts";
import type { Companions, Credentials } from "../../src/config/credentialsFile.ts";
import { UserError } from "../../src/errors.ts";
import { GitHubFailure } from "../../src/github/github.ts";
import type { MadeApp } from "../../src/github/octokitManifest.ts";
import type { Answer } from "../../src/intake/answers.ts";
import { createSetUp, type SetUpParts } from "../../src/setup/setup.ts";
import { appPrivateKey } from "../support/appPrivateKey.ts";
import { all, parseHtml } from "../support/dom.ts";
import { manifestShape, type SentManifest } from "../support/manifestGitHub.ts";

const key = "k".repeat(43);
const config: SetUpConfig = {
  listen: { host: "localhost", port: 3000 },
  store: { dataDir: "./data" },
  logLevel: "info",
  webhookProxyUrl: null,
  envFile: ".env",
  server: null,
  publicUrl: null,
};
const made: MadeApp = {
  id: 4711,
  name: "Throughline acme",
  html_url: "https://github.com/apps/throughline-acme",
  pem: appPrivateKey,
  webhook_secret: "8c1f0e6b7d2a49538c1f",
};

function setUp(given: Partial<SetUpParts> = {}) {
  const kept: Credentials[] = [];
  const clock = { milliseconds: 0 };
  const parts = {
    config,
    key,
    convert: async () => made,
    keep: async (credentials: Credentials, companions: Companions) => void kept.push({ ...credentials, ...companions }),
    localUrl: () => "http://localhost:3000",
    millisecondsNow: () => clock.milliseconds,
    log: { warn: () => {}, error: () => {} },
    ...given,
  };
  const underTest = createSetUp(parts);
  async function ask(method: string, url: string, body = "", headers: Record<string, string> = {}): Promise<Answer> {
    const request = new IncomingMessage(new Socket());
    Object.assign(request, { method, url, headers: { host: "localhost:3000", ...headers }, complete: true });
    if (body !== "") request.push(body);
    request.push(null);
    const answer = await underTest.endpoint(request, new ServerResponse(request));
    if (answer === null) throw new Error("no answer");
    return answer;
  }
  return { ...underTest, ask, kept, clock };
}

type SetUpUnderTest = ReturnType<typeof setUp>;

const wanted = "organization=acme&host=github.com&address=https%3A%2F%2Fthroughline.example.com";

async function confirm(
  { ask }: SetUpUnderTest,
  form = wanted,
  headers = {},
): Promise<{ action: URL; manifest: SentManifest }> {
  const answer = await ask("POST", `/setup?key=${key}`, form, headers);
  const page = parseHtml(answer.body);
  return {
    action: new URL(all(page, "form")[0]?.getAttribute("action") ?? ""),
    manifest: manifestShape.parse(JSON.parse(all(page, "input")[0]?.getAttribute("value") ?? "")),
  };
}

async function back(of: SetUpUnderTest, action: URL): Promise<Answer> {
  return of.ask("GET", `/setup/created?code=c0de&state=${action.searchParams.get("state")}`);
}

test("the form goes to the organisation's page, or to one's own", async () => {
  const { action } = await confirm(setUp());
  expect(action.href).toMatch(/^https:\/\/github\.com\/organizations\/acme\/settings\/apps\/new\?state=[\w-]{43}$/);
  const own = await confirm(setUp(), wanted.replace("acme", ""));
  expect(own.action.href).toMatch(/^https:\/\/github\.com\/settings\/apps\/new\?state=/);
  expect(own.manifest.name).toBe("Throughline");
});

test("GitHub sends the browser back to where it was, also behind a web server that speaks https", async () => {
  const origin = { host: "flow.example.com", origin: "https://flow.example.com" };
  expect((await confirm(setUp(), wanted, origin)).manifest.redirect_url).toBe("https://flow.example.com/setup/created");
  const forwarded = { host: "flow.example.com", "x-forwarded-proto": "https", origin: "null" };
  expect((await confirm(setUp(), wanted, forwarded)).manifest.redirect_url).toBe(
    "https://flow.example.com/setup/created",
  );
  const foreign = { host: "flow.example.com", origin: "https://evil.example" };
  expect((await confirm(setUp(), wanted, foreign)).manifest.redirect_url).toBe("http://flow.example.com/setup/created");
});

test("an older Enterprise Server is not sent the newest events, and its name is kept with the credentials", async () => {
  const of = setUp();
  const form = wanted.replace("github.com", "https%3A%2F%2Fgithub.example.com%2F") + "&older=on";
  const { action, manifest } = await confirm(of, form);
  expect(action.host).toBe("github.example.com");
  expect(manifest.default_events).toContain("issues");
  expect(manifest.default_events).not.toContain("sub_issues");
  await back(of, action);
  expect(of.kept).toEqual([
    expect.objectContaining({ APP_ID: "4711", GHE_HOST: "github.example.com", GHE_PROTOCOL: "https" }),
  ]);
});

test.for([
  ["organization", wanted.replace("acme", "acme%2Fshop"), "Only the short name"],
  ["host", wanted.replace("github.com", "my+server"), "This is no host name"],
  ["address", wanted.replace("throughline.example.com", "localhost"), "this machine itself"],
] as const)("a wrong %s is said beside it, and what was typed stays", async ([field, form, why]) => {
  const answer = await setUp().ask("POST", `/setup?key=${key}`, form);
  expect(answer.status).toBe(422);
  const page = parseHtml(answer.body);
  expect(all(page, `#${field}-wrong`)[0]?.textContent).toContain(why);
  expect(all(page, `#${field}`)[0]?.getAttribute("value")).toBe(new URLSearchParams(form).get(field));
});

test("a relay is kept, and another one than the operator's is refused", async () => {
  const form = wanted.replace("throughline.example.com", "smee.io%2FAbC");
  const of = setUp();
  await back(of, (await confirm(of, form)).action);
  expect(of.kept).toEqual([expect.objectContaining({ WEBHOOK_PROXY_URL: "https://smee.io/AbC" })]);
  const other = setUp({ config: { ...config, webhookProxyUrl: "https://smee.io/other" } });
  expect(await other.ask("POST", `/setup?key=${key}`, form)).toMatchObject({ status: 422 });
});

test("what is typed never becomes markup", async () => {
  const answer = await setUp().ask("POST", `/setup?key=${key}`, wanted.replace("acme", '"><img src=x>'));
  expect(all(parseHtml(answer.body), "img")).toEqual([]);
});

test("a state is good once, for an hour, and only if it was given out here", async () => {
  const of = setUp();
  const { action } = await confirm(of);
  of.clock.milliseconds = 60 * 60 * 1000;
  expect(await back(of, action)).toMatchObject({ status: 400 });
  expect(await of.ask("GET", `/setup/created?code=c0de&state=${"s".repeat(43)}`)).toMatchObject({ status: 400 });
  const { action: fresh } = await confirm(of);
  expect(await back(of, fresh)).toMatchObject({ status: 303 });
  expect(await back(of, fresh)).toMatchObject({ status: 400 });
  expect(of.kept).toHaveLength(1);
});

test("once there are credentials there is no way to others", async () => {
  const of = setUp();
  const [first, second] = [await confirm(of), await confirm(of)];
  await back(of, first.action);
  expect(await back(of, second.action)).toMatchObject({ status: 409 });
  for (const method of ["GET", "POST"]) {
    expect(await of.ask(method, `/setup?key=${key}`, wanted)).toMatchObject({
      status: 303,
      headers: { location: `/setup/status?key=${key}` },
    });
  }
  expect(of.kept).toHaveLength(1);
});

test.for([
  ["a weak secret", { ...made, webhook_secret: "development" }],
  ["no secret", { ...made, webhook_secret: null }],
  ["no key", { ...made, pem: "none" }],
] as const)("an app that GitHub gave %s is not taken", async ([, app]) => {
  const of = setUp({ convert: async () => app });
  const answer = await back(of, (await confirm(of)).action);
  expect(answer.status).toBe(502);
  expect(answer.body).toContain("https://github.com/organizations/acme/settings/apps/throughline-acme/advanced");
  expect(of.kept).toEqual([]);
});

const refusal = { meaning: "refused", status: 404, retryAfterSeconds: null } as const;
const silence = { meaning: "ambiguous", status: null, retryAfterSeconds: null } as const;

test.for([
  ["the code is refused", { convert: () => Promise.reject(new GitHubFailure("x", refusal)) }, "used up"],
  ["GitHub cannot be reached", { convert: () => Promise.reject(new GitHubFailure("x", silence)) }, "got no answer"],
  ["nothing can be written", { keep: () => Promise.reject(new UserError(".env could not be written.")) }, ".env could"],
] as const)("when %s, the page says so and one can begin again", async ([, parts, words]) => {
  const of = setUp(parts);
  const answer = await back(of, (await confirm(of)).action);
  expect(answer.status).toBe(502);
  expect(answer.body).toContain(words);
  expect(await of.ask("GET", `/setup?key=${key}`)).toMatchObject({ status: 200 });
});

test.for([
  [{}, "localhost:3000", ""],
  [{}, "flow.example.com", "https://flow.example.com"],
  [{ publicUrl: "https://a.example.com" }, "flow.example.com", "https://a.example.com"],
  [{ webhookProxyUrl: "https://smee.io/abc", publicUrl: "https://a.example.com" }, "x", "https://smee.io/abc"],
] as const)("with %j and reached as %s the address suggested is %j", async ([told, host, suggested]) => {
  const of = setUp({ config: { ...config, ...told } });
  const page = parseHtml((await of.ask("GET", `/setup?key=${key}`, "", { host })).body);
  expect(all(page, "#address")[0]?.getAttribute("value")).toBe(suggested);
});
