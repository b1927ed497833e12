/** Decides how weekly summaries that are due are worked off: written, brought up to date, and closed in the end. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { askFor, askUnlessAsked, type DueClaim, finish } from "../intake/dueWork.ts";
import { repositoryById } from "../signals/repositories.ts";
import type { StepContext } from "./stepContext.ts";
import { closeSummary } from "./weeklyClosing.ts";
import { mayBeSummarized } from "./weeklyPlace.ts";
import { summarize } from "./summarize.ts";
import { type Work, workOff } from "./workOff.ts";
import type { WeeklyTextOf } from "./weeklyText.ts";

const work: Work = {
  kind: "weekly",
  batchSize: 5,
  failed: "A weekly summary was not written or closed",
};

/** Once something has happened in a repository its summaries look after themselves, until nothing happens any more. */
export async function askForWeekly(executor: Kysely<Tables>, repositoryId: number): Promise<void> {
  const repository = await repositoryById(executor, repositoryId);
  if (repository && mayBeSummarized(repository)) await askUnlessAsked(executor, "weekly", repositoryId, "repository");
}

/** Returns how many summaries it looked at. */
export async function weeklyDue(context: StepContext, textOf: WeeklyTextOf): Promise<number> {
  const { github } = context;
  if (github === null) return 0;
  return workOff(context, work, async (claim, withLog) => {
    const { repositoryId, subject } = claim;
    const seconds =
      subject === "repository"
        ? await summarize(repositoryId, github, withLog, textOf)
        : await closeSummary(repositoryId, subject, github, withLog);
    await sleep(claim, seconds, withLog);
  });
}

/** In one transaction: if the process dies between the two, no summary would be written until something happens. */
async function sleep(claim: DueClaim, seconds: number | null, context: StepContext): Promise<void> {
  const { repositoryId, subject } = claim;
  await context.db.transaction().execute(async (trx) => {
    await finish(trx, [claim]);
    if (seconds === null) return;
    const delaySeconds = Math.min(seconds, context.longestSleepSeconds);
    await askFor(trx, "weekly", repositoryId, [subject], { delaySeconds });
  });
}
