/** Decides how all items of a repository come to be folded with a new configuration, while the old one stays in force until the last of them is. */
import type { Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import { claimDue, countWork, drop, finish, longestDueRepository } from "../intake/dueWork.ts";
import type { Subject } from "../signals/signal.ts";
import { isSubject } from "../signals/signal.ts";
import { lockRepository } from "../signals/signalLog.ts";
import { generationsOf } from "../timeline/generations.ts";
import { saveTimelines } from "../timeline/timelineStore.ts";
import { type Background, backgroundOf, foldTogether } from "./foldSubjects.ts";
import { putInForce } from "./putInForce.ts";
import type { Reading } from "./readings.ts";
import type { StepContext } from "./stepContext.ts";

/** Small: the embedded database has one connection, and what comes in waits until the transaction ends. */
const batchSize = 100;
const leaseSeconds = 120;

/** What the last batch was folded with. It takes longer to find out than to fold a batch. */
type Held = Background & { repositoryId: number; generation: number; folds: number };

/** The step that folds marked items, a batch each time, and returns how many marks it worked off. */
export function refolder(context: StepContext): () => Promise<number> {
  const { db, readings, now, log } = context;
  let held: Held | null = null;

  return async () => {
    const repositoryId = await longestDueRepository(db, "refold");
    if (repositoryId === null) return 0;
    return db.transaction().execute(async (trx) => {
      await lockRepository(trx, repositoryId);
      const claims = await claimDue(trx, "refold", batchSize, leaseSeconds, repositoryId);
      const { next } = await readings(trx, repositoryId);
      if (next) await fold(trx, repositoryId, claims.map(({ subject }) => subject).filter(isSubject), next);
      await finish(trx, claims);
      if (next) await report(trx, repositoryId, next);
      return claims.length;
    });
  };

  async function fold(
    trx: Transaction<Tables>,
    repositoryId: number,
    marked: readonly Subject[],
    next: Reading,
  ): Promise<void> {
    const { generation } = next;
    const { subjects, timelines } = await foldTogether(
      trx,
      repositoryId,
      marked,
      await background(trx, repositoryId, next),
    );
    await saveTimelines(trx, { repositoryId, generation }, subjects, timelines);
    // An issue's pull requests are folded with it. Whoever claims such marks holds the repository, as we do.
    await drop(
      trx,
      "refold",
      repositoryId,
      subjects.filter((subject) => !marked.includes(subject)),
    );
  }

  /** What comes in after it was found out is folded with the next generation as well, and counted: see foldDue. */
  async function background(trx: Transaction<Tables>, repositoryId: number, next: Reading): Promise<Background> {
    const { folds } = await generationsOf(trx, repositoryId);
    const { generation } = next;
    if (held?.repositoryId === repositoryId && held.generation === generation && held.folds === folds) return held;
    held = { ...(await backgroundOf(trx, repositoryId, next, now())), repositoryId, generation, folds };
    return held;
  }

  async function report(trx: Transaction<Tables>, repositoryId: number, { generation }: Reading): Promise<void> {
    const left = await countWork(trx, "refold", repositoryId);
    log.info({ repository: repositoryId, generation, left }, "Items are folded with another configuration");
    if (left > 0) return;
    held = null;
    await putInForce(trx, repositoryId, generation, context);
  }
}
