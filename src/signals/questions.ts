/** Decides how it is kept what people have asked by comment: the words of each command, not the comment. Owner of the table questions. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";

export type AskedByComment = {
  repositoryId: number;
  /** The comment's id. */
  comment: number;
  /** The number of the issue or pull request under which it stands. */
  thread: number;
  asker: { id: number; login: string };
  askedAt: Instant;
  /** The words behind each /flow. */
  lines: string[][];
};

/** Keeps it unless it is kept already; true if it is new. */
export async function keepQuestion(executor: Kysely<Tables>, question: AskedByComment): Promise<boolean> {
  const { repositoryId, comment, thread, asker, askedAt, lines } = question;
  const { rows } = await sql<{ comment: number }>`
    insert into questions (repository_id, comment, thread, asker, login, asked_at, lines)
    values (${repositoryId}, ${comment}, ${thread}, ${asker.id}, ${asker.login}, ${askedAt}, ${JSON.stringify(lines)}::jsonb)
    on conflict (repository_id, comment) do nothing
    returning comment`.execute(executor);
  return rows.length > 0;
}

/** Neither an answer nor a quota needs what is older than a week. */
export async function forgetOldQuestions(executor: Kysely<Tables>): Promise<void> {
  await sql`delete from questions where asked_at < now() - interval '7 days'`.execute(executor);
}

/** Null if it is not kept. */
export async function questionOf(
  executor: Kysely<Tables>,
  repositoryId: number,
  comment: number,
): Promise<AskedByComment | null> {
  const { rows } = await sql<{ thread: number; asker: number; login: string; asked_at: Instant; lines: string[][] }>`
    select thread, asker, login, asked_at, lines from questions
    where repository_id = ${repositoryId} and comment = ${comment}`.execute(executor);
  const [row] = rows;
  if (row === undefined) return null;
  const { thread, asker, login, asked_at: askedAt, lines } = row;
  return { repositoryId, comment, thread, asker: { id: asker, login }, askedAt, lines };
}

/** How many comments with questions the same person wrote under the same issue or pull request in the hour before this one; of one second, those of lesser id. */
export async function askedInHourBefore(executor: Kysely<Tables>, question: AskedByComment): Promise<number> {
  const { repositoryId, comment, thread, asker, askedAt } = question;
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from questions
    where repository_id = ${repositoryId} and thread = ${thread} and asker = ${asker.id}
      and asked_at > ${askedAt}::timestamptz - interval '1 hour'
      and (asked_at, comment) < (${askedAt}::timestamptz, ${comment}::bigint)`.execute(executor);
  return rows[0]?.n ?? 0;
}
