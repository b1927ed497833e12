import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import {
  checkWritable,
  claimDeliveries,
  type DeliveryState,
  type Executor,
  finishDeliveries,
  forgetOldPayloads,
  recordReplayed,
  type ReplayedDelivery,
  storeDeliveries,
} from "../../src/intake/deliveries.ts";
import { arrivalOf } from "../support/arrivals.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const asUsual = { checks: 1, others: 7 };

async function rows<Columns extends "id" | "received_at" | "state" | "reason" | "payload" | "attempts" | "replay_run">(
  ...columns: Columns[]
) {
  return database.db.selectFrom("deliveries").select(columns).orderBy("id").execute();
}

describe("storing", () => {
  test("keeps everything of an arrival, its body to the letter", async () => {
    const body = '{ "title": "NUL \\u0000, half \\ud83d, whole 😀, quote \\" and \\\\" }\n';
    await storeDeliveries(database.db, [arrivalOf({ id: "a", event: "push", action: null, body })]);
    expect(await database.db.selectFrom("deliveries").selectAll().execute()).toEqual([
      {
        id: "a",
        event: "push",
        action: null,
        repository_id: 7,
        installation_id: 9,
        received_at: "2026-03-02T09:14:00Z",
        state: "stored",
        reason: null,
        attempts: 0,
        payload: body,
        replay_run: null,
      },
    ]);
  });

  test("says of each, by its place, whether it is new", async () => {
    await storeDeliveries(database.db, [arrivalOf({ id: "b" })]);
    const arrivals = ["c", "b", "a", "c"].map((id) => arrivalOf({ id }));
    expect(await storeDeliveries(database.db, arrivals)).toEqual(["stored", "known", "stored", "known"]);
    expect(await rows("id")).toEqual([{ id: "a" }, { id: "b" }, { id: "c" }]);
  });

  test("of no arrivals does nothing", async () => {
    expect(await storeDeliveries(database.db, [])).toEqual([]);
  });

  test("the same delivery again keeps the first body and the earliest receipt", async () => {
    const at = (receivedAt: string, body: string) =>
      storeDeliveries(database.db, [arrivalOf({ id: "a", receivedAt, body })]);
    await at("2026-03-02T09:00:00Z", '{"first":1}');
    await at("2026-03-02T10:00:00Z", '{"later":1}');
    expect(await rows("received_at", "payload")).toEqual([
      { received_at: "2026-03-02T09:00:00Z", payload: '{"first":1}' },
    ]);
    await at("2026-03-02T08:00:00Z", '{"redelivered":1}');
    expect(await rows("received_at", "payload")).toEqual([
      { received_at: "2026-03-02T08:00:00Z", payload: '{"first":1}' },
    ]);
  });

  test("of fifty at once under one id, exactly one is new", async () => {
    const receipts = await Promise.all(
      Array.from({ length: 50 }, () => storeDeliveries(database.db, [arrivalOf({ id: "a" })])),
    );
    expect(receipts.flat().filter((receipt) => receipt === "stored")).toHaveLength(1);
  });

  test("who stores the same deliveries in another order is waited for, not locked out", async ({ skip }) => {
    skip(database.kind === "embedded", "an embedded database has one connection");
    const other = await database.db.transaction().execute(async (trx) => {
      await storeDeliveries(trx, [arrivalOf({ id: "a" })]);
      const waiting = storeDeliveries(database.db, [arrivalOf({ id: "b" }), arrivalOf({ id: "a" })]);
      await expect.poll(() => countOfWaitingInserts(trx)).toBe(1);
      // Had it stored `b` before it came to wait for `a`, the two would wait for each other now.
      await storeDeliveries(trx, [arrivalOf({ id: "b" })]);
      return { waiting };
    });
    expect(await other.waiting).toEqual(["known", "known"]);
  });
});

async function countOfWaitingInserts(executor: Executor): Promise<number> {
  const { rows: waiting } = await sql`
    select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into "deliveries"%'`.execute(
    executor,
  );
  return waiting.length;
}

