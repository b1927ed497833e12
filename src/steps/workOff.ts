/** Decides how due work that asks GitHub is worked off: claimed in a batch, done one after the other, given back after a failure. */
import { isPassingFault } from "../db/passingFault.ts";
import { messageOf } from "../errors.ts";
import { GitHubFailure } from "../github/github.ts";
import { claimDue, type DueClaim, postpone, retryLater, type WorkKind } from "../intake/dueWork.ts";
import { repositoryById } from "../signals/repositories.ts";
import { oneByOne } from "./oneByOne.ts";
import type { StepContext, StepLog } from "./stepContext.ts";

export type Work = {
  kind: WorkKind;
  batchSize: number;
  /** What a failure is called in the log. */
  failed: string;
};

/** Does one claim and ends it. Its context logs with the fields of the claim. */
export type WorkOne = (claim: DueClaim, context: StepContext) => Promise<void>;

const daySeconds = 24 * 60 * 60;
const longestPauseSeconds = 60 * 60;

/** Returns how many pieces of work it looked at. A failure of one leaves the others as they are. */
export async function workOff(context: StepContext, work: Work, workOne: WorkOne): Promise<number> {
  const claims = await claimDue(context.db, work.kind, work.batchSize);
  await oneByOne(claims, context, (claim) => tryOne(claim, work, workOne, context));
  return claims.length;
}

async function tryOne(claim: DueClaim, work: Work, workOne: WorkOne, context: StepContext): Promise<void> {
  const log = await logOf(claim, context);
  try {
    await workOne(claim, { ...context, log });
    context.meter?.attempted(claim.kind, "done");
  } catch (thrown) {
    await tryAgain(claim, thrown, work.failed, { ...context, log });
  }
}

/** Gives the work back after a failure, or sets it aside, and says so. `context` logs with the fields of the claim. */
export async function tryAgain(claim: DueClaim, thrown: unknown, failed: string, context: StepContext): Promise<void> {
  const { db, log, meter } = context;
  if (thrown instanceof GitHubFailure && thrown.outage) return waitForGitHub(claim, thrown, context);
  const seconds = pauseSeconds(thrown, claim.attempts);
  const fate = await retryLater(db, claim, seconds, messageOf(thrown), liesElsewhere(thrown) ? "endless" : "bounded");
  meter?.attempted(claim.kind, fate === "again" ? "failed" : fate);
  switch (fate) {
    case "again":
      return log.warn({ err: thrown, seconds }, `${failed} and will be tried again`);
    case "set-aside":
      return log.warn({ err: thrown }, `${failed}, again and again, and is set aside: see \`deadletters\``);
    case "lost":
      return log.warn({ err: thrown }, `${failed}; another worker has it by now`);
  }
}

/** No try, however often: it would make the work wait longer than GitHub is away, and in the end set aside what has no fault. */
async function waitForGitHub(claim: DueClaim, failure: GitHubFailure, { db, log }: StepContext): Promise<void> {
  const seconds = failure.retryAfterSeconds ?? pauseSeconds(failure, claim.attempts);
  await postpone(db, claim, seconds);
  log.info({ seconds, why: failure.message }, "Waits for GitHub, which does not answer");
}

/** A refusal lasts until a person changes a setting. */
function pauseSeconds(thrown: unknown, attempts: number): number {
  if (thrown instanceof GitHubFailure) {
    if (thrown.meaning === "refused") return daySeconds;
    if (thrown.retryAfterSeconds !== null) return thrown.retryAfterSeconds;
  }
  return Math.min(2 ** attempts, longestPauseSeconds);
}

/** An outage of GitHub or of the database, a limit or a refusal is no fault of the work; an answer that leaves doubt, time after time, may be. */
function liesElsewhere(thrown: unknown): boolean {
  return isPassingFault(thrown) || (thrown instanceof GitHubFailure && thrown.meaning !== "ambiguous");
}

/** The context's log, with what says which work a line is about. */
export async function logOf(claim: DueClaim, { db, log }: Pick<StepContext, "db" | "log">): Promise<StepLog> {
  const { kind, repositoryId, subject, attempts } = claim;
  const repository = await repositoryById(db, repositoryId);
  const installation = repository?.installationId ?? null;
  const about = { work: kind, installation, repository: repositoryId, subject, attempt: attempts };
  return {
    info: (fields, message) => log.info({ ...about, ...fields }, message),
    warn: (fields, message) => log.warn({ ...about, ...fields }, message),
  };
}
