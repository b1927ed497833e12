/** Decides how a repository's configurations are remembered; owner of the table repository_configs. */
import { type Kysely, sql } from "kysely";
import type { ConfigProblem } from "../config/parseConfig.ts";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";

/** One text as it was read; `text` and `commit` are null where there was no file. */
export type KeptConfig = {
  commit: string | null;
  text: string | null;
  /** The generation of timelines that it is read for; null of an invalid one, which is never in force. */
  generation: number | null;
  problems: readonly ConfigProblem[];
};

/** What was read last; null if nothing was read yet. */
export async function latestConfig(executor: Kysely<Tables>, repositoryId: number): Promise<KeptConfig | null> {
  return newestConfig(executor, sql`repository_id = ${repositoryId}`);
}

/** The configuration of a generation; null if it was none but the defaults. */
export async function configOfGeneration(
  executor: Kysely<Tables>,
  repositoryId: number,
  generation: number,
): Promise<KeptConfig | null> {
  return newestConfig(executor, sql`repository_id = ${repositoryId} and generation = ${generation}`);
}

/** Those of the repositories in whose configuration in force the word stands, be it in a comment. */
export async function withWordInConfig(
  executor: Kysely<Tables>,
  repositoryIds: readonly number[],
  word: string,
): Promise<number[]> {
  const { rows } = await sql<{ repository_id: number }>`
    select distinct kept.repository_id from repository_configs kept
    join generations on generations.repository_id = kept.repository_id and generations.current = kept.generation
    where kept.repository_id in (select json_array_elements_text(${JSON.stringify(repositoryIds)}::json)::bigint)
      and position(${word} in kept.text) > 0`.execute(executor);
  return rows.map((row) => row.repository_id);
}

export async function keepConfig(
  executor: Kysely<Tables>,
  repositoryId: number,
  { commit, text, generation, problems }: KeptConfig,
  readAt: Instant,
): Promise<void> {
  await sql`
    insert into repository_configs (repository_id, version, generation, commit, text, problems, read_at)
    select ${repositoryId}::bigint, coalesce(max(version), 0) + 1, ${generation}::integer, ${commit}::text, ${text}::text,
      ${JSON.stringify(problems)}::jsonb, ${readAt}::timestamptz
    from repository_configs where repository_id = ${repositoryId}`.execute(executor);
}

/** Those of the repositories whose configuration was never read. */
export async function withoutConfig(executor: Kysely<Tables>, repositoryIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from (select json_array_elements_text(${JSON.stringify(repositoryIds)}::json)::bigint as id) heard
    where not exists (select from repository_configs where repository_id = id)`.execute(executor);
  return rows.map(({ id }) => id);
}

async function newestConfig(executor: Kysely<Tables>, of: ReturnType<typeof sql>): Promise<KeptConfig | null> {
  const { rows } = await sql<KeptConfig>`
    select commit, text, generation, problems from repository_configs where ${of} order by version desc limit 1`.execute(
    executor,
  );
  return rows[0] ?? null;
}
