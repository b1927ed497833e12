/** Decides what is told of how well deliveries were understood, and of those that are lost; reads only, the tables of its neighbours. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import type { Gap } from "./gaps.ts";

/**
 * Of the deliveries of these repositories that were received from the first moment on and before the other: `setAside` could not be understood, `repaired`
 * were, though not at the first try, or had to be asked for again. `lost` never came, though GitHub was asked for them; they count when GitHub first tried.
 */
export async function deliveriesOfWeek(
  executor: Kysely<Tables>,
  repositoryIds: readonly number[],
  { from, to }: { from: Instant; to: Instant },
): Promise<{ setAside: number; repaired: number; lost: number }> {
  const these = sql`repository_id in ${listed(repositoryIds)}`;
  const { rows } = await sql<{ set_aside: number; repaired: number; lost: number }>`
    select count(*) filter (where state = 'failed')::integer as set_aside,
      count(*) filter (where (state = 'done' and attempts > 1) or (state in ('done', 'ignored') and asked > 0))::integer as repaired,
      (select count(*)::integer from missed_deliveries as missed
        where ${these} and first_at >= ${from} and first_at < ${to} and ask_at is null
          and not exists (select from deliveries where deliveries.id = missed.id)) as lost
    from deliveries left join (select id, asked from missed_deliveries) as missed using (id)
    where ${these}
      and received_at >= ${from} and received_at < ${to}`.execute(executor);
  const [row] = rows;
  return { setAside: row?.set_aside ?? 0, repaired: row?.repaired ?? 0, lost: row?.lost ?? 0 };
}

/**
 * The gaps in what was heard that touch the time from the first moment on and before the other, the oldest first. `filledIn`: since it ended GitHub was
 * asked, of every one of these repositories, for all that it still tells.
 */
export async function gapsWithin(
  executor: Kysely<Tables>,
  repositoryIds: readonly number[],
  { from, to }: { from: Instant; to: Instant },
): Promise<(Gap & { filledIn: boolean })[]> {
  const { rows } = await sql<Gap & { filledIn: boolean }>`
    select since, until, ${repositoryIds.length}::integer <= (
      select count(distinct repository_id) from backfills where repository_id in ${listed(repositoryIds)} and passed_at >= until
    ) as "filledIn"
    from gaps where since < ${to} and until > ${from} order by since`.execute(executor);
  return rows;
}

export type OpenGap = Gap & {
  /** In how many repositories GitHub is still to be asked what happened. */
  repositories: number;
};

/** The gaps that are not filled in yet wherever that can be done, the oldest first; of all repositories together. */
export async function openGaps(executor: Kysely<Tables>): Promise<OpenGap[]> {
  const { rows } = await sql<OpenGap>`
    select since, until, count(distinct asked.repository_id)::integer as repositories
    from gaps join due_work as asked on asked.kind in ('reconcile', 'backfill') and not exists (
      select from backfills where backfills.repository_id = asked.repository_id and passed_at >= until)
    where exists (select from repositories where repositories.id = asked.repository_id and first_received_at < until)
    group by since, until order by since`.execute(executor);
  return rows;
}

function listed(ids: readonly number[]) {
  return sql`(select json_array_elements_text(${JSON.stringify(ids)}::json)::bigint)`;
}

export type InboxHealth = {
  /** Stored and not processed yet, and for how long the oldest of them has been. */
  waiting: number;
  longestWaitSeconds: number | null;
};

/** By the database's clock, of all repositories together. */
export async function inboxHealth(executor: Kysely<Tables>): Promise<InboxHealth> {
  const { rows } = await sql<InboxHealth>`
    select count(*)::integer as waiting, extract(epoch from now() - min(received_at))::integer as "longestWaitSeconds"
    from deliveries where state = 'stored'`.execute(executor);
  return rows[0] ?? { waiting: 0, longestWaitSeconds: null };
}
