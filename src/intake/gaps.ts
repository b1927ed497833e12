/** Decides how it is kept when the app was away for longer than GitHub keeps deliveries. Owner of the table gaps. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";

/** From when to when deliveries are lost for good, by the database's clock. */
export type Gap = { since: Instant; until: Instant };

export async function noteGap(executor: Kysely<Tables>, { since, until }: Gap): Promise<void> {
  await sql`
    insert into gaps as known (since, until) values (${since}, ${until})
    on conflict (since) do update set until = greatest(known.until, excluded.until)`.execute(executor);
}

/** As long as what was missed: no summary is asked for that reaches back further. */
export async function forgetOldGaps(executor: Kysely<Tables>): Promise<void> {
  await sql`delete from gaps where until < now() - interval '400 days'`.execute(executor);
}
