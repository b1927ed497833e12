/** Decides what is asked of the log of facts beside the facts themselves; reads only the table of `signalLog.ts`. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import type { Subject } from "./signal.ts";

/** Whether anything happened there from the first moment on and before the other, apart from what was about these subjects. */
export async function hasFactsWithin(
  executor: Kysely<Tables>,
  repositoryId: number,
  { from, to }: { from: Instant; to: Instant },
  except: readonly Subject[],
): Promise<boolean> {
  const row = await executor
    .selectFrom("facts")
    .select("key")
    .where("repository_id", "=", repositoryId)
    .where("at", ">=", from)
    .where("at", "<", to)
    .where(sql<boolean>`subject not in (select json_array_elements_text(${JSON.stringify(except)}::json))`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
