/** Decides how it is remembered what stands on GitHub; the only file that reads and writes the table `publications`. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";

/** A text is written again after the first time; who deletes it a second time means it. */
export const deletionsThatMeanIt = 2;

export type PublicationState = Tables["publications"]["state"];

export type Publication = {
  externalId: number | null;
  contentHash: string | null;
  state: PublicationState;
  reason: string | null;
  timesDeleted: number;
  /** Since the last write, try or refusal, by the database's clock, which all replicas share. */
  secondsSinceWrite: number;
  /** Another one after every writing of the row. */
  stamp: string;
};

/** What is known of that key; null if nothing is. */
export async function publication(
  executor: Kysely<Tables>,
  repositoryId: number,
  key: string,
): Promise<Publication | null> {
  const row = await executor
    .selectFrom("publications")
    .select(["external_id", "content_hash", "state", "reason", "times_deleted"])
    .select(sql<number>`floor(extract(epoch from now() - written_at))::integer`.as("seconds_since_write"))
    .select(stamp.as("stamp"))
    .where("repository_id", "=", repositoryId)
    .where("key", "=", key)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    externalId: row.external_id,
    contentHash: row.content_hash,
    state: row.state,
    reason: row.reason,
    timesDeleted: row.times_deleted,
    secondsSinceWrite: row.seconds_since_write,
    stamp: row.stamp,
  };
}

const stamp = sql<string>`coalesce(written_at::text, '')`;

/** The keys that begin so, with what stands on GitHub under each; in the order of the keys. */
export async function publicationsFrom(
  executor: Kysely<Tables>,
  repositoryId: number,
  prefix: string,
): Promise<{ key: string; externalId: number | null }[]> {
  const rows = await executor
    .selectFrom("publications")
    .select(["key", "external_id"])
    .where("repository_id", "=", repositoryId)
    .where(sql<boolean>`starts_with(key, ${prefix})`)
    .orderBy("key")
    .execute();
  return rows.map((row) => ({ key: row.key, externalId: row.external_id }));
}

export type Remembered = Pick<Publication, "state"> &
  Partial<Pick<Publication, "externalId" | "contentHash" | "reason" | "timesDeleted">>;

/**
 * Records what is known now, and that it is from now; what is not named stays as it was, but a reason, which belongs to one state. Returns the new stamp. With
 * `unlessSince`, the stamp of what was read, nothing is recorded where somebody has written since then, and null is returned.
 */
export async function rememberPublication(
  executor: Kysely<Tables>,
  repositoryId: number,
  key: string,
  known: Remembered,
  { unlessSince = null }: { unlessSince?: string | null } = {},
): Promise<string | null> {
  const columns = {
    state: known.state,
    reason: known.reason ?? null,
    // By the wall clock, so that no two writings have one stamp.
    written_at: sql<string>`clock_timestamp()`,
    ...(known.externalId !== undefined && { external_id: known.externalId }),
    ...(known.contentHash !== undefined && { content_hash: known.contentHash }),
    ...(known.timesDeleted !== undefined && { times_deleted: known.timesDeleted }),
  };
  const written = await executor
    .insertInto("publications")
    .values({ repository_id: repositoryId, key, ...columns })
    .onConflict((conflict) =>
      conflict
        .columns(["repository_id", "key"])
        .doUpdateSet(columns)
        .where(
          sql<boolean>`${unlessSince}::text is null or coalesce(publications.written_at::text, '') = ${unlessSince}`,
        ),
    )
    .returning(stamp.as("stamp"))
    .executeTakeFirst();
  return written?.stamp ?? null;
}

/** Lets what GitHub refused be looked at and tried again, of these keys or of all; returns which it was. */
export async function forgetRefusals(
  executor: Kysely<Tables>,
  repositoryId: number,
  keys: string[] | null,
): Promise<string[]> {
  if (keys?.length === 0) return [];
  const lifted = await executor
    .updateTable("publications")
    .set({ state: "unknown", reason: null })
    .where("state", "=", "given-up")
    .where("times_deleted", "<", deletionsThatMeanIt)
    .where("repository_id", "=", repositoryId)
    .where((where) => (keys === null ? where.lit(true) : where("key", "in", keys)))
    .returning("key")
    .execute();
  return lifted.map(({ key }) => key);
}

/** What GitHub refused to take in the last week, by its reason, the most frequent first. */
export async function refusalsOf(
  executor: Kysely<Tables>,
  repositoryIds: readonly number[],
): Promise<{ reason: string; texts: number }[]> {
  if (repositoryIds.length === 0) return [];
  const rows = await executor
    .selectFrom("publications")
    .select("reason")
    .where("repository_id", "in", repositoryIds)
    .where("state", "=", "given-up")
    .where("times_deleted", "<", deletionsThatMeanIt)
    .where(sql<boolean>`written_at > now() - interval '7 days'`)
    .execute();
  const reasons = Map.groupBy(rows, ({ reason }) => withoutItsText(reason ?? ""));
  return [...reasons]
    .map(([reason, each]) => ({ reason, texts: each.length }))
    .toSorted((a, b) => b.texts - a.texts || (a.reason < b.reason ? -1 : 1));
}

/** "GitHub was asked to comment on octo/shop#12 and refused; the conversation is locked (403)", without which text it was. */
function withoutItsText(reason: string): string {
  return reason.replace(/^.*? refused; /, "").replace(/ \(\d+\)$/, "");
}

/** Makes the next pass write these texts again though they say the same, so that they say it as of then. */
export async function forgetContents(executor: Kysely<Tables>, repositoryId: number, keys: string[]): Promise<void> {
  await executor
    .updateTable("publications")
    .set({ content_hash: null })
    .where("repository_id", "=", repositoryId)
    .where("key", "in", keys)
    .execute();
}

/**
 * Takes the right to create, for one of all callers who saw the same `known`: writes `unknown` before the request is sent, so that whoever
 * comes while it is under way, or after its sender died, looks first. A claim holds for `graceSeconds`.
 */
export async function claimCreation(
  executor: Kysely<Tables>,
  repositoryId: number,
  key: string,
  known: Publication | null,
  graceSeconds: number,
): Promise<boolean> {
  if (known === null) return claimUnknownKey(executor, repositoryId, key);
  const claimed = await executor
    .updateTable("publications")
    .set({ state: "unknown", written_at: sql<string>`now()` })
    .where("repository_id", "=", repositoryId)
    .where("key", "=", key)
    .where("state", "=", known.state)
    .where("external_id", "is not distinct from", known.externalId)
    .where(sql<boolean>`(state <> 'unknown' or written_at <= now() - ${graceSeconds} * interval '1 second')`)
    .returning("key")
    .executeTakeFirst();
  return claimed !== undefined;
}

async function claimUnknownKey(executor: Kysely<Tables>, repositoryId: number, key: string): Promise<boolean> {
  const claimed = await executor
    .insertInto("publications")
    .values({ repository_id: repositoryId, key, state: "unknown", written_at: sql<string>`now()` })
    .onConflict((conflict) => conflict.doNothing())
    .returning("key")
    .executeTakeFirst();
  return claimed !== undefined;
}
