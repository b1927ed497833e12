/** Decides how all items of a repository come to be folded with a new configuration, while the old one stays in force until the last of them is. */
import type { Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import { claimDue, countWork, drop, finish, longestDueRepository } from "../intake/dueWork.ts";
import type { Subject } from "../signals/signal.ts";
import { isSubject } from "../signals/signal.ts";
import { lockRepository } from "../signals/signalLog.ts";
import { saveTimelines } from "../timeline/timelineStore.ts";
import { backgroundHolder, foldTogether } from "./foldSubjects.ts";
import { putInForce } from "./putInForce.ts";
import type { Reading } from "./readings.ts";
import type { StepContext } from "./stepContext.ts";

/** Small: the embedded database has one connection, and what comes in waits until the transaction ends. */
const batchSize = 100;
const leaseSeconds = 120;

/** The step that folds marked items, a batch each time, and returns how many marks it worked off. */
export function refolder(context: StepContext): () => Promise<number> {
  const { db, readings, log } = context;
  const holder = backgroundHolder(context);

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
      await holder.of(trx, repositoryId, next),
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

  async function report(trx: Transaction<Tables>, repositoryId: number, { generation }: Reading): Promise<void> {
    const left = await countWork(trx, "refold", repositoryId);
    log.info({ repository: repositoryId, generation, left }, "Items are folded with another configuration");
    if (left > 0) return;
    holder.letGo();
    await putInForce(trx, repositoryId, generation, context);
  }
}
