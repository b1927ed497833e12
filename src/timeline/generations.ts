/** Decides which timelines of a repository are in force; owner of the table generations. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";

/** The timelines of a repository that are folded with one configuration. */
export type GenerationRef = { repositoryId: number; generation: number };

/** `next` is folded while `current` is read, and takes its place when it is complete. */
export type Generations = { current: number; next: number | null };

/** Of a repository that nothing was folded of yet, too. */
export async function generationsOf(executor: Kysely<Tables>, repositoryId: number): Promise<Generations> {
  const row = await executor
    .selectFrom("generations")
    .select(["current", "next"])
    .where("repository_id", "=", repositoryId)
    .executeTakeFirst();
  if (row) return row;
  // Without its row no timeline would be seen.
  await sql`insert into generations (repository_id) values (${repositoryId}) on conflict do nothing`.execute(executor);
  return { current: 0, next: null };
}

/** Begins another generation, in place of one that was being folded. */
export async function beginGeneration(executor: Kysely<Tables>, repositoryId: number): Promise<number> {
  await generationsOf(executor, repositoryId);
  const { latest } = await executor
    .updateTable("generations")
    .set({ latest: sql`latest + 1`, next: sql`latest + 1` })
    .where("repository_id", "=", repositoryId)
    .returning("latest")
    .executeTakeFirstOrThrow();
  return latest;
}

/** What is in force stays so. */
export async function abandonGeneration(executor: Kysely<Tables>, repositoryId: number): Promise<void> {
  await executor.updateTable("generations").set({ next: null }).where("repository_id", "=", repositoryId).execute();
}

/** The next generation is in force, for all items at once when the transaction ends. */
export async function switchGeneration(executor: Kysely<Tables>, repositoryId: number): Promise<void> {
  await executor
    .updateTable("generations")
    .set({ current: sql`next`, next: null })
    .where("repository_id", "=", repositoryId)
    .where("next", "is not", null)
    .execute();
}
