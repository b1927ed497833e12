/** Decides how a repository begins to be folded with a new configuration, and which items come first. */
import type { Transaction } from "kysely";
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Tables } from "../db/tables.ts";
import { historySeconds } from "../forecast/expectedWait.ts";
import { addSeconds } from "../instant.ts";
import { askFor } from "../intake/dueWork.ts";
import type { Subject } from "../signals/signal.ts";
import { itemSubjects } from "../signals/signalReader.ts";
import { saveDeployments } from "../timeline/deploymentStore.ts";
import { deploymentRecords } from "../timeline/derive/deploymentRecords.ts";
import { noteDerivedSigns } from "../timeline/derivedSigns.ts";
import { abandonGeneration, beginGeneration } from "../timeline/generations.ts";
import { numbersSince } from "../timeline/timelineReader.ts";
import { backgroundOf } from "./foldSubjects.ts";
import { putInForce } from "./putInForce.ts";
import type { StepContext } from "./stepContext.ts";

/** Marks every item, those first that people look at: the open ones and the last 26 weeks. Returns the generation that they will be. */
export async function beginRefold(
  trx: Transaction<Tables>,
  repositoryId: number,
  config: RepositoryConfig,
  context: StepContext,
): Promise<number> {
  const now = context.now();
  const generation = await beginGeneration(trx, repositoryId);
  // Known from the beginning, so that what comes in from now on folds only what it changes.
  const { knowledge } = await backgroundOf(trx, repositoryId, { config }, context);
  await noteDerivedSigns(trx, { repositoryId, generation }, knowledge);
  await saveDeployments(trx, { repositoryId, generation }, deploymentRecords(knowledge));
  const numbers = await numbersSince(trx, repositoryId, addSeconds(now, -historySeconds));
  const first = new Set(numbers.map((number): Subject => `#${number}`));
  const rest = (await itemSubjects(trx, repositoryId)).filter((subject) => !first.has(subject));
  await askFor(trx, "refold", repositoryId, [...first]);
  // A moment later, since the longest due is done first.
  await askFor(trx, "refold", repositoryId, rest, { delaySeconds: 1 });
  const left = first.size + rest.length;
  context.log.info({ repository: repositoryId, generation, left }, "Items are folded with another configuration");
  if (left === 0) await putInForce(trx, repositoryId, generation, context);
  return generation;
}

/** What is in force means the same as what was read last, after all. The marks that are left will find nothing to do. */
export async function abandonRefold(trx: Transaction<Tables>, repositoryId: number): Promise<void> {
  await abandonGeneration(trx, repositoryId);
  await askFor(trx, "forget", repositoryId, ["repository"]);
}
