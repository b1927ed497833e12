/** Decides how it is known which process claimed which work and when: the database itself notes it, by the names of their connections. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../../../src/db/tables.ts";

/** A piece of work that was held by a process. */
export type HeldWork = { kind: string; repositoryId: number; subject: string };

/** Of everything that is claimed from now on. A process is told from others by the `application_name` in its database URL. */
export async function noteClaims(db: Kysely<Tables>): Promise<void> {
  const statements = [
    sql`create schema takeover`,
    sql`create table takeover.claims (
      kind text, repository_id bigint, subject text, lease text, process text, at timestamptz default clock_timestamp())`,
    sql`create function takeover.note() returns trigger language plpgsql security definer as $$
      begin
        insert into takeover.claims (kind, repository_id, subject, lease, process)
        values (new.kind, new.repository_id, new.subject, new.lease, current_setting('application_name'));
        return null;
      end $$`,
    sql`create trigger note_claim after update on due_work for each row
      when (new.lease is not null and new.lease is distinct from old.lease) execute function takeover.note()`,
  ];
  for (const statement of statements) await statement.execute(db);
}

/** Who holds work now; null if nobody does. Of several the one that claimed last. */
export async function holder(db: Kysely<Tables>): Promise<string | null> {
  const { rows } = await sql<{ process: string }>`
    select process from takeover.claims join due_work using (kind, repository_id, subject, lease)
    order by at desc limit 1`.execute(db);
  return rows[0]?.process ?? null;
}

/** What carries a lease of that process. */
export async function heldBy(db: Kysely<Tables>, process: string): Promise<HeldWork[]> {
  const { rows } = await sql<HeldWork>`
    select kind, repository_id as "repositoryId", subject
    from takeover.claims join due_work using (kind, repository_id, subject, lease)
    where process = ${process}`.execute(db);
  return rows;
}

/** What became of work that a process held when it was killed: null while its lease goes on, and `ended` where a last statement of the dead had ended it after all. */
export type Fate = { kind: string; seconds: number } | "ended" | null;

/** `since`: the moment of the kill. Seconds from then until another process claimed it. */
export async function fatesOf(
  db: Kysely<Tables>,
  works: readonly HeldWork[],
  { process, since }: { process: string; since: string },
): Promise<Fate[]> {
  const { rows } = await sql<{ kind: string; seconds: number | null; isHeld: boolean }>`
    select kind, (
      select extract(epoch from min(at) - ${since}::text::timestamptz)::float8 from takeover.claims
      where claims.kind = work.kind and claims.repository_id = work."repositoryId" and claims.subject = work.subject
        and process <> ${process} and at > ${since}::text::timestamptz) as seconds,
      exists (
        select from takeover.claims join due_work using (kind, repository_id, subject, lease)
        where kind = work.kind and repository_id = work."repositoryId" and subject = work.subject
          and process = ${process}) as "isHeld"
    from json_to_recordset(${JSON.stringify(works)}::json) as work (kind text, "repositoryId" bigint, subject text)`.execute(
    db,
  );
  return rows.map(({ kind, seconds, isHeld }) => {
    if (seconds !== null) return { kind, seconds };
    return isHeld ? null : "ended";
  });
}

/** By the clock by which claims are noted. */
export async function databaseMoment(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ at: string }>`select clock_timestamp()::text as at`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error("the database told no time");
  return row.at;
}

/** Whether nobody has anything to do at the moment. */
export async function isCalm(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ busy: boolean }>`
    select exists (select from due_work where lease is not null or due_at <= now() and set_aside_at is null)
      or exists (select from deliveries where state = 'stored') as busy`.execute(db);
  return rows[0]?.busy === false;
}
