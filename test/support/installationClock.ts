/** Decides how time passes for the limits of GitHub in a test: what is remembered of them is moved into the past. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../../src/db/tables.ts";

export async function letPass(db: Kysely<Tables>, seconds: number): Promise<void> {
  const back = sql`${seconds} * interval '1 second'`;
  await sql`
    update installation_pace set writing_until = writing_until - ${back}, paused_until = paused_until - ${back},
      silent_until = silent_until - ${back},
      writes = array(select each - ${back} from unnest(writes) with ordinality as w(each, place) order by place)`.execute(
    db,
  );
}
