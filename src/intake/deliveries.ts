/** Decides how deliveries are kept: each once, until it is understood and its body has been let go. Owner of the table deliveries. */
import { randomUUID } from "node:crypto";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import type { Delivery } from "../signals/delivery.ts";
import type { Arrival } from "./arrival.ts";
import { storableText } from "./storableText.ts";

/** The database or a transaction. */
export type Executor = Kysely<Tables>;

/**
 * Stores arrivals in one statement, and says for each, by its place, whether it is new. The same delivery heard earlier than what is known
 * lowers its time of receipt and changes nothing else.
 */
export async function storeDeliveries(executor: Executor, arrivals: Arrival[]): Promise<("stored" | "known")[]> {
  const rows = earliestOfEach(arrivals).map((arrival) => ({
    id: arrival.id,
    event: arrival.event,
    action: arrival.action,
    repository_id: arrival.repositoryId,
    installation_id: arrival.installationId,
    received_at: arrival.receivedAt,
    state: "stored" as const,
    payload: arrival.body,
  }));
  if (rows.length === 0) return [];
  const written = await executor
    .insertInto("deliveries")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet({ received_at: (set) => set.ref("excluded.received_at") })
        .whereRef("excluded.received_at", "<", "deliveries.received_at"),
    )
    // A row version that no transaction has replaced was inserted, not updated.
    .returning(["id", sql<boolean>`xmax = 0`.as("inserted")])
    .execute();
  const fresh = new Set(written.filter((row) => row.inserted).map((row) => row.id));
  return arrivals.map((arrival) => (fresh.delete(arrival.id) ? "stored" : "known"));
}

