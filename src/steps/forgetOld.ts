/** Decides what is forgotten because time has passed, whosever it is; what is kept for as long as the app is installed is not among it. */
import type { Kysely } from "kysely";
import { eraseSomeRows } from "../db/eraseRows.ts";
import type { Tables } from "../db/tables.ts";
import { withTenant } from "../db/withTenant.ts";
import { forgetOldPayloads } from "../intake/deliveries.ts";
import { forgetOldDeliveries } from "../intake/forgetDeliveries.ts";
import { forgetOldGaps } from "../intake/gaps.ts";
import { forgetOldMissed } from "../intake/missedDeliveries.ts";
import { forgetOldContentFacts } from "../signals/contentFacts.ts";
import { forgetOldErasures } from "../signals/erasedRepositories.ts";
import { forgetOldQuestions } from "../signals/questions.ts";
import { lockRepository } from "../signals/signalLog.ts";
import { repositoryById } from "../signals/repositories.ts";
import type { StepContext } from "./stepContext.ts";

/** Returns how many bodies and rows of deliveries it forgot, a bounded number of each. */
export async function forgetOld({
  db,
  keepPayloadsDays,
}: Pick<StepContext, "db" | "keepPayloadsDays">): Promise<number> {
  const payloads = await forgetOldPayloads(db, keepPayloadsDays);
  const deliveries = await forgetOldDeliveries(db);
  await forgetOldMissed(db);
  await forgetOldGaps(db);
  await forgetOldQuestions(db);
  await forgetOldContentFacts(db);
  for (const repositoryId of await forgetOldErasures(db)) await eraseLeftovers(db, repositoryId);
  return payloads + deliveries;
}

/** What a step that was under way may have written after everything was erased. */
async function eraseLeftovers(db: Kysely<Tables>, repositoryId: number): Promise<void> {
  await withTenant(db, [repositoryId], async (trx) => {
    await lockRepository(trx, repositoryId);
    if ((await repositoryById(trx, repositoryId)) === null) await eraseSomeRows(trx, repositoryId, "leave");
  });
}
