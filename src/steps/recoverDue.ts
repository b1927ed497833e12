/** Decides how deliveries that were missed are found in GitHub's list and asked for again, a bounded amount each time. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { messageOf } from "../errors.ts";
import { GitHubFailure } from "../github/github.ts";
import type { DeliveryPage, Hook } from "../github/hook.ts";
import { isDeliveryId } from "../intake/arrival.ts";
import { latestReceipt } from "../intake/deliveries.ts";
import { noteGap } from "../intake/gaps.ts";
import { whileHeld } from "../intake/lease.ts";
import {
  countMissed,
  giveBack,
  giveUp,
  type Missed,
  noteMissed,
  settleMissed,
  takeMissed,
} from "../intake/missedDeliveries.ts";
import {
  beginWalk,
  claimRecovery,
  endWalk,
  keepPlace,
  pauseRecovery,
  prolongRecovery,
  type RecoveryClaim,
  releaseRecovery,
  restartWalk,
  type Walk,
} from "../intake/recovery.ts";
import type { StepLog } from "./stepContext.ts";
import { lookEverywhere } from "./lookAfterGap.ts";

export type RecoveryParts = {
  db: Kysely<Tables>;
  hook: Hook;
  log: StepLog;
  /** Waits so long, or not at all where a test has no time. */
  pause: (milliseconds: number) => Promise<void>;
};

/** Ten thousand take less than nine minutes. GitHub's answers slow it down further where they ask for it. */
const pauseMilliseconds = 50;
const asksAtOnce = 40;

/** So that a process that stops needs not wait long. */
const runMilliseconds = 5_000;

/**
 * The step that recovers what was missed. The first time it makes a pass whenever the last was, since the app may have been down. Returns how
 * many requests it made, 0 if there is nothing to do for now.
 */
export function recoverer(parts: RecoveryParts): () => Promise<number> {
  let atOnce = true;
  return async () => {
    const claim = await claimRecovery(parts.db, { atOnce });
    if (claim === null) return 0;
    atOnce = false;
    return whileHeld(
      () => prolongRecovery(parts.db, claim.lease),
      () => work(claim, parts),
    );
  };
}

async function work(claim: RecoveryClaim, parts: RecoveryParts): Promise<number> {
  const { db, log } = parts;
  const end = performance.now() + runMilliseconds;
  let requests = 0;
  try {
    let walk = claim.walk ?? (claim.passIsDue ? await begin(claim, parts) : null);
    while (walk !== null && performance.now() < end) {
      walk = await readOn(claim, walk, parts);
      requests += 1;
    }
    await settle(parts);
    if (walk === null) requests += await askForDue(end, parts);
    await releaseRecovery(db, claim.lease);
    return requests;
  } catch (thrown) {
    if (!(thrown instanceof GitHubFailure)) throw thrown;
    const { retryAfterSeconds: seconds } = thrown;
    log.warn({ err: thrown, seconds }, "Missed deliveries are not asked for at the moment; it goes on from here later");
    await pauseRecovery(db, claim.lease, { seconds, error: messageOf(thrown) });
    return 0;
  }
}

async function begin({ lease }: RecoveryClaim, { db, log }: RecoveryParts): Promise<Walk | null> {
  const latest = await latestReceipt(db);
  const begun = await db.transaction().execute(async (trx) => {
    const of = await beginWalk(trx, lease, latest);
    if (of?.gap) await noteGap(trx, of.gap);
    return of;
  });
  if (begun?.gap) {
    log.warn(begun.gap, "The app was away for longer than GitHub keeps deliveries; some are lost");
    await lookEverywhere(db);
  }
  return begun?.walk ?? null;
}

/** Reads one page, and notes what was missed together with the place. Null at the end of the pass, and when another has taken over. */
async function readOn({ lease }: RecoveryClaim, walk: Walk, parts: RecoveryParts): Promise<Walk | null> {
  const { db, log } = parts;
  const page = await pageOf(lease, walk, parts);
  const newest = page.deliveries[0]?.delivered_at ?? null;
  const isLast = page.next === null || (page.deliveries.at(-1)?.delivered_at ?? "") < walk.floor;
  const next = isLast ? null : page.next;
  return db.transaction().execute(async (trx) => {
    const missed = await noteMissed(trx, attemptsIn(page, walk));
    if (missed > 0) log.info({ missed }, "Found deliveries that were missed");
    if (next === null) {
      await endWalk(trx, lease, newest);
      return null;
    }
    return (await keepPlace(trx, lease, { cursor: next, newest })) ? { ...walk, cursor: next } : null;
  });
}

async function pageOf(lease: string, walk: Walk, { db, hook }: RecoveryParts): Promise<DeliveryPage> {
  try {
    return await hook.deliveries(walk.cursor);
  } catch (thrown) {
    const isUnknown = thrown instanceof GitHubFailure && [400, 404, 422].includes(thrown.status ?? 0);
    if (isUnknown && walk.cursor !== null) await restartWalk(db, lease);
    throw thrown;
  }
}

function attemptsIn({ deliveries }: DeliveryPage, { floor }: Walk) {
  return deliveries
    .filter(({ guid, delivered_at: at }) => at >= floor && isDeliveryId(guid))
    .map(({ id: attempt, guid: id, delivered_at: at, repository_id: repository, installation_id: installation }) => ({
      id,
      attempt,
      at,
      repositoryId: repository ?? null,
      installationId: installation ?? null,
    }));
}

async function settle({ db, log }: RecoveryParts): Promise<void> {
  const { arrived, lost, since, until } = await settleMissed(db);
  if (arrived > 0) {
    log.info({ arrived, missing: await countMissed(db) }, "Deliveries that were missed have arrived");
  }
  if (lost === 0) return;
  log.warn({ lost, since, until }, "Deliveries are lost: GitHub does not send them any more");
  await lookEverywhere(db);
}

/** Returns for how many it asked, until that moment or the last that is due. */
async function askForDue(end: number, parts: RecoveryParts): Promise<number> {
  let sum = 0;
  while (performance.now() < end) {
    const asked = await askForSome(parts);
    if (asked === 0) break;
    sum += asked;
  }
  return sum;
}

/** Returns for how many it asked. Once GitHub has failed no more requests begin; what was not sent goes back for another time. */
async function askForSome({ db, hook, pause }: RecoveryParts): Promise<number> {
  const taken = await takeMissed(db, asksAtOnce);
  const asked: Promise<Outcome>[] = [];
  let failure: unknown = null;
  for (const { attempt } of taken) {
    if (failure !== null) break;
    asked.push(
      hook.redeliver(attempt).catch((thrown: unknown) => {
        failure ??= thrown;
        return thrown instanceof GitHubFailure && thrown.meaning === "ambiguous" ? "in-doubt" : "unsent";
      }),
    );
    await pause(pauseMilliseconds);
  }
  const outcomes = await Promise.all(asked);
  const those = (outcome: Outcome): Missed[] => taken.filter((_, place) => (outcomes[place] ?? "unsent") === outcome);
  await giveBack(db, those("unsent"));
  await giveUp(db, those("gone"));
  if (failure !== null) throw failure;
  return taken.length;
}

/** `in-doubt`: GitHub may have begun to send it, so it counts as asked for. */
type Outcome = "asked" | "gone" | "unsent" | "in-doubt";
