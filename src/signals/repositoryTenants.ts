/** Decides for which installation a repository's rows are kept, and which have lost theirs; with repositories.ts the owner of the tables repositories and installations. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import type { Sight } from "./erasedRepositories.ts";

/** `heardAt`: since when it is certain where the repository is; null where that is not known. */
export type Kept = { installationId: number; heardAt: Instant | null };

/** By repository; those are left out that are not known, or not kept for an installation yet. */
export async function keptFor(executor: Kysely<Tables>, repositoryIds: readonly number[]): Promise<Map<number, Kept>> {
  if (repositoryIds.length === 0) return new Map();
  const { rows } = await sql<{ id: number; kept_for: number; heard_at: Instant | null }>`
    select id, kept_for, installation_heard_at as heard_at from repositories
    where id in (select json_array_elements_text(${JSON.stringify(repositoryIds)}::json)::bigint)
      and kept_for is not null`.execute(executor);
  return new Map(rows.map(({ id, kept_for, heard_at }) => [id, { installationId: kept_for, heardAt: heard_at }]));
}

export type KeptFor = { installationId: number; repositories: string[] };

/** Of which repositories something is kept for each installation that is not known to be deleted, by name; not of those that it has no more. */
export async function keptForEach(executor: Kysely<Tables>): Promise<KeptFor[]> {
  const { rows } = await sql<{ installation_id: number; names: string[] }>`
    select installation_id, json_agg(full_name order by full_name) as names from repositories
    where installation_id = kept_for
      and not exists (select from installations where id = installation_id and state = 'deleted')
    group by installation_id order by installation_id`.execute(executor);
  return rows.map(({ installation_id, names }) => ({ installationId: installation_id, repositories: names }));
}

/** Whoever has a repository first keeps it, until its rows are erased. */
export async function keepFor(executor: Kysely<Tables>, sights: readonly Sight[]): Promise<void> {
  if (sights.length === 0) return;
  await sql`
    update repositories set kept_for = sight."installationId"
    from json_to_recordset(${JSON.stringify(sights)}::json) as sight("repositoryId" bigint, "installationId" bigint)
    where repositories.id = sight."repositoryId" and kept_for is null`.execute(executor);
}

/** From which the app was removed so long ago, or whose installation was deleted so long ago; not those in which it never was. By the database's clock. */
export async function repositoriesGone(
  executor: Kysely<Tables>,
  graceDays: number,
  limit: number,
): Promise<{ repositoryId: number; keptFor: number | null }[]> {
  const since = sql`now() - interval '1 day' * ${graceDays}::integer`;
  const { rows } = await sql<{ id: number; kept_for: number | null }>`
    select id, kept_for from repositories where installation_id is null and installation_heard_at <= ${since}
    union
    select repositories.id, kept_for from installations join repositories on installation_id = installations.id
    where state = 'deleted' and heard_at <= ${since}
    limit ${limit}`.execute(executor);
  return rows.map((row) => ({ repositoryId: row.id, keptFor: row.kept_for }));
}

/** Deleted so long ago, and without a repository whose rows are still kept. */
export async function installationsGone(executor: Kysely<Tables>, graceDays: number, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from installations
    where state = 'deleted' and heard_at <= now() - interval '1 day' * ${graceDays}::integer
      and not exists (select from repositories where installation_id = installations.id)
    order by heard_at limit ${limit}`.execute(executor);
  return rows.map(({ id }) => id);
}

/** That it was deleted is known no more: only when nothing can come from it. */
export async function forgetInstallations(executor: Kysely<Tables>, ids: readonly number[]): Promise<void> {
  await sql`
    delete from installations
    where id in (select json_array_elements_text(${JSON.stringify(ids)}::json)::bigint)`.execute(executor);
}
