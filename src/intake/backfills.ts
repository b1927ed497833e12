/** Decides how it is kept how far a repository's history has been read. Owner of the tables `backfills` and `repairs`. */
import { type Kysely, type Selectable, sql } from "kysely";
import type { BackfillsTable, StreamProgress } from "../db/backfillTables.ts";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";

/** All of the last months, or what has changed since the last look. */
export type ReadingKind = BackfillsTable["kind"];

export type { StreamProgress };

export type Backfill = {
  repositoryId: number;
  kind: ReadingKind;
  days: number | null;
  since: Instant | null;
  begunAt: Instant | null;
  readAt: Instant | null;
  endedAt: Instant | null;
  streams: Readonly<Record<string, StreamProgress>>;
};

export type BackfillWish = { days: number | null; welcome: boolean };

/** Wanted from the beginning; what is under way for as many days goes on where it is. A welcome once wished for stays so. */
export async function wantBackfill(executor: Kysely<Tables>, repositoryId: number, wish: BackfillWish): Promise<void> {
  await sql`
    insert into backfills as known (repository_id, kind, days, welcome)
    values (${repositoryId}, 'backfill', ${wish.days}, ${wish.welcome})
    on conflict (repository_id, kind) do update set welcome = known.welcome or excluded.welcome`.execute(executor);
  await sql`
    update backfills set days = ${wish.days}, ${anew}
    where repository_id = ${repositoryId} and kind = 'backfill'
      and (ended_at is not null or days is distinct from ${wish.days}::integer)`.execute(executor);
}

const anew = sql`since = null, begun_at = null, read_at = null, ended_at = null, streams = '{}'`;

export async function backfillOf(
  executor: Kysely<Tables>,
  repositoryId: number,
  kind: ReadingKind,
): Promise<Backfill | null> {
  const row = await executor
    .selectFrom("backfills")
    .selectAll()
    .where("repository_id", "=", repositoryId)
    .where("kind", "=", kind)
    .executeTakeFirst();
  return row === undefined ? null : backfillIn(row);
}

/** Nothing of it has been read yet. Returns it as it is then. */
export async function beginReading(
  executor: Kysely<Tables>,
  repositoryId: number,
  kind: ReadingKind,
  { since, now }: { since: Instant; now: Instant },
): Promise<Backfill> {
  const columns = { since, begun_at: now, read_at: null, ended_at: null, streams: "{}" };
  const row = await executor
    .insertInto("backfills")
    .values({ repository_id: repositoryId, kind, days: null, ...columns })
    .onConflict((conflict) => conflict.columns(["repository_id", "kind"]).doUpdateSet(columns))
    .returningAll()
    .executeTakeFirstOrThrow();
  return backfillIn(row);
}

/** Keeps what a page ends with. False if the reading was begun anew meanwhile: then the page must not be kept, either. */
export async function saveStream(
  executor: Kysely<Tables>,
  of: Backfill,
  stream: string,
  progress: StreamProgress,
): Promise<boolean> {
  const saved = await sql`
    update backfills set streams = streams || ${JSON.stringify({ [stream]: progress })}::jsonb
    where ${isStill(of)}`.execute(executor);
  return Number(saved.numAffectedRows ?? 0) === 1;
}

/** Reads from an earlier moment on, as long as no page was read. */
export async function widenReading(executor: Kysely<Tables>, of: Backfill, since: Instant): Promise<void> {
  await sql`update backfills set since = ${since} where ${isStill(of)}`.execute(executor);
}

export async function markRead(executor: Kysely<Tables>, of: Backfill, now: Instant): Promise<void> {
  await sql`update backfills set read_at = ${now} where ${isStill(of)} and read_at is null`.execute(executor);
}

export async function markEnded(executor: Kysely<Tables>, of: Backfill, now: Instant): Promise<void> {
  await sql`update backfills set ended_at = ${now}, passed_at = begun_at where ${isStill(of)}`.execute(executor);
}

/** Whether its history is wanted and not known yet. */
export async function isBeingRead(executor: Kysely<Tables>, repositoryId: number): Promise<boolean> {
  const backfill = await backfillOf(executor, repositoryId, "backfill");
  return backfill !== null && backfill.endedAt === null;
}

/** Whether it was chosen by itself, and its history is known by now. */
export async function isWelcomed(executor: Kysely<Tables>, repositoryId: number): Promise<boolean> {
  const row = await executor
    .selectFrom("backfills")
    .select("repository_id")
    .where("repository_id", "=", repositoryId)
    .where("kind", "=", "backfill")
    .where("welcome", "=", true)
    .where("ended_at", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Histories that are being read, and those that are known, of all repositories together. */
export async function countBackfills(executor: Kysely<Tables>): Promise<{ reading: number; known: number }> {
  const { rows } = await sql<{ reading: number; known: number }>`
    select count(*) filter (where ended_at is null)::integer as reading,
      count(*) filter (where ended_at is not null)::integer as known
    from backfills where kind = 'backfill'`.execute(executor);
  return rows[0] ?? { reading: 0, known: 0 };
}

/** What is under way will not be ended: the app may not read there any more. */
export async function abandonReading(executor: Kysely<Tables>, repositoryId: number, kind: ReadingKind): Promise<void> {
  await executor
    .deleteFrom("backfills")
    .where("repository_id", "=", repositoryId)
    .where("kind", "=", kind)
    .where("ended_at", "is", null)
    .execute();
}

export async function keepRepair(
  executor: Kysely<Tables>,
  repositoryId: number,
  facts: number,
  now: Instant,
): Promise<void> {
  await sql`
    insert into repairs as known (repository_id, repaired_at, facts) values (${repositoryId}, ${now}, ${facts})
    on conflict (repository_id, repaired_at) do update set facts = known.facts + excluded.facts`.execute(executor);
}

/** How many facts were filled in from the first moment on and before the other. */
export async function repairedFacts(
  executor: Kysely<Tables>,
  repositoryIds: readonly number[],
  { from, to }: { from: Instant; to: Instant },
): Promise<number> {
  const { rows } = await sql<{ facts: number }>`
    select coalesce(sum(facts), 0)::integer as facts from repairs
    where repository_id in (select json_array_elements_text(${JSON.stringify(repositoryIds)}::json)::bigint)
      and repaired_at >= ${from} and repaired_at < ${to}`.execute(executor);
  return rows[0]?.facts ?? 0;
}

function isStill({ repositoryId, kind, begunAt }: Backfill) {
  return sql`repository_id = ${repositoryId} and kind = ${kind} and begun_at = ${begunAt}`;
}

function backfillIn(row: Selectable<BackfillsTable>): Backfill {
  return {
    repositoryId: row.repository_id,
    kind: row.kind,
    days: row.days,
    since: row.since,
    begunAt: row.begun_at,
    readAt: row.read_at,
    endedAt: row.ended_at,
    streams: row.streams,
  };
}