describe("claiming", () => {
  const receivedAt = (minute: number) => `2026-03-02T09:${String(minute).padStart(2, "0")}:00Z`;

  test("takes the oldest receipts first, as many as asked for", async () => {
    await storeDeliveries(
      database.db,
      [30, 10, 20].map((minute) =>
        arrivalOf({ id: `d-${minute}`, receivedAt: receivedAt(minute), payload: { minute } }),
      ),
    );
    const claimed = await database.db.transaction().execute((trx) => claimDeliveries(trx, 2));
    const beside = { action: "opened", repositoryId: 7, installationId: 9, attempts: 0 };
    expect(claimed).toEqual([
      { id: "d-10", event: "issues", receivedAt: receivedAt(10), payload: { minute: 10 }, ...beside },
      { id: "d-20", event: "issues", receivedAt: receivedAt(20), payload: { minute: 20 }, ...beside },
    ]);
  });

  test("is undone by a transaction that fails", async () => {
    await storeDeliveries(database.db, [arrivalOf({ id: "a" })]);
    const dying = database.db.transaction().execute(async (trx) => {
      const [delivery] = await claimDeliveries(trx, 1);
      await finishDeliveries(trx, [{ id: delivery?.id ?? "", state: "done", reason: null }], asUsual);
      throw new Error("killed");
    });
    await expect(dying).rejects.toThrow("killed");
    expect(await database.db.transaction().execute((trx) => claimDeliveries(trx, 1))).toHaveLength(1);
  });

  test("passes over what another worker holds", async ({ skip }) => {
    skip(database.kind === "embedded", "an embedded database has one connection");
    await storeDeliveries(database.db, [arrivalOf({ id: "a" }), arrivalOf({ id: "b" })]);
    await database.db.transaction().execute(async (one) => {
      expect(await claimDeliveries(one, 1)).toMatchObject([{ id: "a" }]);
      await database.db.transaction().execute(async (other) => {
        expect(await claimDeliveries(other, 9)).toMatchObject([{ id: "b" }]);
      });
    });
  });
});

describe("finishing", () => {
  test("records what became of each, and leaves it unclaimed for ever", async () => {
    await storeDeliveries(
      database.db,
      ["a", "b", "c", "d"].map((id) => arrivalOf({ id })),
    );
    await finishDeliveries(
      database.db,
      [
        { id: "a", state: "done", reason: null },
        { id: "b", state: "ignored", reason: "a ping" },
        { id: "c", state: "failed", reason: `no title in "NUL \0, half \uD83D"${"x".repeat(2_000)}` },
      ],
      asUsual,
    );
    expect(await rows("id", "state", "reason", "attempts")).toEqual([
      { id: "a", state: "done", reason: null, attempts: 1 },
      { id: "b", state: "ignored", reason: "a ping", attempts: 1 },
      { id: "c", state: "failed", reason: expect.stringMatching(/^no title in "NUL , half \uFFFD"x+$/), attempts: 1 },
      { id: "d", state: "stored", reason: null, attempts: 0 },
    ]);
    expect(await claimDeliveries(database.db, 9)).toMatchObject([{ id: "d" }]);
  });

  test("lets go of the body at once where it is kept for no days, but for what failed", async () => {
    const kept = async (event: string, state: DeliveryState) => {
      await storeDeliveries(database.db, [arrivalOf({ id: `${event} ${state}`, event })]);
      await finishDeliveries(database.db, [{ id: `${event} ${state}`, state, reason: null }], { checks: 0, others: 5 });
    };
    await kept("check_run", "done");
    await kept("check_run", "failed");
    await kept("issues", "done");
    const withBody = (await rows("id", "payload")).filter(({ payload }) => payload !== null);
    expect(withBody.map(({ id }) => id)).toEqual(["check_run failed", "issues done"]);
  });
});

