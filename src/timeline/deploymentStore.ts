/** Decides how deployments are kept for the metrics; owner of the table deployments, which can be derived again. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import { endOfTime } from "../instant.ts";
import type { DeploymentRecord } from "./deploymentRecord.ts";
import type { GenerationRef } from "./generations.ts";
import type { Stretch } from "./stretch.ts";

/** Makes these the deployments that are kept; only what has changed is written. Call it in the transaction that read the facts. */
export async function saveDeployments(
  executor: Kysely<Tables>,
  { repositoryId, generation }: GenerationRef,
  deployments: readonly DeploymentRecord[],
): Promise<void> {
  await sql`
    with wanted as (
      select (record ->> 'id')::bigint as deployment, 
        greatest(record ->> 'createdAt', record ->> 'finishedAt', record ->> 'undoneAt', record ->> 'restoredAt')::timestamptz as last_at, record
      from jsonb_array_elements(${JSON.stringify(deployments)}::jsonb) record
    ), gone as (
      delete from deployments_by_generation
      where repository_id = ${repositoryId} and generation = ${generation} and deployment not in (select deployment from wanted)
    )
    insert into deployments_by_generation as known (repository_id, generation, deployment, last_at, record)
    select ${repositoryId}::bigint, ${generation}::integer, deployment, last_at, record from wanted
    on conflict (repository_id, generation, deployment) do update set last_at = excluded.last_at, record = excluded.record
    where known.record <> excluded.record
  `.execute(executor);
}

/**
 * Those of the generation in force that were created, ended, undone or set right at the first moment or later, and created before the other, by their
 * creation.
 */
export async function deploymentsWithin(
  executor: Kysely<Tables>,
  repositoryId: number,
  { from, to }: Stretch,
): Promise<DeploymentRecord[]> {
  const { rows } = await sql<{ all: string }>`
    select coalesce(json_agg(record order by record ->> 'createdAt', deployment), '[]')::text as all
    from deployments
    where repository_id = ${repositoryId} and last_at >= ${from} and record ->> 'createdAt' < ${to ?? endOfTime}
  `.execute(executor);
  return rows[0] === undefined ? [] : JSON.parse(rows[0].all);
}

/** Removes those of generations that are neither kept nor needed any more. */
export async function forgetDeployments(
  executor: Kysely<Tables>,
  repositoryId: number,
  kept: readonly number[],
): Promise<void> {
  await sql`
    delete from deployments_by_generation
    where repository_id = ${repositoryId} and generation not in (${sql.join(kept)})`.execute(executor);
}
