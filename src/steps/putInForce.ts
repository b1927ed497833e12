/** Decides what happens when all items of a repository are folded with a new configuration. */
import type { Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import { askFor } from "../intake/dueWork.ts";
import { switchGeneration } from "../timeline/generations.ts";
import { openPullRequests } from "../timeline/timelineReader.ts";
import type { StepContext } from "./stepContext.ts";

/** For all items at once, when the transaction ends; what is open then says so on GitHub. */
export async function putInForce(
  trx: Transaction<Tables>,
  repositoryId: number,
  generation: number,
  { github, log }: StepContext,
): Promise<void> {
  await switchGeneration(trx, repositoryId);
  await askFor(trx, "forget", repositoryId, ["repository"]);
  log.info({ repository: repositoryId, generation }, "Another configuration is in force");
  if (github === null) return;
  const open = await openPullRequests(trx, repositoryId);
  await askFor(
    trx,
    "publish",
    repositoryId,
    open.map((number) => `#${number}`),
  );
  // Its summaries may be due at another time now.
  await askFor(trx, "weekly", repositoryId, ["repository"]);
}
