/** Decides when it is no longer known that a delivery was heard; with deliveries.ts the owner of that table. */
import { sql } from "kysely";
import type { Executor } from "./deliveries.ts";

/** So long it is known that a delivery was heard, though its body is gone; and of those that were missed or not understood at once, which the weekly summary counts. */
const keptDays = { usual: 30, counted: 400 };

/** Lets go of what is left of deliveries whose bodies are gone, at most so many at once. Returns how many. */
export async function forgetOldDeliveries(executor: Executor, limit = 5_000): Promise<number> {
  const result = await sql`
    delete from deliveries where ctid = any (array(
      select ctid from deliveries
      where payload is null and state <> 'stored' and received_at < now() - interval '1 day' *
        case when state = 'failed' or attempts > 1 or id in (select id from missed_deliveries) then ${keptDays.counted}::integer else ${keptDays.usual}::integer end
      limit ${limit}))`.execute(executor);
  return Number(result.numAffectedRows ?? 0);
}

/** Takes out deliveries that may not be kept at all. */
export async function eraseDeliveries(trx: Executor, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .deleteFrom("deliveries")
    .where("id", "in", [...ids])
    .execute();
}
