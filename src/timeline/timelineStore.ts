/** Decides how timelines are kept; owner of items, stage_visits and pull_requests, all of which can be folded again. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import type { Subject } from "../signals/signal.ts";
import { packedFlow } from "./flow.ts";
import type { GenerationRef } from "./generations.ts";
import type { Timelines } from "./repository.ts";
import type { ItemTimeline, PullRequestTimeline } from "./timeline.ts";

/**
 * Replaces what is kept of these subjects by what they were folded to. A subject that is no item any more, such as a pull request that now belongs to
 * an issue, loses its rows. Call it in the transaction that read the facts. Each generation holds what one configuration makes of the facts; the names
 * without `_by_generation` show the one in force.
 */
export async function saveTimelines(
  executor: Kysely<Tables>,
  of: GenerationRef,
  subjects: readonly Subject[],
  timelines: Timelines,
): Promise<void> {
  const { repositoryId, generation } = of;
  const numbers = subjects.filter((subject) => subject.startsWith("#")).map((subject) => Number(subject.slice(1)));
  await sql`
    delete from items_by_generation
    where repository_id = ${repositoryId} and generation = ${generation}
      and number in (select json_array_elements_text(${JSON.stringify(numbers)}::json)::integer)
  `.execute(executor);
  await sql`
    delete from pull_requests_by_generation
    where repository_id = ${repositoryId} and generation = ${generation}
      and number in (select json_array_elements_text(${JSON.stringify(numbers)}::json)::integer)
      and number not in (select json_array_elements_text(${JSON.stringify(timelines.pullRequests.map((each) => each.number))}::json)::integer)
  `.execute(executor);
  await insertItems(executor, of, timelines.items);
  await insertVisits(executor, of, timelines.items);
  await upsertPullRequests(executor, of, timelines.pullRequests);
}

async function insertItems(
  executor: Kysely<Tables>,
  { repositoryId, generation }: GenerationRef,
  items: readonly ItemTimeline[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item) => ({ item, flow: packedFlow(item) }));
  await sql`
    insert into items_by_generation
      (repository_id, generation, number, kind, title, entered_at, stage, exited_at, outcome, released_at, next_change_at, timeline, flow)
    select ${repositoryId}, ${generation}::integer, (item ->> 'number')::integer, item ->> 'kind', item ->> 'title',
      (item ->> 'enteredAt')::timestamptz, item ->> 'stage', (item ->> 'exitedAt')::timestamptz, item ->> 'outcome',
      (item ->> 'releasedAt')::timestamptz, (item ->> 'nextChangeAt')::timestamptz, item, flow
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (item jsonb, flow text)
  `.execute(executor);
}

async function insertVisits(
  executor: Kysely<Tables>,
  { repositoryId, generation }: GenerationRef,
  items: readonly ItemTimeline[],
): Promise<void> {
  const visits = items.flatMap(({ number, visits: own }) =>
    own.map(({ stage, enteredAt, leftAt }, position) => ({ item: number, position, stage, enteredAt, leftAt })),
  );
  if (visits.length === 0) return;
  await sql`
    insert into stage_visits_by_generation (repository_id, generation, item, position, stage, entered_at, left_at)
    select ${repositoryId}, ${generation}::integer, item, position, stage, "enteredAt", "leftAt"
    from json_to_recordset(${JSON.stringify(visits)}::json)
      as visit (item integer, position integer, stage text, "enteredAt" timestamptz, "leftAt" timestamptz)
  `.execute(executor);
}

async function upsertPullRequests(
  executor: Kysely<Tables>,
  { repositoryId, generation }: GenerationRef,
  pullRequests: readonly PullRequestTimeline[],
): Promise<void> {
  if (pullRequests.length === 0) return;
  const rows = pullRequests.map((timeline) => ({ ...waitingNow(timeline), timeline }));
  await sql`
    insert into pull_requests_by_generation
      (repository_id, generation, number, title, head_sha, by_bot, opened_at, ready_at, first_review_after_ready_at, merged_at, closed_at,
       waiting_on, waiting_since, timeline)
    select ${repositoryId}, ${generation}::integer, (timeline ->> 'number')::integer, timeline ->> 'title', timeline ->> 'headSha',
      (timeline -> 'author' ->> 'bot')::boolean, (timeline ->> 'openedAt')::timestamptz,
      (timeline ->> 'readyAt')::timestamptz, (timeline ->> 'firstReviewAfterReadyAt')::timestamptz,
      (timeline ->> 'mergedAt')::timestamptz, (timeline ->> 'closedAt')::timestamptz,
      waiting_on, waiting_since, timeline
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as pull_request (waiting_on text, waiting_since timestamptz, timeline jsonb)
    on conflict (repository_id, generation, number) do update set
      title = excluded.title, head_sha = excluded.head_sha, by_bot = excluded.by_bot, opened_at = excluded.opened_at,
      ready_at = excluded.ready_at, first_review_after_ready_at = excluded.first_review_after_ready_at,
      merged_at = excluded.merged_at, closed_at = excluded.closed_at, waiting_on = excluded.waiting_on,
      waiting_since = excluded.waiting_since, timeline = excluded.timeline
  `.execute(executor);
}

function waitingNow({ waits }: PullRequestTimeline): { waiting_on: string | null; waiting_since: string | null } {
  const current = waits.at(-1);
  return current?.to === null
    ? { waiting_on: current.on, waiting_since: current.from }
    : { waiting_on: null, waiting_since: null };
}

/** Items that the passing of time has changed since they were folded. */
export async function itemsToRefold(
  executor: Kysely<Tables>,
  now: Instant,
  limit: number,
): Promise<{ repositoryId: number; subject: Subject }[]> {
  const rows = await executor
    .selectFrom("items")
    .select(["repository_id", "number"])
    .where("next_change_at", "<=", now)
    .orderBy("next_change_at")
    .limit(limit)
    .execute();
  return rows.map(({ repository_id: repositoryId, number }) => ({ repositoryId, subject: `#${number}` }));
}

/** Removes timelines of generations that are neither kept nor needed any more; returns how many items and pull requests, at most so many of each. */
export async function forgetTimelines(
  executor: Kysely<Tables>,
  repositoryId: number,
  kept: readonly number[],
  limit: number,
): Promise<number> {
  let forgotten = 0;
  for (const table of ["items_by_generation", "pull_requests_by_generation"]) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where (repository_id, generation, number) in (
        select repository_id, generation, number from ${sql.table(table)}
        where repository_id = ${repositoryId} and generation not in (${sql.join(kept)}) limit ${limit}
      )`.execute(executor);
    forgotten += Number(numAffectedRows ?? 0);
  }
  return forgotten;
}
