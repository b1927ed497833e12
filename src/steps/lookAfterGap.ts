/** Decides that after a gap, in which the app may have missed what happened, GitHub is asked what has changed. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { secondsBetween } from "../instant.ts";
import { latestReceipt } from "../intake/deliveries.ts";
import { allRepositories } from "../signals/repositories.ts";
import { reconcileSoon } from "./askForHistory.ts";
import { addressOf } from "./repositoryAddress.ts";
import type { StepContext } from "./stepContext.ts";

/** A restart takes seconds, and GitHub's deliveries wait for no one. Where nothing had happened the look costs a few requests for each repository. */
const gapSeconds = 15 * 60;

/** Call it as the app starts, before it hears anything. Returns for how many repositories it asked. */
export async function lookAfterGap({ db, now, log }: StepContext): Promise<number> {
  const last = await latestReceipt(db);
  if (last === null || secondsBetween(last, now()) < gapSeconds) return 0;
  const repositories = await lookEverywhere(db);
  if (repositories > 0)
    log.info({ last, repositories }, "Nothing was heard for a while: GitHub is asked what has changed");
  return repositories;
}

/** At once, wherever the app is installed; also where deliveries are lost for good, since GitHub need not say of which repository they were. */
export async function lookEverywhere(executor: Kysely<Tables>): Promise<number> {
  const installed = (await allRepositories(executor)).filter((each) => addressOf(each) !== null);
  for (const { id } of installed) await reconcileSoon(executor, id);
  return installed.length;
}
