import { createRequire } from "node:module";
import type { WebhookDefinition } from "@octokit/webhooks-examples";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { doorLimits } from "../../src/intake/door.ts";
import { openBlank, useDatabase } from "../support/database.ts";
import { openIntake } from "../support/openIntake.ts";
import { post } from "../support/testFront.ts";

const database = useDatabase();
const stored = { status: 202, body: { status: "stored" } };
const known = { status: 202, body: { status: "known" } };
const unavailable = { status: 503, body: { status: "not stored", reason: "The database does not take it." } };

test("a signed webhook is in the database when it is answered, to the letter", async () => {
  const front = await openIntake(database.db);
  const body = '{"action":"labeled",  "repository":{"id":7},"installation":{"id":9},"note":"\\u0000 \\ud83d ☃"}';
  expect(await post(front.url, { body, headers: { "x-github-event": "issues" } })).toEqual(stored);
  expect(await database.db.selectFrom("deliveries").selectAll().execute()).toMatchObject([
    { event: "issues", action: "labeled", repository_id: 7, installation_id: 9, state: "stored", payload: body },
  ]);
});

test("a redelivery is known", async () => {
  const front = await openIntake(database.db);
  expect(await post(front.url)).toEqual(stored);
  expect(await post(front.url)).toEqual(known);
});

test("fifty at once under one id are one row, and all are answered 202", async () => {
  const front = await openIntake(database.db);
  const answered = await Promise.all(Array.from({ length: 50 }, () => post(front.url)));
  expect(answered.filter(({ status }) => status === 202)).toHaveLength(50);
  expect(answered.filter(({ body }) => JSON.stringify(body) === JSON.stringify(stored.body))).toHaveLength(1);
  expect(await database.db.selectFrom("deliveries").select("id").execute()).toHaveLength(1);
});

test("an event that nobody knows yet is stored as well", async () => {
  const front = await openIntake(database.db);
  expect(await post(front.url, { headers: { "x-github-event": "issue_relates_to" } })).toEqual(stored);
});

test("a body of the largest size is stored in less than three seconds", async ({ skip }) => {
  skip(
    database.kind === "embedded",
    "an embedded database works in the test's own process, and its time is the machine's",
  );
  const front = await openIntake(database.db);
  const note = "x".repeat(doorLimits.bodyBytes - '{"note":""}'.length);
  const before = performance.now();
  expect(await post(front.url, { body: `{"note":"${note}"}` })).toEqual(stored);
  expect(performance.now() - before).toBeLessThan(3_000);
});

test("a forged webhook leaves no trace", async () => {
  const front = await openIntake(database.db);
  expect(await post(front.url, { secret: "development" })).toMatchObject({ status: 401 });
  expect(await database.db.selectFrom("deliveries").select("id").execute()).toEqual([]);
});

test("every example that GitHub published is stored", async () => {
  const published: WebhookDefinition[] = createRequire(import.meta.url)("@octokit/webhooks-examples");
  const deliveries = published.flatMap(({ name, examples }) =>
    examples.map((payload, place) => ({ event: name, id: `${name}-${place}`, body: JSON.stringify(payload) })),
  );
  expect(deliveries.length).toBeGreaterThan(200);
  const front = await openIntake(database.db);
  const answered = await Promise.all(
    deliveries.map(async ({ event, id, body }) => {
      const headers = { "x-github-event": event, "x-github-delivery": id };
      return { event, ...(await post(front.url, { body, headers })) };
    }),
  );
  expect(answered.filter(({ status }) => status !== 202)).toEqual([]);
  expect(await database.db.selectFrom("deliveries").select("id").execute()).toHaveLength(deliveries.length);
});

test("without a database every webhook is answered 503, and the app is alive but not ready", async () => {
  const { starters, close } = await openBlank(1);
  await close();
  const [gone] = starters;
  if (gone === undefined) throw new Error("expected a database");
  const front = await openIntake(gone);
  expect(await post(front.url)).toEqual(unavailable);
  expect((await fetch(`${front.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${front.url}/healthz`)).status).toBe(200);
});

test("a database that hangs is answered 503 in time, and what it stores after all is known afterwards", async ({
  skip,
}) => {
  skip(database.kind === "embedded", "an embedded database has one connection, so nobody can be in its way");
  const front = await openIntake(database.db, 100);
  await database.db.transaction().execute(async (trx) => {
    await sql`lock table deliveries in access exclusive mode`.execute(trx);
    expect(await post(front.url)).toEqual(unavailable);
    expect((await fetch(`${front.url}/readyz`)).status).toBe(503);
  });
  await expect.poll(() => post(front.url)).toEqual(known);
  expect((await fetch(`${front.url}/readyz`)).status).toBe(200);
});

test("while every connection is taken webhooks are answered 503 in time, and stored once one is free", async () => {
  const front = await openIntake(database.db, 100);
  const free = await takeConnections(database.kind === "embedded" ? 1 : 10);
  const before = performance.now();
  expect(await post(front.url)).toEqual(unavailable);
  expect((await fetch(`${front.url}/readyz`)).status).toBe(503);
  expect(performance.now() - before).toBeLessThan(2_000);
  await free();
  await expect.poll(() => post(front.url)).toEqual(known);
  expect((await fetch(`${front.url}/readyz`)).status).toBe(200);
});

/** Holds that many connections until it is called back. */
async function takeConnections(count: number): Promise<() => Promise<void>> {
  const { promise: freed, resolve: free } = Promise.withResolvers<void>();
  const taking = Array.from({ length: count }, () => {
    const { promise: taken, resolve: take } = Promise.withResolvers<void>();
    const held = database.db.connection().execute(() => {
      take();
      return freed;
    });
    return { taken, held };
  });
  await Promise.all(taking.map(({ taken }) => taken));
  return async () => {
    free();
    await Promise.all(taking.map(({ held }) => held));
  };
}