describe("forgetting", () => {
  /** Stores a processed delivery that was received so many days ago by the database's clock; an hour is added to be past the day. */
  async function processed(id: string, event: string, state: DeliveryState | "stored", days: number) {
    await storeDeliveries(database.db, [arrivalOf({ id, event })]);
    await database.db
      .updateTable("deliveries")
      .set({ state, received_at: sql`now() - interval '1 day' * ${days}::int - interval '1 hour'` })
      .where("id", "=", id)
      .execute();
  }

  test("lets go of bodies after a week, of checks after a day, of what failed not before thirty", async () => {
    await processed("checks 0", "check_run", "done", 0);
    await processed("checks 1", "status", "ignored", 1);
    await processed("failed 29", "check_run", "failed", 29);
    await processed("failed 30", "check_run", "failed", 30);
    await processed("others 6", "issues", "done", 6);
    await processed("others 7", "issues", "done", 7);
    await processed("waiting 9", "issues", "stored", 9);
    expect(await forgetOldPayloads(database.db, asUsual)).toBe(3);
    const forgotten = (await rows("id", "payload")).filter(({ payload }) => payload === null);
    expect(forgotten.map(({ id }) => id)).toEqual(["checks 1", "failed 30", "others 7"]);
    expect(await forgetOldPayloads(database.db, asUsual)).toBe(0);
  });

  test("goes on in steps", async () => {
    for (const id of ["a", "b", "c"]) await processed(id, "issues", "done", 30);
    expect(await forgetOldPayloads(database.db, asUsual, 2)).toBe(2);
    expect(await forgetOldPayloads(database.db, asUsual, 2)).toBe(1);
  });
});

describe("a replay", () => {
  const line = (id: string, given: Partial<ReplayedDelivery> = {}): ReplayedDelivery => ({
    id,
    event: "issues",
    action: "opened",
    repositoryId: 7,
    installationId: null,
    receivedAt: "2026-03-02T09:14:00Z",
    state: "done",
    reason: null,
    ...given,
  });

  test("tells a line read twice from one that an earlier run stored", async () => {
    expect(await recordReplayed(database.db, "run 1", [line("a"), line("b"), line("a")])).toEqual([
      "new",
      "new",
      "duplicate",
    ]);
    expect(await recordReplayed(database.db, "run 1", [line("b"), line("c")])).toEqual(["duplicate", "new"]);
    expect(await recordReplayed(database.db, "run 2", [line("c"), line("d"), line("c")])).toEqual([
      "known-before",
      "new",
      "duplicate",
    ]);
    expect(await recordReplayed(database.db, "run 2", [])).toEqual([]);
  });

  test("keeps no body, the earliest receipt, and the outcome of the latest run", async () => {
    const failed = { state: "failed", reason: "NUL \0", receivedAt: "2026-03-02T09:14:00Z" } as const;
    await recordReplayed(database.db, "run 1", [line("a", { receivedAt: "2026-03-02T10:00:00Z" }), line("a", failed)]);
    expect(await rows("received_at", "state", "reason", "payload")).toEqual([
      { received_at: "2026-03-02T09:14:00Z", state: "failed", reason: "NUL ", payload: null },
    ]);
    await recordReplayed(database.db, "run 2", [line("a", { receivedAt: "2026-03-02T12:00:00Z" })]);
    expect(await rows("received_at", "state", "reason", "replay_run")).toEqual([
      { received_at: "2026-03-02T09:14:00Z", state: "done", reason: null, replay_run: "run 2" },
    ]);
  });

  test("leaves a webhook that waits to be processed to the worker", async () => {
    await storeDeliveries(database.db, [arrivalOf({ id: "a" })]);
    expect(await recordReplayed(database.db, "run 1", [line("a")])).toEqual(["known-before"]);
    expect(await claimDeliveries(database.db, 9)).toMatchObject([{ id: "a", payload: { action: "opened" } }]);
  });
});

test("whether the database takes writes is asked without writing", async ({ skip }) => {
  await storeDeliveries(database.db, [arrivalOf({ id: "a" })]);
  await checkWritable(database.db);
  expect(await rows("attempts")).toEqual([{ attempts: 0 }]);
  skip(database.kind === "embedded", "an embedded database is never read-only");
  const readOnly = database.db.transaction().setAccessMode("read only");
  await expect(readOnly.execute((trx) => checkWritable(trx))).rejects.toThrow("read-only transaction");
});
