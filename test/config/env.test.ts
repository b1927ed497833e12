import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseConfig } from "../../src/config/env.ts";
import { UserError } from "../../src/errors.ts";
import { appPrivateKey } from "../support/appPrivateKey.ts";

const secret = "4f2a91c07be35d68aa10";
const good = { APP_ID: "1234", PRIVATE_KEY: appPrivateKey, WEBHOOK_SECRET: secret };

function faultsOf(environment: Record<string, string | undefined>): string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof UserError) return error.message.split("\n");
    throw error;
  }
  return [];
}

test("three variables are enough", () => {
  expect(parseConfig(good)).toEqual({
    app: { id: 1234, privateKey: appPrivateKey.trim() },
    webhookSecrets: { current: secret, previous: null },
    listen: { host: "localhost", port: 3000 },
    store: { dataDir: "./data" },
    apiUrl: "https://api.github.com",
    webUrl: "https://github.com",
    logLevel: "info",
    keepPayloadsDays: { checks: 1, others: 7 },
    backfillDays: 180,
    eraseAfterDays: 7,
    metrics: null,
    webhookProxyUrl: null,
  });
});

test("everything else can be set", () => {
  const config = parseConfig({
    ...good,
    WEBHOOK_SECRET_PREVIOUS: "b06d17e9c2485fa3917e",
    HOST: "0.0.0.0",
    PORT: "8080",
    DATABASE_URL: "postgres://flow@db:5432/flow",
    DATA_DIR: "/unused",
    GHE_HOST: "github.example.com",
    GHE_PROTOCOL: "http",
    LOG_LEVEL: "warn",
    KEEP_PAYLOADS_DAYS: "0",
    BACKFILL_DAYS: "30",
    KEEP_CHECK_PAYLOADS_DAYS: "2",
    ERASE_AFTER_DAYS: "0",
    WEBHOOK_PROXY_URL: "https://smee.io/abc",
  });
  expect(config).toMatchObject({
    webhookSecrets: { previous: "b06d17e9c2485fa3917e" },
    listen: { host: "0.0.0.0", port: 8080 },
    store: { databaseUrl: "postgres://flow@db:5432/flow" },
    apiUrl: "http://github.example.com/api/v3",
    webUrl: "http://github.example.com",
    logLevel: "warn",
    keepPayloadsDays: { checks: 2, others: 0 },
    backfillDays: 30,
    eraseAfterDays: 0,
    webhookProxyUrl: "https://smee.io/abc",
  });
});

test("an empty environment gets one line for each thing to set", () => {
  expect(faultsOf({})).toEqual([
    expect.stringMatching(/^APP_ID is not set\./),
    expect.stringMatching(/^WEBHOOK_SECRET is not set\. Make one with `openssl rand -hex 32`/),
    expect.stringMatching(/^PRIVATE_KEY is not set\..*PRIVATE_KEY_PATH/),
  ]);
});

test("an empty variable counts as one that is not set", () => {
  expect(faultsOf({ ...good, APP_ID: "" })).toEqual([expect.stringMatching(/^APP_ID is not set\./)]);
  expect(parseConfig({ ...good, DATABASE_URL: "", PORT: "" }).store).toEqual({ dataDir: "./data" });
});

test.for([
  ["development", "is one of the defaults"],
  ["Secret", "is one of the defaults"],
  ["changeme", "is one of the defaults"],
  ["your-webhook-secret-here", "is one of the defaults"],
  ["developmentdevelopment", "is one of the defaults"],
  ["My_Webhook_Secret_123456", "is one of the defaults"],
  ["0a1b2c3d4e5f6a7", "is shorter than 16 characters"],
  ["abababababababababab", "repeats the same few characters"],
  ["                    ", "repeats the same few characters"],
])("the secret %j refuses the start", ([weak, why]) => {
  for (const name of ["WEBHOOK_SECRET", "WEBHOOK_SECRET_PREVIOUS"]) {
    const faults = faultsOf({ ...good, [name]: weak });
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^${name} .*openssl rand -hex 32`))]);
    expect(faults[0]).toContain(why);
    expect(faults[0]).not.toContain(weak);
  }
});

test("a secret of just 16 characters starts", () => {
  expect(faultsOf({ ...good, WEBHOOK_SECRET: "0a1b2c3d4e5f6a7b" })).toEqual([]);
});

test.for([
  ["APP_ID", "Iv1.8a61f9b3a7aba766", /^APP_ID must be the number/],
  ["APP_ID", "0", /^APP_ID must be the number/],
  ["PORT", "70000", /^PORT must be a number from 0 to 65535/],
  ["PORT", "http", /^PORT must be/],
  ["DATABASE_URL", "mysql://root:hunter2@db/flow", /^DATABASE_URL must start with postgres:\/\//],
  ["GHE_HOST", "https://github.example.com", /^GHE_HOST must be a host name/],
  ["GHE_PROTOCOL", "ftp", /^GHE_PROTOCOL must be https or http/],
  ["LOG_LEVEL", "verbose", /^LOG_LEVEL must be one of trace/],
  ["BACKFILL_DAYS", "0", /^BACKFILL_DAYS must be a whole number of days, 1 to 3650/],
  ["KEEP_PAYLOADS_DAYS", "-1", /^KEEP_PAYLOADS_DAYS must be a whole number/],
  ["WEBHOOK_PROXY_URL", "smee", /^WEBHOOK_PROXY_URL must be an http/],
  ["PRIVATE_KEY", "not a key", /^PRIVATE_KEY is no RSA private key/],
  ["PRIVATE_KEY", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----", /^PRIVATE_KEY is no RSA/],
] as const)("%s=%s refuses the start", ([name, value, line]) => {
  const faults = faultsOf({ ...good, [name]: value });
  expect(faults).toEqual([expect.stringMatching(line)]);
  expect(faults[0]).not.toContain("hunter2");
});

describe("the private key", () => {
  const pem = appPrivateKey.trim();

  test.for([
    ["as it is", pem],
    ["with \\n for line breaks", pem.replaceAll("\n", "\\n")],
    ["in quotes", `"${pem.replaceAll("\n", "\\n")}"`],
    ["in base64", Buffer.from(pem).toString("base64")],
  ] as const)("may be written %s", ([, text]) => {
    expect(parseConfig({ ...good, PRIVATE_KEY: text }).app.privateKey).toBe(pem);
  });

  test("may be a file, as GitHub lets it be downloaded", () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pkcs1 = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
    const folder = mkdtempSync(path.join(tmpdir(), "throughline-key-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, "app.pem");
    writeFileSync(file, pkcs1);
    const config = parseConfig({ ...good, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: file });
    expect(config.app.privateKey).toBe(pkcs1.trim());
  });

  test("says which file cannot be read", () => {
    const faults = faultsOf({ ...good, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "/nowhere/app.pem" });
    expect(faults).toEqual(["PRIVATE_KEY_PATH names a file that cannot be read (ENOENT): /nowhere/app.pem"]);
  });

  test("a database password's file that is not there is named", () => {
    const DATABASE_URL = "postgres://flow@db/flow";
    expect(faultsOf({ ...good, DATABASE_URL, DATABASE_PASSWORD_PATH: "/nowhere/password" })).toEqual([
      "DATABASE_PASSWORD_PATH names a file that cannot be read (ENOENT): /nowhere/password",
    ]);
  });

  test("must be RSA, the only kind that GitHub gives", () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const faults = faultsOf({ ...good, PRIVATE_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString() });
    expect(faults).toEqual([expect.stringMatching(/^PRIVATE_KEY is no RSA private key/)]);
  });
});
