/** Decides how weekly summaries that are due are worked off: written, brought up to date, and closed in the end. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { messageOf } from "../errors.ts";
import { type GitHub, GitHubFailure } from "../github/github.ts";
import { askFor, askUnlessAsked, claimDue, type DueClaim, finish, heartbeat, retryLater } from "../intake/dueWork.ts";
import { repositoryById } from "../signals/repositories.ts";
import type { StepContext } from "./stepContext.ts";
import { closeSummary } from "./weeklyClosing.ts";
import { mayBeSummarized } from "./weeklyPlace.ts";
import { summarize } from "./summarize.ts";
import type { WeeklyTextOf } from "./weeklyText.ts";

const batchSize = 5;
/** Longer than one summary takes to be read and written. */
const leaseSeconds = 60;
const daySeconds = 24 * 60 * 60;

/** Once something has happened in a repository its summaries look after themselves, until nothing happens any more. */
export async function askForWeekly(executor: Kysely<Tables>, repositoryId: number): Promise<void> {
  const repository = await repositoryById(executor, repositoryId);
  if (repository && mayBeSummarized(repository)) await askUnlessAsked(executor, "weekly", repositoryId, "repository");
}

/** Returns how many summaries it looked at. */
export async function weeklyDue(context: StepContext, textOf: WeeklyTextOf): Promise<number> {
  const { db, github } = context;
  if (github === null) return 0;
  let claims = await claimDue(db, "weekly", batchSize, leaseSeconds);
  const looked = claims.length;
  while (claims.length > 0) {
    const [claim, ...others] = await heartbeat(db, claims, leaseSeconds);
    if (claim) await workOff(claim, github, context, textOf);
    claims = others;
  }
  return looked;
}

async function workOff(claim: DueClaim, github: GitHub, context: StepContext, textOf: WeeklyTextOf): Promise<void> {
  const { repositoryId, subject } = claim;
  try {
    const seconds =
      subject === "repository"
        ? await summarize(repositoryId, github, context, textOf)
        : await closeSummary(repositoryId, subject, github, context);
    await sleep(claim, seconds, context);
  } catch (thrown) {
    const refused = thrown instanceof GitHubFailure && thrown.meaning === "refused";
    const seconds = refused ? daySeconds : Math.min(2 ** claim.attempts, 3600);
    const what = { err: thrown, repository: repositoryId, subject, seconds };
    context.log.warn(what, "A weekly summary was not written or closed and will be tried again");
    await retryLater(context.db, claim, seconds, messageOf(thrown));
  }
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
