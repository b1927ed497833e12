/** Decides what is told of deliveries and work that were set aside, and how an operator has them tried again or drops them. Reads and writes the tables of `deliveries.ts` and `dueWork.ts`. */
import { type RawBuilder, sql } from "kysely";
import type { Instant } from "../instant.ts";
import type { Executor, WorkKind } from "./dueWork.ts";
import { storableText } from "./storableText.ts";

export type DeadLetter = {
  /** Of a delivery its GUID; of work `kind:repository:subject`. */
  id: string;
  kind: "delivery" | WorkKind;
  /** What the delivery tells of, with its action, or the subject of the work. */
  about: string;
  repositoryId: number | null;
  installationId: number | null;
  /** Of a delivery its receipt; of work its first failure. */
  since: Instant;
  tries: number;
  reason: string | null;
};

/** Oldest first. A delivery whose body has been let go is none: there is nothing left to try again. */
export async function deadLetters(executor: Executor, limit: number): Promise<DeadLetter[]> {
  const { rows } = await sql<DeadLetter>`
    select * from (
      select id, 'delivery' as kind, concat_ws(' ', event, action) as about, repository_id as "repositoryId",
        installation_id as "installationId", received_at as since, attempts as tries, reason
      from deliveries where ${isDeadDelivery}
      union all
      select ${workId}, kind, subject, repository_id, null::bigint, coalesce(failing_since, set_aside_at), attempts, last_error
      from due_work where set_aside_at is not null
    ) as letters order by since, id limit ${limit}`.execute(executor);
  return rows;
}

export type DeadLetterCount = { kind: DeadLetter["kind"]; count: number; latestReason: string | null };

/** Of each kind of which there are any. */
export async function countDeadLetters(executor: Executor): Promise<DeadLetterCount[]> {
  const { rows } = await sql<DeadLetterCount>`
    select 'delivery' as kind, count(*)::integer as count, (array_agg(reason order by received_at desc))[1] as "latestReason"
    from deliveries where ${isDeadDelivery} having count(*) > 0
    union all
    select kind, count(*)::integer, (array_agg(last_error order by set_aside_at desc))[1]
    from due_work where set_aside_at is not null group by kind
    order by kind`.execute(executor);
  return rows;
}

/** `all`, or those of these ids. */
export type Which = "all" | readonly string[];

/** Has them tried again: work as if for the first time, a delivery once more, by the translator of this version. Returns the ids of those that there were. */
export async function retryDeadLetters(executor: Executor, which: Which): Promise<string[]> {
  const deliveries = await sql<{ id: string }>`
    update deliveries set state = 'stored', reason = null
    where ${isDeadDelivery} and ${isAmong(sql`id`, which)} returning id`.execute(executor);
  const work = await sql<{ id: string }>`
    update due_work set set_aside_at = null, failing_since = null, attempts = 0, due_at = now()
    where set_aside_at is not null and ${isAmong(workId, which)} returning ${workId} as id`.execute(executor);
  return idsOf(deliveries, work);
}

/** Gives them up for good: a delivery counts as ignored, work is forgotten until it is asked for again. Returns the ids of those that there were. */
export async function dropDeadLetters(executor: Executor, which: Which): Promise<string[]> {
  const deliveries = await sql<{ id: string }>`
    update deliveries set state = 'ignored', reason = left('dropped by the operator: ' || coalesce(reason, ''), 1000)
    where ${isDeadDelivery} and ${isAmong(sql`id`, which)} returning id`.execute(executor);
  const work = await sql<{ id: string }>`
    delete from due_work where set_aside_at is not null and ${isAmong(workId, which)} returning ${workId} as id`.execute(
    executor,
  );
  return idsOf(deliveries, work);
}

/** Each try follows the other, so this many are enough to tell a fault of the delivery from a bad moment. */
const triesBeforeSetAside = 3;

/** Notes that a stored delivery could not be read, and sets it aside at the third time. Returns how often it was tried, and whether it is set aside. */
export async function noteUnreadable(
  executor: Executor,
  id: string,
  reason: string,
): Promise<{ attempt: number; setAside: boolean }> {
  const { rows } = await sql<{ attempts: number; state: string }>`
    update deliveries set attempts = attempts + 1, reason = ${storableText(reason)},
      state = case when attempts + 1 >= ${triesBeforeSetAside} then 'failed' else state end
    where id = ${id} and state = 'stored'
    returning attempts, state`.execute(executor);
  return { attempt: rows[0]?.attempts ?? 0, setAside: rows[0]?.state === "failed" };
}

const isDeadDelivery = sql`state = 'failed' and payload is not null`;

const workId = sql<string>`kind || ':' || repository_id || ':' || subject`;

function isAmong(id: RawBuilder<unknown>, which: Which): RawBuilder<unknown> {
  return which === "all" ? sql`true` : sql`${id} in (select json_array_elements_text(${JSON.stringify(which)}::json))`;
}

function idsOf(...results: { rows: { id: string }[] }[]): string[] {
  return results.flatMap(({ rows }) => rows.map(({ id }) => id)).toSorted();
}
