/** Decides how facts are kept: each once, however often, in whatever order and by whichever way it is heard. Owner of the table `facts`. */
import { type Kysely, sql, type Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import { isSameFact, mergeFact } from "./mergeFact.ts";
import { packedFacts, type Stored, unpacked } from "./packedFacts.ts";
import { alsoToldByApi, apiPrefix, isOfApi, reachOf, slotOf } from "./sameFact.ts";
import type { Fact, Signal, Subject } from "./signal.ts";
import { translatorVersion } from "./translate.ts";

export type SubjectRef = { repositoryId: number; subject: Subject };

/**
 * Adds facts to what is known and returns the subjects of which more is known than before. Writers of one repository wait for one another until their
 * transactions end, since two that read before either wrote would lose what the other merged.
 */
export async function appendFacts(trx: Transaction<Tables>, facts: readonly Fact[]): Promise<SubjectRef[]> {
  return (await appendTold(trx, facts)).touched;
}

/** The same; `added` are those that nothing had told before, neither under their own key nor, at nearly their time, the other way. */
export async function appendTold(
  trx: Transaction<Tables>,
  facts: readonly Fact[],
): Promise<{ touched: SubjectRef[]; added: Fact[] }> {
  if (facts.length === 0) return { touched: [], added: [] };
  const heard = mergedByKey(facts);
  await lockRepositories(trx, [...heard.values()]);
  const known = mergedByKey(await knownFacts(trx, [...heard.values()]));
  const changed = [...heard].flatMap(([key, fact]) => newsOf(fact, known.get(key)));
  const all = new Map([...known.values(), ...changed].map((fact) => [idOf(fact), fact]));
  const twice = alsoToldByApi([...all.values()]);
  const news = changed.filter((fact) => !twice.has(idOf(fact)));
  const superseded = [...known.values()].filter((fact) => twice.has(idOf(fact)));
  if (superseded.length > 0) await remove(trx, superseded);
  if (news.length > 0) await write(trx, news);
  for (const [repositoryId] of Map.groupBy(news, (fact) => fact.repositoryId)) await raiseVersion(trx, repositoryId);
  const told = new Set(superseded.map(placeOf));
  const added = news.filter((fact) => !known.has(idOf(fact)) && !told.has(placeOf(fact)));
  return { touched: subjectsOf(news), added };
}

/** Tellings of one fact under two keys have it in common. */
function placeOf({ repositoryId, key }: Fact): string {
  return `${repositoryId} ${slotOf(key) ?? key}`;
}

async function raiseVersion(trx: Transaction<Tables>, repositoryId: number): Promise<void> {
  await sql`
    insert into fact_versions as known (repository_id, version) values (${repositoryId}, 1)
    on conflict (repository_id) do update set version = known.version + 1`.execute(trx);
}

/** Another number than before as soon as more is known of the repository. Ask while you hold the repository. */
export async function factsVersion(trx: Transaction<Tables>, repositoryId: number): Promise<number> {
  const row = await trx
    .selectFrom("fact_versions")
    .select("version")
    .where("repository_id", "=", repositoryId)
    .executeTakeFirst();
  return row?.version ?? 0;
}

/** Keeps other writers of that repository's facts waiting until the transaction ends. */
export async function lockRepository(trx: Transaction<Tables>, repositoryId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`throughline facts ${repositoryId}`}, 0))`.execute(trx);
}

/** All that is known about those subjects, in no particular order. */
export async function factsOfSubjects(
  executor: Kysely<Tables>,
  repositoryId: number,
  subjects: readonly Subject[],
): Promise<Fact[]> {
  const { rows } = await sql<Stored>`
    select ${sql.lit(repositoryId)}::bigint as repository_id, ${packedFacts} as facts from facts
    where repository_id = ${repositoryId} and subject in (select json_array_elements_text(${JSON.stringify(subjects)}::json))
    group by subject`.execute(executor);
  return unpacked(rows);
}

/** What happened at any of these moments in a repository: for explaining a change, not for folding. */
export async function factsAt(
  executor: Kysely<Tables>,
  repositoryId: number,
  moments: readonly Instant[],
): Promise<Fact[]> {
  const { rows } = await sql<Stored>`
    select ${sql.lit(repositoryId)}::bigint as repository_id, ${packedFacts} as facts from facts
    where repository_id = ${repositoryId}
      and at in (select json_array_elements_text(${JSON.stringify(moments)}::json)::timestamptz)
    group by subject`.execute(executor);
  return unpacked(rows);
}

/**
 * What the first pass reads: facts about the repository, and of every issue and pull request what it is, when it was open and which labels it had. In no
 * particular order.
 */
export async function factsForKnowledge(executor: Kysely<Tables>, repositoryId: number): Promise<Fact[]> {
  const { rows } = await sql<Stored>`
    select ${sql.lit(repositoryId)}::bigint as repository_id, ${packedFacts} as facts from facts
    where repository_id = ${repositoryId} and (subject = 'repository' or kind in (${sql.join(kindsForKnowledge)}))
    group by subject`.execute(executor);
  return unpacked(rows);
}

const kindsForKnowledge: Signal["kind"][] = [
  "issue-snapshot",
  "pull-request-snapshot",
  "links-snapshot",
  "opened",
  "closed",
  "reopened",
  "removed",
  "labeled",
  "unlabeled",
];

function idOf({ repositoryId, key }: Fact): string {
  return `${repositoryId} ${key}`;
}

function mergedByKey(facts: readonly Fact[]): Map<string, Fact> {
  const merged = new Map<string, Fact>();
  for (const fact of facts) {
    const id = idOf(fact);
    const known = merged.get(id);
    merged.set(id, known === undefined ? fact : mergeFact(known, fact));
  }
  return merged;
}

/** In the order of their ids, so that two writers never wait for each other. */
async function lockRepositories(trx: Transaction<Tables>, facts: readonly Fact[]): Promise<void> {
  const ids = [...new Set(facts.map((fact) => fact.repositoryId))].toSorted((a, b) => a - b);
  for (const id of ids) await lockRepository(trx, id);
}

/** Those with the same keys, and those that may be the same under another key. */
async function knownFacts(trx: Transaction<Tables>, facts: readonly Fact[]): Promise<Fact[]> {
  const keys = facts.map((fact) => ({ repository_id: fact.repositoryId, key: fact.key }));
  const same = await sql<Stored>`
    select repository_id, ${packedFacts} as facts from facts
    join json_to_recordset(${JSON.stringify(keys)}::json) as wanted(repository_id bigint, key text)
      using (repository_id, key)
    group by repository_id`.execute(trx);
  return [...unpacked(same.rows), ...(await knownNear(trx, facts))];
}

/** Told the other way. Without `offset 0` it would be planned as one join, and reads the whole table. */
async function knownNear(trx: Transaction<Tables>, facts: readonly Fact[]): Promise<Fact[]> {
  const reaches = facts.flatMap((fact) => {
    const reach = reachOf(fact);
    return reach === null
      ? []
      : [{ repository_id: fact.repositoryId, ...reach, by_api: fact.signal.kind === "pushed" ? null : !isOfApi(fact) }];
  });
  if (reaches.length === 0) return [];
  const { rows } = await sql<Stored>`
    select repository_id, ${packedFacts} as facts from (
      select near.* from json_to_recordset(${JSON.stringify(reaches)}::json)
        as wanted(repository_id bigint, low text, high text, "from" timestamptz, "to" timestamptz, by_api boolean)
      cross join lateral (
        select * from facts where repository_id = wanted.repository_id and key >= low and key < high
          and at between "from" and "to" and starts_with(time_source, ${apiPrefix}) = coalesce(by_api, starts_with(time_source, ${apiPrefix})) offset 0) as near
    ) as near
    group by repository_id`.execute(trx);
  return unpacked(rows);
}

async function remove(trx: Transaction<Tables>, facts: readonly Fact[]): Promise<void> {
  const keys = facts.map((fact) => ({ repository_id: fact.repositoryId, key: fact.key }));
  await sql`
    delete from facts using json_to_recordset(${JSON.stringify(keys)}::json) as gone(repository_id bigint, key text)
    where facts.repository_id = gone.repository_id and facts.key = gone.key`.execute(trx);
}

function newsOf(heard: Fact, known: Fact | undefined): Fact[] {
  if (known === undefined) return [heard];
  const merged = mergeFact(heard, known);
  return isSameFact(merged, known) ? [] : [merged];
}

/** One statement, whose one parameter holds all rows: row by row is many times slower. */
async function write(trx: Transaction<Tables>, facts: readonly Fact[]): Promise<void> {
  const rows = facts.map((fact) => ({
    repository_id: fact.repositoryId,
    key: fact.key,
    subject: fact.subject,
    kind: fact.signal.kind,
    at: fact.at,
    time_source: fact.timeSource,
    received_at: fact.receivedAt,
    delivery: fact.delivery,
    event: fact.event,
    signal: fact.signal,
  }));
  await sql`
    insert into facts (repository_id, key, subject, kind, at, time_source, received_at, delivery, event, signal, translator)
    select *, ${sql.lit(translatorVersion)}
    from json_to_recordset(${JSON.stringify(rows)}::json) as news(
      repository_id bigint, key text, subject text, kind text, at timestamptz, time_source text, received_at timestamptz,
      delivery text, event text, signal jsonb)
    on conflict (repository_id, key) do update set
      subject = excluded.subject, kind = excluded.kind, at = excluded.at, time_source = excluded.time_source,
      received_at = excluded.received_at, delivery = excluded.delivery, event = excluded.event,
      signal = excluded.signal, translator = excluded.translator`.execute(trx);
}

function subjectsOf(facts: readonly Fact[]): SubjectRef[] {
  const subjects = facts.map(
    ({ repositoryId, subject }) => [`${repositoryId} ${subject}`, { repositoryId, subject }] as const,
  );
  return [...new Map(subjects).values()];
}
