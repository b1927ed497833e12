/** Decides how it is remembered of which repositories everything was erased, for as long as GitHub may still send what is older. Owner of the table erased_repositories. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";

/** A repository as one installation sees it. */
export type Sight = { repositoryId: number; installationId: number };

export type Erased = Sight & { erasedAt: Instant };

/** GitHub sends deliveries again for three days. */
const keptDays = 4;

export async function noteErased(executor: Kysely<Tables>, { repositoryId, installationId }: Sight): Promise<void> {
  await sql`
    insert into erased_repositories as known (repository_id, installation_id, erased_at)
    values (${repositoryId}, ${installationId}, now())
    on conflict (repository_id, installation_id) do update set erased_at = excluded.erased_at`.execute(executor);
}

export async function erasedAmong(executor: Kysely<Tables>, repositoryIds: readonly number[]): Promise<Erased[]> {
  if (repositoryIds.length === 0) return [];
  const { rows } = await sql<{ repository_id: number; installation_id: number; erased_at: Instant }>`
    select repository_id, installation_id, erased_at from erased_repositories
    where repository_id in (select json_array_elements_text(${JSON.stringify(repositoryIds)}::json)::bigint)`.execute(
    executor,
  );
  return rows.map((row) => ({
    repositoryId: row.repository_id,
    installationId: row.installation_id,
    erasedAt: row.erased_at,
  }));
}

/** The installation has the repository again. */
export async function forgetErased(executor: Kysely<Tables>, sights: readonly Sight[]): Promise<void> {
  for (const { repositoryId, installationId } of sights) {
    await sql`
      delete from erased_repositories
      where repository_id = ${repositoryId} and installation_id = ${installationId}`.execute(executor);
  }
}

/** Nothing older can come any more. Returns the repositories. */
export async function forgetOldErasures(executor: Kysely<Tables>): Promise<number[]> {
  const { rows } = await sql<{ repository_id: number }>`
    delete from erased_repositories where erased_at < now() - interval '1 day' * ${keptDays}::integer
    returning repository_id`.execute(executor);
  return [...new Set(rows.map((row) => row.repository_id))];
}
