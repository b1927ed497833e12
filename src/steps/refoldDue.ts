/** Decides how all items of a repository come to be folded with a new configuration, while the old one stays in force until the last of them is. */
import type { Transaction } from "kysely";
import { isPassingFault } from "../db/passingFault.ts";
import type { Tables } from "../db/tables.ts";
import { withTenant } from "../db/withTenant.ts";
import { askFor, claimDue, countWork, drop, type DueClaim, finish, longestDueRepository } from "../intake/dueWork.ts";
import type { Subject } from "../signals/signal.ts";
import { isSubject } from "../signals/signal.ts";
import { lockRepository } from "../signals/signalLog.ts";
import { saveTimelines } from "../timeline/timelineStore.ts";
import { type Background, type BackgroundHolder, backgroundHolder, foldTogether } from "./foldSubjects.ts";
import { oneByOne } from "./oneByOne.ts";
import { putInForce } from "./putInForce.ts";
import type { Reading } from "./readings.ts";
import type { StepContext } from "./stepContext.ts";
import { logOf, tryAgain } from "./workOff.ts";

/** Small: the embedded database has one connection, and what comes in waits until the transaction ends. */
const batchSize = 100;

/**
 * The step that folds marked items, a batch each time, and returns how many marks it worked off. Where a batch fails, each of its marks is folded by
 * itself; the one with the fault is left to the fold, so that the others come to their new configuration all the same.
 */
export function refolder(context: StepContext): () => Promise<number> {
  const refolding: Refolding = { context, holder: backgroundHolder(context) };
  return async () => {
    const repositoryId = await longestDueRepository(context.db, "refold");
    if (repositoryId === null) return 0;
    try {
      return await refoldBatch(repositoryId, refolding);
    } catch (error) {
      refolding.holder.letGo();
      if (isPassingFault(error)) throw error;
      return refoldOneByOne(repositoryId, refolding);
    }
  };
}

type Refolding = { context: StepContext; holder: BackgroundHolder };

async function refoldBatch(repositoryId: number, refolding: Refolding): Promise<number> {
  const { db, readings, meter } = refolding.context;
  return withTenant(db, [repositoryId], async (trx) => {
    await lockRepository(trx, repositoryId);
    const claims = await claimDue(trx, "refold", batchSize, repositoryId);
    const { next } = await readings(trx, repositoryId);
    const marked = claims.map(({ subject }) => subject).filter(isSubject);
    if (next) await fold(trx, repositoryId, marked, next, await refolding.holder.of(trx, repositoryId, next));
    await finish(trx, claims);
    meter?.attempted("refold", "done", claims.length);
    if (next) await report(trx, repositoryId, next, refolding);
    return claims.length;
  });
}

async function refoldOneByOne(repositoryId: number, refolding: Refolding): Promise<number> {
  const { context } = refolding;
  const claims = await claimDue(context.db, "refold", batchSize, repositoryId);
  await oneByOne(claims, context, (claim) => refoldAlone(claim, refolding));
  return claims.length;
}

async function refoldAlone(claim: DueClaim, refolding: Refolding): Promise<void> {
  const { context, holder } = refolding;
  const { repositoryId, subject } = claim;
  let hasBackground = false;
  try {
    await ending(claim, refolding, async (trx, next) => {
      const background = await holder.of(trx, repositoryId, next);
      hasBackground = true;
      await fold(trx, repositoryId, [subject].filter(isSubject), next, background);
    });
    context.meter?.attempted("refold", "done");
  } catch (thrown) {
    holder.letGo();
    if (isPassingFault(thrown)) throw thrown;
    const about = { ...context, log: await logOf(claim, context) };
    // Without it no item at all can be folded so, and what is in force stays in force.
    if (!hasBackground) return tryAgain(claim, thrown, "A repository was not folded with another configuration", about);
    about.log.warn({ err: thrown }, "An item was not folded with another configuration, and is left to the fold");
    await ending(claim, refolding, (trx) => askFor(trx, "fold", repositoryId, [subject]));
  }
}

/** Does that and ends the claim, in one transaction; there may be no other configuration any more. */
async function ending(
  claim: DueClaim,
  refolding: Refolding,
  work: (trx: Transaction<Tables>, next: Reading) => Promise<void>,
): Promise<void> {
  const { repositoryId } = claim;
  const { db, readings } = refolding.context;
  await withTenant(db, [repositoryId], async (trx) => {
    await lockRepository(trx, repositoryId);
    const { next } = await readings(trx, repositoryId);
    if (next) await work(trx, next);
    await finish(trx, [claim]);
    if (next) await report(trx, repositoryId, next, refolding);
  });
}

async function fold(
  trx: Transaction<Tables>,
  repositoryId: number,
  marked: readonly Subject[],
  { generation }: Reading,
  background: Background,
): Promise<void> {
  const { subjects, timelines } = await foldTogether(trx, repositoryId, marked, background);
  await saveTimelines(trx, { repositoryId, generation }, subjects, timelines);
  // An issue's pull requests are folded with it. Whoever claims such marks holds the repository, as we do.
  await drop(
    trx,
    "refold",
    repositoryId,
    subjects.filter((subject) => !marked.includes(subject)),
  );
}

async function report(
  trx: Transaction<Tables>,
  repositoryId: number,
  { generation }: Reading,
  { context, holder }: Refolding,
): Promise<void> {
  const left = await countWork(trx, "refold", repositoryId);
  context.log.info({ repository: repositoryId, generation, left }, "Items are folded with another configuration");
  if (left > 0) return;
  holder.letGo();
  await putInForce(trx, repositoryId, generation, context);
}
