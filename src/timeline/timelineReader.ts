/** Decides how kept timelines are read back; with timelineStore the owner of items and pull_requests. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import { addSeconds, endOfTime, type Instant } from "../instant.ts";
import type { Subject } from "../signals/signal.ts";
import { mondayOf } from "./isoWeek.ts";
import { type ItemFlow, unpackedFlows } from "./flow.ts";
import type { GenerationRef } from "./generations.ts";
import type { Stretch } from "./stretch.ts";
import type { ItemTimeline, PullRequestTimeline } from "./timeline.ts";

/** The numbers of the open pull requests whose head is that commit: as a rule one. */
export async function openPullRequestsAt(
  executor: Kysely<Tables>,
  repositoryId: number,
  headSha: string,
): Promise<number[]> {
  const rows = await executor
    .selectFrom("pull_requests")
    .select("number")
    .where("repository_id", "=", repositoryId)
    .where("head_sha", "=", headSha)
    .where("closed_at", "is", null)
    .execute();
  return rows.map(({ number }) => number);
}

/** One pull request; null if it is not known. */
export async function pullRequestTimeline(
  executor: Kysely<Tables>,
  repositoryId: number,
  number: number,
): Promise<PullRequestTimeline | null> {
  const { rows } = await sql<{ timeline: PullRequestTimeline }>`
    select timeline from pull_requests where repository_id = ${repositoryId} and number = ${number}
  `.execute(executor);
  return rows[0]?.timeline ?? null;
}

/** The items among these numbers, by number. */
export async function itemTimelines(
  executor: Kysely<Tables>,
  repositoryId: number,
  numbers: readonly number[],
): Promise<ItemTimeline[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<{ timeline: ItemTimeline }>`
    select timeline from items where repository_id = ${repositoryId} and number in (${sql.join(numbers)}) order by number
  `.execute(executor);
  return rows.map(({ timeline }) => timeline);
}

/** All items of a repository, by number, in pages, so that a large repository needs no large memory. */
export function itemPages(executor: Kysely<Tables>, repositoryId: number): AsyncGenerator<ItemTimeline[]> {
  return pagesOf<ItemTimeline>(executor, "items", repositoryId);
}

/** All pull requests of a repository, likewise. */
export function pullRequestPages(
  executor: Kysely<Tables>,
  repositoryId: number,
): AsyncGenerator<PullRequestTimeline[]> {
  return pagesOf<PullRequestTimeline>(executor, "pull_requests", repositoryId);
}

const pageSize = 1000;

async function* pagesOf<T extends { number: number }>(
  executor: Kysely<Tables>,
  table: "items" | "pull_requests",
  repositoryId: number,
): AsyncGenerator<T[]> {
  let after = 0;
  for (;;) {
    const { rows } = await sql<{ page: string }>`
      select coalesce(json_agg(timeline order by number), '[]')::text as page from (
        select number, timeline from ${sql.table(table)}
        where repository_id = ${repositoryId} and number > ${after} order by number limit ${pageSize}
      ) as page
    `.execute(executor);
    const page = parseTimelines<T>(rows[0]?.page);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.number;
  }
}

/** How many items and pull requests are kept of a repository. */
export async function countsOf(
  executor: Kysely<Tables>,
  repositoryId: number,
): Promise<{ items: number; pullRequests: number }> {
  const { rows } = await sql<{ items: number; pullRequests: number }>`
    select (select count(*) from items where repository_id = ${repositoryId}) as items,
      (select count(*) from pull_requests where repository_id = ${repositoryId}) as "pullRequests"
  `.execute(executor);
  return rows[0] ?? { items: 0, pullRequests: 0 };
}

/** Pull requests that were open at some moment from the first one on and before the other, by number. */
export async function pullRequestsWithin(
  executor: Kysely<Tables>,
  repositoryId: number,
  { from, to }: Stretch,
): Promise<PullRequestTimeline[]> {
  const { rows } = await sql<Several>`
    select string_agg(timeline::text, ',') as several from pull_requests
    where repository_id = ${repositoryId} and coalesce(closed_at, 'infinity') >= ${from} and opened_at < ${to ?? endOfTime}
    group by number / ${sql.lit(atOnce)}
  `.execute(executor);
  return inOrder(rows.flatMap(({ several }) => parseTimelines<PullRequestTimeline>(`[${several}]`)));
}

