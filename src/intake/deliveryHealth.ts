/** Decides what is told of how well deliveries were understood; reads only, the tables of `deliveries.ts` and `missedDeliveries.ts`. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";

/**
 * Of the deliveries of these repositories that were received from the first moment on and before the other: `setAside` could not be understood, `repaired`
 * were, though not at the first try, or had to be asked for again.
 */
export async function deliveriesOfWeek(
  executor: Kysely<Tables>,
  repositoryIds: readonly number[],
  { from, to }: { from: Instant; to: Instant },
): Promise<{ setAside: number; repaired: number }> {
  const { rows } = await sql<{ set_aside: number; repaired: number }>`
    select count(*) filter (where state = 'failed')::integer as set_aside,
      count(*) filter (where (state = 'done' and attempts > 1) or (state in ('done', 'ignored') and asked > 0))::integer as repaired
    from deliveries left join (select id, asked from missed_deliveries) as missed using (id)
    where repository_id in (select json_array_elements_text(${JSON.stringify(repositoryIds)}::json)::bigint)
      and received_at >= ${from} and received_at < ${to}`.execute(executor);
  const [row] = rows;
  return { setAside: row?.set_aside ?? 0, repaired: row?.repaired ?? 0 };
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
