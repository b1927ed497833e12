/** Decides what is asked of the log of facts beside the facts themselves; reads only the table of `signalLog.ts`. */
import { type Kysely, sql } from "kysely";
import { normalFormOfLabel } from "../config/labelRoles.ts";
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

/**
 * How many people did anything in these repositories from the first moment on and before the other. Only the number leaves here: who they are is not
 * asked. `bots` are logins, in lower case, of accounts that are bots though GitHub calls them users.
 */
export async function activePeople(
  executor: Kysely<Tables>,
  repositoryIds: readonly number[],
  { from, to }: { from: Instant; to: Instant },
  bots: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(distinct signal -> 'by' ->> 'id')::integer as people
    from facts
    where repository_id in (select json_array_elements_text(${JSON.stringify(repositoryIds)}::json)::bigint)
      and at >= ${from} and at < ${to} and signal -> 'by' ->> 'bot' = 'false'
      and lower(coalesce(signal -> 'by' ->> 'login', '')) not in (select json_array_elements_text(${JSON.stringify(bots)}::json))
  `.execute(executor);
  return rows[0]?.people ?? 0;
}

/** The numbers of the issues and pull requests that bear a label of that name now, as far as is known; names are compared in their normal form. */
export async function numbersWithLabel(
  executor: Kysely<Tables>,
  repositoryId: number,
  name: string,
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ subject: string }>`
    select subject from facts
    where repository_id = ${repositoryId} and kind in ('issue-snapshot', 'pull-request-snapshot') and exists (
      select from jsonb_array_elements(signal -> 'labels') as label
      where regexp_replace(lower(label ->> 'name'), '[\\s:/_-]+', '-', 'g') = ${normalFormOfLabel(name)})
  `.execute(executor);
  return new Set(rows.map(({ subject }) => Number(subject.slice(1))));
}
