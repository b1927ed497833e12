/** Decides what is to be done for an item, when, and who does it. Owner of the table due_work; every time is the database's own. */
import { randomUUID } from "node:crypto";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { DueWorkTable, Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import { leaseSeconds } from "./lease.ts";
import { storableText } from "./storableText.ts";

/** The database or a transaction. */
export type Executor = Kysely<Tables>;

export type WorkKind = DueWorkTable["kind"];

/** An item's work, held for a while. The lease is the fencing token: whoever lost it can no longer finish the work. */
export type DueClaim = {
  kind: WorkKind;
  repositoryId: number;
  subject: string;
  /** How often it had been asked for when it was claimed. */
  wanted: number;
  /** How often it has been claimed since it was last finished, this time included. */
  attempts: number;
  lease: string;
};

export type When = { dueAt: Instant } | { delaySeconds: number };

/**
 * Asks for the same kind of work on several subjects. Asked again before it is done, it stays one piece of work, due at the earlier time, and
 * whoever is at it already will leave it for another pass. What was set aside gets another try: what is new may have mended it.
 */
export async function askFor(
  executor: Executor,
  kind: WorkKind,
  repositoryId: number,
  subjects: string[],
  when: When = { delaySeconds: 0 },
): Promise<void> {
  if (subjects.length === 0) return;
  const dueAt = "dueAt" in when ? sql`${when.dueAt}::timestamptz` : fromNow(when.delaySeconds);
  // In one order, so that two who ask for the same subjects at once cannot lock each other out.
  const each = [...new Set(subjects)].toSorted();
  await sql`
    insert into due_work (kind, repository_id, subject, due_at)
    select ${kind}, ${repositoryId}::bigint, subject, ${dueAt} from json_array_elements_text(${JSON.stringify(each)}::json) as subject
    on conflict (kind, repository_id, subject) do update set
      wanted = due_work.wanted + 1, set_aside_at = null,
      due_at = case when due_work.set_aside_at is null then least(due_work.due_at, excluded.due_at) else excluded.due_at end`.execute(
    executor,
  );
}

/** Asks for work that stays as it is if it was asked for before, whenever it is due; whoever is at it already will leave it for another pass. */
export async function askUnlessAsked(
  executor: Executor,
  kind: WorkKind,
  repositoryId: number,
  subject: string,
  { delaySeconds }: { delaySeconds: number } = { delaySeconds: 0 },
): Promise<void> {
  await sql`
    insert into due_work (kind, repository_id, subject, due_at)
    values (${kind}, ${repositoryId}, ${subject}, ${fromNow(delaySeconds)})
    on conflict (kind, repository_id, subject) do update set wanted = due_work.wanted + 1
    where due_work.lease is not null`.execute(executor);
}

/** Asks for work that was not asked for yet; what waits for its time, perhaps after a failure, goes on waiting. */
export async function askOnce(
  executor: Executor,
  kind: WorkKind,
  repositoryId: number,
  subjects: string[],
): Promise<void> {
  if (subjects.length === 0) return;
  const each = [...new Set(subjects)].toSorted();
  await sql`
    insert into due_work (kind, repository_id, subject, due_at)
    select ${kind}, ${repositoryId}::bigint, subject, now() from json_array_elements_text(${JSON.stringify(each)}::json) as subject
    on conflict (kind, repository_id, subject) do nothing`.execute(executor);
}

/** The repository whose work of that kind has been due longest; null if none is due. Nothing is held by asking. */
export async function longestDueRepository(executor: Executor, kind: WorkKind): Promise<number | null> {
  const { rows } = await sql<{ repository_id: number }>`
    select repository_id from due_work
    where kind = ${kind} and ${isClaimable}
    order by due_at limit 1`.execute(executor);
  return rows[0]?.repository_id ?? null;
}

/** How much work of that kind there is for the repository, due or not. */
export async function countWork(executor: Executor, kind: WorkKind, repositoryId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from due_work where kind = ${kind} and repository_id = ${repositoryId}`.execute(
    executor,
  );
  return rows[0]?.n ?? 0;
}

/** Claims work that is due and held by nobody, or by somebody whose lease has run out; longest due first. Of one repository, if it is named. */
export async function claimDue(
  executor: Executor,
  kind: WorkKind,
  limit: number,
  repositoryId: number | null = null,
): Promise<DueClaim[]> {
  const lease = randomUUID();
  const { rows } = await sql<
    Pick<DueWorkTable, "subject"> & { repository_id: number; wanted: number; attempts: number }
  >`
    with due as materialized (
      select kind, repository_id, subject from due_work
      where kind = ${kind} and ${isClaimable}
        and (${repositoryId}::bigint is null or repository_id = ${repositoryId})
      order by due_at, repository_id, subject
      limit ${limit}
      for update skip locked
    )
    update due_work set lease = ${lease}, leased_until = ${fromNow(leaseSeconds)}, attempts = attempts + 1
    from due
    where due_work.kind = due.kind and due_work.repository_id = due.repository_id and due_work.subject = due.subject
    returning due_work.repository_id, due_work.subject, due_work.wanted, due_work.attempts`.execute(executor);
  return rows.map((row) => ({
    kind,
    repositoryId: row.repository_id,
    subject: row.subject,
    wanted: row.wanted,
    attempts: row.attempts,
    lease,
  }));
}

/** Ends the work. What was asked for again meanwhile is released for another pass instead; what the lease no longer covers is left alone. */
export async function finish(executor: Executor, claims: DueClaim[]): Promise<void> {
  if (claims.length === 0) return;
  const deleted = await sql`
    delete from due_work using ${claimed(claims)}
    where ${isHeld} and due_work.wanted = claimed.wanted`.execute(executor);
  if (Number(deleted.numAffectedRows ?? 0) === claims.length) return;
  // What still carries the lease was asked for again, before or after the statement above looked at it.
  await sql`
    update due_work set lease = null, leased_until = null, attempts = 0, last_error = null, failing_since = null
    from ${claimed(claims)}
    where ${isHeld}`.execute(executor);
}

/** Ends work of that kind that was done along with other work. The caller makes sure that nobody can have claimed it. */
export async function drop(
  executor: Executor,
  kind: WorkKind,
  repositoryId: number,
  subjects: string[],
): Promise<void> {
  await sql`
    delete from due_work where kind = ${kind} and repository_id = ${repositoryId}
      and subject in (select json_array_elements_text(${JSON.stringify(subjects)}::json))`.execute(executor);
}

/** Work that still fails after so many tries and so long is set aside: the reason lies in it, and more tries do not help. */
const triesBeforeSetAside = 12;
const secondsBeforeSetAside = 24 * 60 * 60;

/** `endless`: the reason lies elsewhere and passes, as where GitHub does not answer or refuses; such work is never set aside. */
export type Patience = "bounded" | "endless";

/** Gives the work back after a failure, to be done again after a while, or sets it aside where that was tried often enough. Says what became of it. */
export async function retryLater(
  executor: Executor,
  claim: DueClaim,
  delaySeconds: number,
  error: string,
  patience: Patience = "bounded",
): Promise<"again" | "set-aside" | "lost"> {
  const { rows } = await sql<{ set_aside: boolean }>`
    update due_work set lease = null, leased_until = null, due_at = ${fromNow(delaySeconds)}, last_error = ${storableText(error)},
      failing_since = coalesce(failing_since, now()),
      set_aside_at = case when ${patience === "bounded"}::boolean and attempts >= ${triesBeforeSetAside}
        and failing_since <= ${fromNow(-secondsBeforeSetAside)} then now() end
    from ${claimed([claim])}
    where ${isHeld}
    returning set_aside_at is not null as set_aside`.execute(executor);
  const [row] = rows;
  if (row === undefined) return "lost";
  return row.set_aside ? "set-aside" : "again";
}

/** Gives the work back because it is too early for it, which is no failed attempt. */
export async function postpone(executor: Executor, claim: DueClaim, delaySeconds: number): Promise<void> {
  await sql`
    update due_work set lease = null, leased_until = null, due_at = ${fromNow(delaySeconds)}, attempts = attempts - 1
    from ${claimed([claim])}
    where ${isHeld}`.execute(executor);
}

/** Prolongs leases, and returns the claims that are still held: the others belong to somebody else by now, and their work must stop. */
export async function heartbeat(executor: Executor, claims: DueClaim[]): Promise<DueClaim[]> {
  if (claims.length === 0) return [];
  const { rows } = await sql<{ place: number }>`
    update due_work set leased_until = ${fromNow(leaseSeconds)} from ${claimed(claims)}
    where ${isHeld}
    returning claimed.place`.execute(executor);
  const held = new Set(rows.map((row) => row.place));
  return claims.filter((_, place) => held.has(place));
}

/**
 * Prolongs leases while their work goes on in other transactions. It waits for none of them, and so for nobody who waits for it: a row that is locked is
 * left for the next time, since nobody else can claim it meanwhile.
 */
export async function prolong(executor: Executor, claims: DueClaim[]): Promise<void> {
  if (claims.length === 0) return;
  await sql`
    with held as materialized (
      select due_work.kind, due_work.repository_id, due_work.subject from due_work, ${claimed(claims)}
      where ${isHeld}
      for update of due_work skip locked
    )
    update due_work set leased_until = ${fromNow(leaseSeconds)} from held
    where due_work.kind = held.kind and due_work.repository_id = held.repository_id and due_work.subject = held.subject`.execute(
    executor,
  );
}

const isClaimable = sql`due_at <= now() and set_aside_at is null and (lease is null or leased_until <= now())`;

function fromNow(seconds: number): RawBuilder<Instant> {
  return sql<Instant>`now() + interval '1 second' * ${seconds}::float8`;
}

/** The claims as a table of that name. */
function claimed(claims: DueClaim[]): RawBuilder<unknown> {
  const rows = claims.map((claim, place) => ({ ...claim, place }));
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as claimed (
    place int, kind text, "repositoryId" bigint, subject text, wanted int, lease text)`;
}

const isHeld = sql`due_work.kind = claimed.kind and due_work.repository_id = claimed."repositoryId"
  and due_work.subject = claimed.subject and due_work.lease = claimed.lease`;
