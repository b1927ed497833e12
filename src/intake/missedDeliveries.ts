/** Decides which deliveries GitHub has sent that the inbox does not have, and when GitHub is asked for each again. Owner of the table missed_deliveries; every time but GitHub's own is the database's. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import { keptDays } from "./recovery.ts";

type Executor = Kysely<Tables>;

/** One attempt to deliver, as GitHub lists it. */
export type Attempt = {
  attempt: number;
  id: string;
  at: Instant;
  repositoryId: number | null;
  installationId: number | null;
};

/** The first time a redelivery may take is ten minutes; after that whatever keeps it away may take longer. */
const mostAsks = 16;
const firstWaitSeconds = 600;
const longestWaitSeconds = 6 * 60 * 60;

/**
 * Notes those that are not in the inbox, however GitHub says that they went, and returns how many are new. Left out are those of
 * installations that were removed, and of repositories that were erased: nothing of them is to come back.
 */
export async function noteMissed(executor: Executor, attempts: readonly Attempt[]): Promise<number> {
  if (attempts.length === 0) return 0;
  const { rows } = await sql<{ inserted: boolean }>`
    insert into missed_deliveries as known (id, attempt, first_at, latest_at, repository_id, installation_id)
    select id, max(attempt), min(at), max(at), max("repositoryId"), max("installationId")
    from json_to_recordset(${JSON.stringify(attempts)}::json) as seen (
      id text, attempt bigint, at timestamptz, "repositoryId" bigint, "installationId" bigint)
    where not exists (select from deliveries where deliveries.id = seen.id)
      and not exists (select from installations where installations.id = seen."installationId" and state = 'deleted')
      and not exists (select from erased_repositories as erased
        where erased.repository_id = seen."repositoryId" and erased.installation_id = seen."installationId")
    group by id order by id
    on conflict (id) do update set
      attempt = greatest(known.attempt, excluded.attempt),
      first_at = least(known.first_at, excluded.first_at),
      latest_at = greatest(known.latest_at, excluded.latest_at)
    returning xmax = 0 as inserted`.execute(executor);
  return rows.filter(({ inserted }) => inserted).length;
}

/** What is asked for next. */
export type Missed = Pick<Attempt, "id" | "attempt">;

/**
 * Takes some that are due, oldest first, since GitHub forgets them first; each counts as asked from now on, and is not due again while it may
 * still be on its way.
 */
export async function takeMissed(executor: Executor, limit: number): Promise<Missed[]> {
  const { rows } = await sql<Missed & { first_at: Instant }>`
    update missed_deliveries set asked = asked + 1,
      ask_at = now() + interval '1 second' * least(${longestWaitSeconds}::int, ${firstWaitSeconds}::int * 2 ^ least(asked, 10))
    where id in (
      select id from missed_deliveries
      where ask_at <= now() and asked < ${mostAsks} and latest_at > ${horizon}
        and not exists (select from deliveries where deliveries.id = missed_deliveries.id)
      order by first_at, id limit ${limit} for update skip locked)
    returning id, attempt, first_at`.execute(executor);
  return rows.toSorted((a, b) => (a.first_at < b.first_at ? -1 : 1)).map(({ id, attempt }) => ({ id, attempt }));
}

/** Gives back what was taken and not asked for: it is due as before. */
export async function giveBack(executor: Executor, missed: readonly Missed[]): Promise<void> {
  if (missed.length === 0) return;
  await sql`update missed_deliveries set asked = asked - 1, ask_at = now() where ${isOneOf(missed)}`.execute(executor);
}

/** GitHub will not send these again. */
export async function giveUp(executor: Executor, missed: readonly Missed[]): Promise<void> {
  if (missed.length === 0) return;
  await sql`update missed_deliveries set asked = ${mostAsks}, ask_at = now() where ${isOneOf(missed)}`.execute(
    executor,
  );
}

/** `since` and `until` of what is lost are when GitHub tried to deliver it first. */
export type Settled = { arrived: number; lost: number; since: Instant | null; until: Instant | null };

/** Ends the search for those that have arrived, and for those that will not any more: asked for too often, or too old for GitHub. */
export async function settleMissed(executor: Executor): Promise<Settled> {
  const { rows } = await sql<Settled>`
    with settled as (
      update missed_deliveries set ask_at = null
      where ask_at is not null and (${hasArrived} or latest_at <= ${horizon} or (asked >= ${mostAsks} and ask_at <= now()))
      returning first_at, ${hasArrived} as arrived)
    select count(*) filter (where arrived)::integer as arrived, count(*) filter (where not arrived)::integer as lost,
      min(first_at) filter (where not arrived) as since, max(first_at) filter (where not arrived) as until
    from settled`.execute(executor);
  return rows[0] ?? { arrived: 0, lost: 0, since: null, until: null };
}

/** How many have not arrived, and are still asked for. */
export async function countMissed(executor: Executor): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from missed_deliveries where ask_at is not null and not ${hasArrived}`.execute(
    executor,
  );
  return rows[0]?.n ?? 0;
}

/** As long as the weekly summary counts what had to be repaired. */
export async function forgetOldMissed(executor: Executor): Promise<void> {
  await sql`delete from missed_deliveries where ask_at is null and first_at < now() - interval '400 days'`.execute(
    executor,
  );
}

const horizon = sql`now() - interval '1 day' * ${keptDays}`;
const hasArrived = sql`exists (select from deliveries where deliveries.id = missed_deliveries.id)`;

function isOneOf(missed: readonly Missed[]) {
  return sql`id in (select json_array_elements_text(${JSON.stringify(missed.map(({ id }) => id))}::json))`;
}
