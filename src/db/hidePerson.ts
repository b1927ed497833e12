/** Decides how one person comes to be nobody in particular in every table: another id and another login, the same everywhere, so that every count stays. */
import { type Kysely, sql, type Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** All ids and logins, in lower case, by which somebody is known: an account may have been renamed. */
export type Person = { ids: number[]; logins: string[] };

export type Pseudonym = { id: number; login: string };

/** `accounts`: rows that held the account. `unread`: deliveries that name the person and are not read yet. `texts`: rows in whose titles, branches, paths or settings a login stands as a word. */
export type Hidden = { accounts: number; payloads: number; unread: number; texts: number };

/** Where accounts are kept, each as an actor, which PostgreSQL always writes with its fields in this order. */
const columns = [
  ["facts", "signal"],
  ["content_facts", "fact"],
  ["items_by_generation", "timeline"],
  ["pull_requests_by_generation", "timeline"],
  ["deployments_by_generation", "record"],
] as const;

/** Reasons and errors, which may tell what was found. */
const remarks = [
  ["deliveries", "reason"],
  ["due_work", "last_error"],
  ["publications", "reason"],
] as const;

/** Whom an id or a login means, with every other login of the same account; null if nobody is known by it. */
export async function personNamed(db: Kysely<Tables>, named: string): Promise<Person | null> {
  const ids = /^\d+$/.test(named) ? [Number(named)] : await idsOf(db, named);
  const logins = await loginsOf(db, ids, named);
  return logins.length === 0 ? null : { ids, logins };
}

/** Of every account that bore the login. */
async function idsOf(db: Kysely<Tables>, login: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct found[1]::bigint as id from facts,
      regexp_matches(signal::text, ${actor(String.raw`(\d+)`, `"${escaped(login)}"`)}, 'gi') as found
    union select asker from questions where lower(login) = ${login.toLowerCase()}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Of these accounts; and the one that was named, if it stands without an id. */
async function loginsOf(db: Kysely<Tables>, ids: readonly number[], named: string): Promise<string[]> {
  const theirs = actor(oneOf(ids), String.raw`"([^"]*)"`);
  const withoutId = actor("null", `"(${escaped(named)})"`);
  const { rows } = await sql<{ login: string }>`
    select lower(found[1]) as login from facts, regexp_matches(signal::text, ${theirs}, 'g') as found
    union select lower(found[1]) from facts, regexp_matches(signal::text, ${withoutId}, 'gi') as found
    union select lower(login) from questions
      where asker in (select json_array_elements_text(${JSON.stringify(ids)}::json)::bigint)
    order by login`.execute(db);
  return rows.map(({ login }) => login);
}

/** In one transaction with everything; holds nobody up but who writes the same rows. What stands on GitHub is not touched. */
export async function hidePerson(trx: Transaction<Tables>, person: Person, pseudonym: Pseudonym): Promise<Hidden> {
  await sql`set local statement_timeout = 0`.execute(trx);
  const { id, login } = pseudonym;
  const ids = oneOf(person.ids);
  const names = person.logins.map(escaped).join("|");
  const byId = actor(ids, String.raw`(?:null|"[^"]*")`, "(true|false)");
  const byLogin = actor("null", `"(?:${names})"`, "(true|false)");
  const asActor = String.raw`{"id": ${id}, "bot": \1, "login": "${login}"}`;
  let accounts = 0;
  for (const [table, column] of columns) {
    const text = sql`${sql.ref(column)}::text`;
    const hidden = sql`regexp_replace(regexp_replace(${text}, ${byId}, ${asActor}, 'gi'), ${byLogin}, ${asActor}, 'gi')`;
    const { numAffectedRows } = await sql`
      update ${sql.table(table)} set ${sql.ref(column)} = regexp_replace(${hidden}, ${askedOf(ids)}, ${String.raw`\1${id}`}, 'g')::jsonb
      where ${text} ~* ${`${byId}|${byLogin}|${askedOf(ids)}`}`.execute(trx);
    accounts += Number(numAffectedRows ?? 0);
  }
  await hideKeysAndQuestions(trx, person, pseudonym);
  const word = String.raw`\m(?:${[ids, names].join("|")})\M`;
  for (const [table, column] of remarks) {
    await sql`
      update ${sql.table(table)} set ${sql.ref(column)} = regexp_replace(${sql.ref(column)}, ${word}, ${login}, 'gi')
      where ${sql.ref(column)} ~* ${word}`.execute(trx);
  }
  // Whoever holds what was found out of the facts finds it out anew.
  await sql`update fact_versions set version = version + 1`.execute(trx);
  return { accounts, ...(await letPayloadsGo(trx, word)), texts: await textsNaming(trx, names) };
}

async function hideKeysAndQuestions(trx: Transaction<Tables>, { ids, logins }: Person, { id, login }: Pseudonym) {
  const of = askedOf(oneOf(ids));
  await sql`
    update facts set key = regexp_replace(key, ${of}, ${String.raw`\1${id}`})
    where kind in ('review-requested', 'review-request-removed') and key ~ ${of}`.execute(trx);
  await sql`
    update questions set asker = ${id}, login = ${login}
    where asker in (select json_array_elements_text(${JSON.stringify(ids)}::json)::bigint)
      or lower(login) in (select json_array_elements_text(${JSON.stringify(logins)}::json))`.execute(trx);
}

async function letPayloadsGo(trx: Transaction<Tables>, word: string): Promise<Pick<Hidden, "payloads" | "unread">> {
  const { numAffectedRows } = await sql`
    update deliveries set payload = null where payload ~* ${word} and state <> 'stored'`.execute(trx);
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from deliveries where payload ~* ${word}`.execute(trx);
  return { payloads: Number(numAffectedRows ?? 0), unread: rows[0]?.n ?? 0 };
}

/** What people have written themselves stays as it is. */
async function textsNaming(trx: Transaction<Tables>, names: string): Promise<number> {
  const word = String.raw`\m(?:${names})\M`;
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from facts where signal::text ~* ${word} or key ~* ${word})::integer
      + (select count(*) from repository_configs where text ~* ${word})::integer as n`.execute(trx);
  return rows[0]?.n ?? 0;
}

function actor(id: string, login: string, bot = "(?:true|false)"): string {
  return String.raw`\{"id": ${id}, "bot": ${bot}, "login": ${login}\}`;
}

/** Of whom a review is asked is part of the fact's key, which explanations name. */
function askedOf(ids: string): string {
  return String.raw`(review-request(?:ed|-removed) )${ids}\M`;
}

/** A pattern that nothing fits where there is none. */
function oneOf(ids: readonly number[]): string {
  return ids.length === 0 ? "(?:none)" : `(?:${ids.join("|")})`;
}

function escaped(login: string): string {
  return login.replaceAll(/[^\w-]/g, String.raw`\$&`);
}
