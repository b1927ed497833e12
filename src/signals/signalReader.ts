/** Decides what is asked of the log of facts beside the facts themselves; reads only the table of `signalLog.ts`. */
import { type Kysely, sql } from "kysely";
import { normalFormOfLabel } from "../config/labelRoles.ts";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import { branchRulesKey } from "./branchRulesFact.ts";
import { packedFacts, type Stored, unpacked } from "./packedFacts.ts";
import type { BranchRules, Fact, Subject } from "./signal.ts";
import type { SubjectRef } from "./signalLog.ts";

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
    .where("kind", "<>", "branch-rules")
    .where(sql<boolean>`subject not in (select json_array_elements_text(${JSON.stringify(except)}::json))`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * How many people did anything in these repositories from the first moment on and before the other. Only the number leaves here: who they are is not
 * asked. Deleted accounts cannot be told apart, and count as one. `bots` are logins, in lower case, of accounts that are bots though GitHub calls them users.
 */
export async function activePeople(
  executor: Kysely<Tables>,
  repositoryIds: readonly number[],
  { from, to }: { from: Instant; to: Instant },
  bots: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(distinct coalesce(signal -> 'by' ->> 'id', 'deleted'))::integer as people
    from facts
    where repository_id in (select json_array_elements_text(${JSON.stringify(repositoryIds)}::json)::bigint)
      and at >= ${from} and at < ${to} and signal -> 'by' ->> 'bot' = 'false'
      and lower(coalesce(signal -> 'by' ->> 'login', '')) not in (select json_array_elements_text(${JSON.stringify(bots)}::json))
  `.execute(executor);
  return rows[0]?.people ?? 0;
}

/** Whether any deployment was told of. */
export async function hasDeployments(executor: Kysely<Tables>, repositoryId: number): Promise<boolean> {
  const row = await executor
    .selectFrom("facts")
    .select("key")
    .where("repository_id", "=", repositoryId)
    .where("subject", "=", "repository")
    .where("kind", "=", "deployment")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What the repository's default branch requires, and when it was seen first; null if it was not read. */
export async function rulesOf(
  executor: Kysely<Tables>,
  repositoryId: number,
): Promise<{ rules: BranchRules; seenAt: Instant } | null> {
  const { rows } = await sql<{ rules: BranchRules; seenAt: Instant }>`
    select signal -> 'rules' as rules, received_at as "seenAt" from facts
    where repository_id = ${repositoryId} and key = ${branchRulesKey}`.execute(executor);
  return rows[0] ?? null;
}

/** Every pull request that a delivery has shown. */
export async function pullRequestSubjects(executor: Kysely<Tables>, repositoryId: number): Promise<Subject[]> {
  const { rows } = await sql<{ subjects: string }>`
    select coalesce(json_agg(subject), '[]')::text as subjects from facts
    where repository_id = ${repositoryId} and kind = 'pull-request-snapshot'`.execute(executor);
  return JSON.parse(rows[0]?.subjects ?? "[]");
}

/** What labels were called before, of which only webhooks tell. */
export async function labelRenamings(executor: Kysely<Tables>, repositoryId: number): Promise<Fact[]> {
  const { rows } = await sql<Stored>`
    select ${sql.lit(repositoryId)}::bigint as repository_id, ${packedFacts} as facts from facts
    where repository_id = ${repositoryId} and subject = 'repository' and kind = 'label-renamed'
    group by subject`.execute(executor);
  return unpacked(rows);
}

/** The issues and pull requests that are open, as far as is known. */
export async function openNumbers(executor: Kysely<Tables>, repositoryId: number): Promise<number[]> {
  const { rows } = await sql<{ subject: string }>`
    select subject from facts
    where repository_id = ${repositoryId} and kind in ('issue-snapshot', 'pull-request-snapshot')
      and signal ->> 'closedAt' is null and not exists (
        select from facts as gone
        where gone.repository_id = ${repositoryId} and gone.subject = facts.subject and gone.kind = 'removed')
  `.execute(executor);
  return rows.map(({ subject }) => Number(subject.slice(1))).toSorted((a, b) => a - b);
}

/** Every issue and pull request that facts tell of. */
export async function itemSubjects(executor: Kysely<Tables>, repositoryId: number): Promise<Subject[]> {
  const { rows } = await sql<{ subjects: string }>`
    select coalesce(json_agg(distinct subject), '[]')::text as subjects from facts
    where repository_id = ${repositoryId} and subject like '#%'`.execute(executor);
  return JSON.parse(rows[0]?.subjects ?? "[]");
}

/** Where the issues and pull requests with these global ids are, of those that a delivery has shown. */
export async function itemsOfNodes(
  executor: Kysely<Tables>,
  nodeIds: readonly string[],
): Promise<Map<string, SubjectRef>> {
  const { rows } = await sql<{ node_id: string; repository_id: number; subject: Subject }>`
    select signal ->> 'nodeId' as node_id, repository_id, subject from facts
    where kind in ('issue-snapshot', 'pull-request-snapshot')
      and signal ->> 'nodeId' in (select json_array_elements_text(${JSON.stringify(nodeIds)}::json))`.execute(executor);
  return new Map(
    rows.map(({ node_id, repository_id: repositoryId, subject }) => [node_id, { repositoryId, subject }] as const),
  );
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
