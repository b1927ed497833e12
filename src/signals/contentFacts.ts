/** Decides where facts wait of which only the item's global id is known, until a delivery shows that item in a repository. Owner of the table `content_facts`. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { ContentFact } from "./signal.ts";

/** Heard again, a fact keeps its earlier receipt. */
export async function keepContentFacts(executor: Kysely<Tables>, facts: readonly ContentFact[]): Promise<void> {
  const rows = new Map<string, { node_id: string; key: string; installation_id: number | null; fact: ContentFact }>();
  for (const fact of facts.toSorted((a, b) => (a.receivedAt > b.receivedAt ? -1 : 1))) {
    const { nodeId: node_id, key, installationId: installation_id } = fact;
    rows.set(`${node_id} ${key}`, { node_id, key, installation_id, fact });
  }
  if (rows.size === 0) return;
  await sql`
    insert into content_facts as known (node_id, key, installation_id, fact)
    select * from json_to_recordset(${JSON.stringify([...rows.values()])}::json)
      as news (node_id text, key text, installation_id bigint, fact jsonb)
    on conflict (node_id, key) do update set fact = excluded.fact
    where excluded.fact ->> 'receivedAt' < known.fact ->> 'receivedAt'`.execute(executor);
}

/** What nobody has asked for in half a year: most of it is of repositories without the app. */
export async function forgetOldContentFacts(executor: Kysely<Tables>): Promise<void> {
  await sql`delete from content_facts where kept_since < now() - interval '182 days'`.execute(executor);
}

/** Those that wait for one of these items. */
export async function contentFactsOf(executor: Kysely<Tables>, nodeIds: readonly string[]): Promise<ContentFact[]> {
  if (nodeIds.length === 0) return [];
  const { rows } = await sql<{ fact: ContentFact }>`
    select fact from content_facts
    where node_id in (select json_array_elements_text(${JSON.stringify(nodeIds)}::json))
    order by node_id, key`.execute(executor);
  return rows.map(({ fact }) => fact);
}

export async function forgetContentFacts(executor: Kysely<Tables>, facts: readonly ContentFact[]): Promise<void> {
  if (facts.length === 0) return;
  const placed = facts.map(({ nodeId: node_id, key }) => ({ node_id, key }));
  await sql`
    delete from content_facts where (node_id, key) in (
      select node_id, key from json_to_recordset(${JSON.stringify(placed)}::json) as placed (node_id text, key text))`.execute(
    executor,
  );
}
