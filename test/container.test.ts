/** Whether the container files promise what docs/operating.md says of them; that they run is not tried here. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { parseConfig } from "../src/config/env.ts";
import { appPrivateKey } from "./support/appPrivateKey.ts";

const service = z.strictObject({
  image: z.string().optional(),
  build: z.literal(".").optional(),
  user: z.string().optional(),
  restart: z.literal("unless-stopped"),
  init: z.literal(true).optional(),
  logging: z.strictObject({ driver: z.literal("json-file"), options: z.record(z.string(), z.string()) }),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()),
  secrets: z.array(z.string()),
  volumes: z.array(z.string()),
  networks: z.array(z.string()),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal("service_healthy") })).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  stop_grace_period: z.string().regex(/^\d+s$/),
  read_only: z.literal(true),
  tmpfs: z.array(z.string()),
  cap_drop: z.tuple([z.literal("ALL")]),
  security_opt: z.tuple([z.literal("no-new-privileges:true")]),
  mem_limit: z.string(),
  shm_size: z.string().optional(),
  pids_limit: z.number(),
});

const compose = z
  .strictObject({
    "x-logging": z.object({}),
    services: z.strictObject({ app: service, database: service }),
    networks: z.record(z.string(), z.strictObject({ internal: z.boolean() }).nullable()),
    volumes: z.record(z.string(), z.null()),
    secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
  })
  .parse(parse(readFileSync("compose.yaml", "utf8")));

const dockerfile = readFileSync("Dockerfile", "utf8");
const { app, database } = compose.services;

test("what the services name is there, and nothing of it is world-wide", () => {
  for (const { volumes, networks, secrets } of [app, database]) {
    expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(volumes.map((each) => each.split(":")[0])));
    expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining(networks));
    expect(Object.keys(compose.secrets)).toEqual(expect.arrayContaining(secrets));
  }
  expect(app.ports).toEqual(["127.0.0.1:3000:3000"]);
  expect(database.ports).toEqual([]);
  expect(database.networks.filter((name) => compose.networks[name]?.internal !== true)).toEqual([]);
  expect(app.depends_on).toHaveProperty("database");
  // At its socket it answers while it is still being made.
  expect(database.healthcheck?.test.slice(0, 4)).toEqual(["CMD", "pg_isready", "-h", "127.0.0.1"]);
});

test("no secret stands in it: the password comes by a file that both are given", () => {
  const { databaseUrl } = z.object({ databaseUrl: z.string() }).parse(storeOf(app.environment));
  expect(URL.parse(databaseUrl)).toMatchObject({
    username: "throughline",
    password: "from%20a%2Ffile",
    host: "database:5432",
  });
  for (const { environment, secrets } of [app, database]) {
    const paths = Object.values(environment).filter((value) => value.startsWith("/run/secrets/"));
    expect(paths).toEqual(secrets.map((name) => `/run/secrets/${name}`));
  }
  expect(database.environment).toMatchObject({ POSTGRES_USER: "throughline", POSTGRES_DB: "throughline" });
});

test("no log fills the disk", () => {
  for (const { logging } of [app, database]) expect(logging.options).toEqual({ "max-size": "10m", "max-file": "5" });
});

test("the app ends on a signal whenever it comes, and its time to stop is longer than it takes", () => {
  expect(app.init).toBe(true);
  expect(Number.parseInt(app.stop_grace_period, 10)).toBeGreaterThan(10);
});

test("the image ends as a user who owns nothing but the volume, and starts without a shell", () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
  expect(last.match(/^USER .*$/gm)).toEqual(["USER node"]);
  expect(last).toMatch(/^ENTRYPOINT \["node", "src\/cli\.ts"\]\nCMD \["start"\]\n?$/m);
  expect(last).toMatch(/HEALTHCHECK[^\n]*\\\n {2}CMD \[/);
  expect(last).not.toMatch(/--chown|chmod 777|ADD /);
  expect(last.match(/chown.*/g)).toEqual(["chown node:node data && chmod 700 data"]);
});

/** As the app reads it, but for the place of the file. */
function storeOf(environment: Record<string, string>): unknown {
  const folder = mkdtempSync(path.join(tmpdir(), "throughline-compose-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "database_password");
  writeFileSync(file, "from a/file\n");
  const own = { APP_ID: "1", PRIVATE_KEY: appPrivateKey, WEBHOOK_SECRET: "4f2a91c07be35d68aa10" };
  return parseConfig({ ...own, ...environment, DATABASE_PASSWORD_PATH: file }).store;
}
