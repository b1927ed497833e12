/** Decides when timelines are removed that others have replaced: in small portions, after the others are in force. */
import { withTenant } from "../db/withTenant.ts";
import { askFor, claimDue, finish, longestDueRepository } from "../intake/dueWork.ts";
import { lockRepository } from "../signals/signalLog.ts";
import { forgetDeployments } from "../timeline/deploymentStore.ts";
import { forgetDerivedSigns } from "../timeline/derivedSigns.ts";
import { generationsOf } from "../timeline/generations.ts";
import { forgetTimelines } from "../timeline/timelineStore.ts";
import type { StepContext } from "./stepContext.ts";

const batchSize = 500;

/** Returns how many timelines it removed. */
export async function forgetDue({ db }: StepContext): Promise<number> {
  const repositoryId = await longestDueRepository(db, "forget");
  if (repositoryId === null) return 0;
  return withTenant(db, [repositoryId], async (trx) => {
    await lockRepository(trx, repositoryId);
    const claims = await claimDue(trx, "forget", 1, repositoryId);
    const { current, next } = await generationsOf(trx, repositoryId);
    const kept = next === null ? [current] : [current, next];
    const forgotten = await forgetTimelines(trx, repositoryId, kept, batchSize);
    if (forgotten > 0) await askFor(trx, "forget", repositoryId, ["repository"]);
    else {
      await forgetDerivedSigns(trx, repositoryId, kept);
      await forgetDeployments(trx, repositoryId, kept);
    }
    await finish(trx, claims);
    return forgotten;
  });
}
