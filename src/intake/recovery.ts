/** Decides how far GitHub's list of the app's deliveries has been read, who reads on, and from when. Owner of the table recovery; every time is the database's own. */
import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import type { Gap } from "./gaps.ts";
import { leaseSeconds } from "./lease.ts";
import { storableText } from "./storableText.ts";

type Executor = Kysely<Tables>;

const passSeconds = 300;
/** An attempt stands in the list only when it is over, so one may come in behind newer ones. */
const overlapSeconds = 120;

/** GitHub keeps deliveries for three days. */
export const keptDays = 3;

/** A pass under way: the cursor of its next page, null for the first, and the moment down to which it reads. */
export type Walk = { cursor: string | null; floor: Instant };

/** Held for a while by one process of all; whoever has lost the lease can note nothing more. */
export type RecoveryClaim = { lease: string; passIsDue: boolean; walk: Walk | null };

/**
 * Null if there is nothing to do, another is at it, or GitHub wants to be left alone. `atOnce`: a pass is due now, whenever the last was, as after
 * a start.
 */
export async function claimRecovery(
  executor: Executor,
  { atOnce }: { atOnce: boolean },
): Promise<RecoveryClaim | null> {
  // Asked with every hint, so looked at before anything is written.
  const { rows: looked } = await sql<{ free: boolean }>`
    select not exists (select from recovery where not (${isFree(atOnce)})) as free`.execute(executor);
  if (!looked[0]?.free) return null;
  const lease = randomUUID();
  const { rows } = await sql<{ due: boolean; walk_cursor: string | null; walk_floor: Instant | null }>`
    insert into recovery (id, lease, leased_until)
    values (1, ${lease}, now() + interval '1 second' * ${leaseSeconds})
    on conflict (id) do update set lease = excluded.lease, leased_until = excluded.leased_until
    where ${isFree(atOnce)}
    returning recovery.next_pass_at <= now() as due, recovery.walk_cursor, recovery.walk_floor`.execute(executor);
  const [row] = rows;
  if (row === undefined) return null;
  const walk = row.walk_floor === null ? null : { cursor: row.walk_cursor, floor: row.walk_floor };
  return { lease, passIsDue: atOnce || row.due, walk };
}

function isFree(atOnce: boolean) {
  return sql`recovery.not_before <= now() and (recovery.lease is null or recovery.leased_until <= now())
    and (${atOnce}::boolean or recovery.next_pass_at <= now() or recovery.walk_floor is not null
      or exists (select from missed_deliveries where ask_at <= now()))`;
}

/** Begins a pass, from the newest attempt down to what the last one saw. `gap`: from when to when GitHub keeps nothing more of what was sent since then. Null if the lease was lost. */
export async function beginWalk(
  executor: Executor,
  lease: string,
  latestReceipt: Instant | null,
): Promise<{ walk: Walk; gap: Gap | null } | null> {
  const kept = sql`now() - interval '1 day' * ${keptDays}`;
  const heard = sql`coalesce(passed_at, ${latestReceipt}::timestamptz)`;
  const { rows } = await sql<{ walk_floor: Instant; since: Instant | null; until: Instant }>`
    update recovery set walk_began_at = now(), walk_cursor = null, walk_newest = null,
      walk_floor = greatest(${kept}, heard_until - interval '1 second' * ${overlapSeconds})
    where lease = ${lease}
    returning walk_floor, case when ${heard} < ${kept} then ${heard} end as since, ${kept} as until`.execute(executor);
  const [row] = rows;
  if (row === undefined) return null;
  const { walk_floor: floor, since, until } = row;
  return { walk: { cursor: null, floor }, gap: since === null ? null : { since, until } };
}

/** Keeps the place after a page; `newest` is the first attempt of the page. False if the lease was lost. */
export async function keepPlace(
  executor: Executor,
  lease: string,
  { cursor, newest }: { cursor: string; newest: Instant | null },
): Promise<boolean> {
  return held(
    await sql`
      update recovery set walk_cursor = ${cursor}, walk_newest = coalesce(walk_newest, ${newest}::timestamptz)
      where lease = ${lease}`.execute(executor),
  );
}

/** Ends the pass: it has come to its floor, or to the end of the list. False if the lease was lost. */
export async function endWalk(executor: Executor, lease: string, newest: Instant | null): Promise<boolean> {
  return held(
    await sql`
      update recovery set heard_until = greatest(heard_until, coalesce(walk_newest, ${newest}::timestamptz)),
        passed_at = walk_began_at, next_pass_at = walk_began_at + interval '1 second' * ${passSeconds},
        walk_began_at = null, walk_floor = null, walk_newest = null, walk_cursor = null
      where lease = ${lease}`.execute(executor),
  );
}

/** Has the pass begin anew: GitHub does not know its cursor any more. */
export async function restartWalk(executor: Executor, lease: string): Promise<void> {
  await sql`update recovery set walk_cursor = null where lease = ${lease}`.execute(executor);
}

/** For a while more, if it is still held. */
export async function prolongRecovery(executor: Executor, lease: string): Promise<void> {
  await sql`
    update recovery set leased_until = now() + interval '1 second' * ${leaseSeconds}
    where lease = ${lease}`.execute(executor);
}

/** Gives the lease back after work that went well. */
export async function releaseRecovery(executor: Executor, lease: string): Promise<void> {
  await sql`
    update recovery set lease = null, leased_until = null, failures = 0, last_error = null
    where lease = ${lease}`.execute(executor);
}

/** Gives the lease back after a failure: for so long no process asks GitHub anything. Without a time the wait grows with each failure in a row, up to five minutes. */
export async function pauseRecovery(
  executor: Executor,
  lease: string,
  { seconds, error }: { seconds: number | null; error: string },
): Promise<void> {
  await sql`
    update recovery set lease = null, leased_until = null, failures = failures + 1, last_error = ${storableText(error)},
      not_before = now() + interval '1 second' * coalesce(${seconds}::float8, least(300, 15 * 2 ^ least(failures, 5)))
    where lease = ${lease}`.execute(executor);
}

function held({ numAffectedRows }: { numAffectedRows?: bigint | undefined }): boolean {
  return Number(numAffectedRows ?? 0) > 0;
}