/** One statement may not touch a row twice; in the order of ids, two that store the same deliveries at once cannot lock each other out. */
function earliestOfEach<T extends { id: string; receivedAt: Instant }>(deliveries: T[]): T[] {
  const byId = new Map<string, T>();
  for (const delivery of deliveries) {
    const other = byId.get(delivery.id);
    if (other === undefined || delivery.receivedAt < other.receivedAt) byId.set(delivery.id, delivery);
  }
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** What is known of it beside its meaning, for who tells of it; `attempts`: how often it was tried before. */
export type ClaimedDelivery = Delivery & {
  action: string | null;
  repositoryId: number | null;
  installationId: number | null;
  attempts: number;
};

/**
 * The deliveries that nobody has processed, oldest receipt first, locked to the end of the transaction. Another transaction passes over
 * them, so that workers share the work; if this one dies they are free again. What was missed counts as received when GitHub first tried to
 * deliver it.
 */
export async function claimDeliveries(trx: Executor, limit: number): Promise<ClaimedDelivery[]> {
  const claimed = await trx
    .selectFrom("deliveries")
    .select(["id", "event", "action", "repository_id", "installation_id", "attempts"])
    .select([sql<Instant>`${firstTold}`.as("received_at"), sql<number>`coalesce(octet_length(payload), 0)`.as("bytes")])
    .where("state", "=", "stored")
    .orderBy("deliveries.received_at")
    .orderBy("id")
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  const taken = withinBytes(claimed, mostBytesClaimed);
  const payloads = await payloadsOf(
    trx,
    taken.map(({ id }) => id),
  );
  return taken.map((row) => {
    const payload = payloads.get(row.id) ?? null;
    return {
      id: row.id,
      event: row.event,
      receivedAt: row.received_at,
      payload: payload === null ? null : parseKept(payload),
      action: row.action,
      repositoryId: row.repository_id,
      installationId: row.installation_id,
      attempts: row.attempts,
    };
  });
}

const firstTold = sql`least(deliveries.received_at, (select first_at from missed_deliveries where missed_deliveries.id = deliveries.id))`;

/** What one batch may hold in memory; a single delivery is taken whatever its size, and GitHub's are up to 25 MiB. */
const mostBytesClaimed = 32 * 1024 * 1024;

function withinBytes<T extends { bytes: number }>(rows: readonly T[], most: number): T[] {
  let sum = 0;
  return rows.filter(({ bytes }, place) => (sum += bytes) <= most || place === 0);
}

async function payloadsOf(trx: Executor, ids: readonly string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom("deliveries")
    .select(["id", "payload"])
    .where("id", "in", [...ids])
    .execute();
  return new Map(rows.map(({ id, payload }) => [id, payload]));
}

/** It was parsed at the door before it was stored. */
function parseKept(payload: string): unknown {
  return JSON.parse(payload);
}

export type DeliveryState = "done" | "ignored" | "failed";

/** What became of a delivery; the reason says why it was ignored or what failed. */
export type DeliveryOutcome = { id: string; state: DeliveryState; reason: string | null };

/** For how many days the body of a processed delivery is kept; 0 lets it go with the processing itself. */
export type PayloadRetention = { checks: number; others: number };

/** Records what became of deliveries, in one statement; their bodies stay for `forgetOldPayloads`, unless they are kept for no days at all. */
export async function finishDeliveries(
  trx: Executor,
  outcomes: DeliveryOutcome[],
  retention: PayloadRetention,
): Promise<void> {
  if (outcomes.length === 0) return;
  await sql`
    update deliveries set
      state = outcome.state,
      reason = outcome.reason,
      attempts = attempts + 1,
      payload = case when ${daysKept(retention, sql.ref("outcome.state"))} = 0 then null else payload end
    from json_to_recordset(${JSON.stringify(outcomes.map(storable))}::json) as outcome (id text, state text, reason text)
    where deliveries.id = outcome.id`.execute(trx);
}

function storable<T extends { reason: string | null }>(outcome: T): T {
  return outcome.reason === null ? outcome : { ...outcome, reason: storableText(outcome.reason) };
}

/**
 * Lets go of bodies of processed deliveries that are older than they are kept, by the database's clock; at most so many at once, so that no
 * call takes long. Returns how many.
 */
export async function forgetOldPayloads(
  executor: Executor,
  retention: PayloadRetention,
  limit = 1_000,
): Promise<number> {
  const result = await sql`
    update deliveries set payload = null where id in (
      select id from deliveries
      where payload is not null and state <> 'stored'
        and received_at <= now() - interval '1 day' * ${daysKept(retention, sql.ref("state"))}
      limit ${limit})`.execute(executor);
  return Number(result.numAffectedRows ?? 0);
}

const checkEvents = ["check_run", "check_suite", "status", "workflow_job", "workflow_run"];

/** What failed can be read again for a month, by a version of the app that understands it: GitHub itself sends it again for three days only. */
function daysKept(retention: PayloadRetention, state: RawBuilder<unknown>): RawBuilder<number> {
  const days = sql`case when event in (${sql.join(checkEvents)}) then ${retention.checks}::int else ${retention.others}::int end`;
  return sql<number>`greatest(${days}, case when ${state} = 'failed' then 30 else 0 end)`;
}

/** Fails if the database takes no writes: even an update of no row is refused there. */
export async function checkWritable(executor: Executor): Promise<void> {
  await executor.updateTable("deliveries").set({ attempts: 0 }).where(sql.lit(false)).execute();
}

/** Fails if there is no room for a delivery of some size, as on a full disk. What is written is taken back; its room is free again with the next vacuum. */
export async function tryRoom(executor: Kysely<Tables>): Promise<void> {
  const trial = await executor.startTransaction().execute();
  try {
    // Chance does not pack, so that it needs as many pages as it is long.
    await sql`
      insert into deliveries (id, event, received_at, state, payload)
      select ${`trial ${randomUUID()}`}, 'trial', now(), 'ignored',
        convert_to(string_agg(md5(random()::text), ''), 'UTF8') from generate_series(1, 4096)`.execute(trial);
  } finally {
    await trial.rollback().execute();
  }
}

/** The latest receipt of all; null if there is no delivery. */
export async function latestReceipt(executor: Executor): Promise<Instant | null> {
  const row = await executor
    .selectFrom("deliveries")
    .select((expression) => expression.fn.max("received_at").as("latest"))
    .executeTakeFirst();
  return row?.latest ?? null;
}

/** A delivery that a replay has read and processed; its body is in the file and is not kept. */
export type ReplayedDelivery = DeliveryOutcome & {
  event: string;
  action: string | null;
  repositoryId: number | null;
  installationId: number | null;
  receivedAt: Instant;
};

/** `new`; `known-before`: stored by an earlier run or as a webhook; `duplicate`: read before in this run. */
export type Replayed = "new" | "known-before" | "duplicate";

/**
 * Records deliveries of a replay in one statement and says for each, by its place, whether it is news. The earlier receipt holds; state and
 * reason are those of the latest replay, unless the body is still here and so the delivery is the worker's to process.
 */
export async function recordReplayed(trx: Executor, run: string, deliveries: ReplayedDelivery[]): Promise<Replayed[]> {
  if (deliveries.length === 0) return [];
  const rows = earliestOfEach(deliveries).map(storable);
  const known = await sql<{ id: string; replay_run: string | null }>`
    with replayed as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as replayed (
        id text, event text, action text, "repositoryId" bigint, "installationId" bigint, "receivedAt" timestamptz, state text, reason text)
    ), written as (
      insert into deliveries (id, event, action, repository_id, installation_id, received_at, state, reason, replay_run)
      select id, event, action, "repositoryId", "installationId", "receivedAt", state, reason, ${run} from replayed
      on conflict (id) do update set
        received_at = least(deliveries.received_at, excluded.received_at),
        state = case when deliveries.payload is null then excluded.state else deliveries.state end,
        reason = case when deliveries.payload is null then excluded.reason else deliveries.reason end,
        replay_run = excluded.replay_run
    )
    -- Reads the rows as they were before this statement wrote them.
    select id, replay_run from deliveries where id in (select id from replayed)`.execute(trx);
  const lastRead = new Map(known.rows.map((row) => [row.id, row.replay_run]));
  return deliveries.map(({ id }) => {
    const before = lastRead.get(id);
    lastRead.set(id, run);
    if (before === undefined) return "new";
    return before === run ? "duplicate" : "known-before";
  });
}