/** Items that were in the pipeline at such a moment, as much as the metrics read of them, by number. */
export async function flowsWithin(
  executor: Kysely<Tables>,
  repositoryId: number,
  { from, to }: Stretch,
): Promise<ItemFlow[]> {
  const { rows } = await sql<Several>`
    select string_agg(flow, ',') as several from items
    where repository_id = ${repositoryId} and coalesce(exited_at, 'infinity') >= ${from} and entered_at < ${to ?? endOfTime}
      and flow is not null
    group by number / ${sql.lit(atOnce)}
  `.execute(executor);
  return inOrder(rows.flatMap(({ several }) => unpackedFlows(`[${several}]`)));
}

/** Some hundred in one text: a row for each is several times slower on the embedded database, and one text of all is twice as slow on both. */
type Several = { several: string };
const atOnce = 1024;

function inOrder<T extends { number: number }>(all: readonly T[]): T[] {
  return all.toSorted((a, b) => a.number - b.number);
}

/** The titles of these items. */
export async function titlesOf(
  executor: Kysely<Tables>,
  repositoryId: number,
  numbers: readonly number[],
): Promise<Map<number, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await executor
    .selectFrom("items")
    .select(["number", "title"])
    .where("repository_id", "=", repositoryId)
    .where("number", "in", [...numbers])
    .execute();
  return new Map(rows.map(({ number, title }) => [number, title]));
}

/** The items that entered learning and flow in an ISO week, in whatever zone that week is read: a day more on either side. */
export async function itemsLearningIn(
  executor: Kysely<Tables>,
  { repositoryId, generation }: GenerationRef,
  week: string,
): Promise<Subject[]> {
  const monday = `${mondayOf(week)}T00:00:00Z`;
  const { rows } = await sql<{ item: number }>`
    select distinct item from stage_visits_by_generation
    where repository_id = ${repositoryId} and generation = ${generation} and stage = 'learning-and-flow'
      and entered_at >= ${addSeconds(monday, -daySeconds)} and entered_at < ${addSeconds(monday, 8 * daySeconds)}
  `.execute(executor);
  return rows.map(({ item }): Subject => `#${item}`);
}

const daySeconds = 24 * 3600;

/** The numbers of items and pull requests that were open at or after `since`. */
export async function numbersSince(executor: Kysely<Tables>, repositoryId: number, since: Instant): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    select number from items where repository_id = ${repositoryId} and (exited_at is null or exited_at >= ${since})
    union
    select number from pull_requests where repository_id = ${repositoryId} and (closed_at is null or closed_at >= ${since})
  `.execute(executor);
  return rows.map(({ number }) => number);
}

/** The numbers of the open pull requests. */
export async function openPullRequests(executor: Kysely<Tables>, repositoryId: number): Promise<number[]> {
  const rows = await executor
    .selectFrom("pull_requests")
    .select("number")
    .where("repository_id", "=", repositoryId)
    .where("closed_at", "is", null)
    .execute();
  return rows.map(({ number }) => number);
}

/**
 * Of each pull request a print of what its texts tell: its own timeline, and the way of the items that it belongs to. Facts of others change it, too: a
 * deployment releases it, a push that is heard late was its author's turn.
 */
export async function standingOf(
  executor: Kysely<Tables>,
  repositoryId: number,
  numbers: readonly number[],
): Promise<Map<number, string>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<{ number: number; standing: string }>`
    select number, concat_ws(' ', md5(timeline::text), (
      select string_agg(md5(item.timeline ->> 'visits'), ' ' order by item.number) from items item
      where item.repository_id = ${repositoryId} and (item.number = pull_requests.number
        or item.number in (select jsonb_array_elements_text(pull_requests.timeline -> 'issues')::integer))
    )) as standing
    from pull_requests where repository_id = ${repositoryId} and number in (${sql.join([...numbers])})`.execute(
    executor,
  );
  return new Map(rows.map(({ number, standing }) => [number, standing]));
}

/** Timelines are our own data from our own table: read as one text, several times faster on the embedded database than row by row. */
function parseTimelines<T>(text: string | undefined): T[] {
  return text === undefined ? [] : JSON.parse(text);
}
