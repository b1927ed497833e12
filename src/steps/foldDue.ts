/** Decides how marked items are folded: with all that belongs to them, in the transaction that keeps their timelines. */
import type { Transaction } from "kysely";
import { isPassingFault } from "../db/passingFault.ts";
import type { Tables } from "../db/tables.ts";
import { withTenant } from "../db/withTenant.ts";
import type { DueClaim } from "../intake/dueWork.ts";
import { askOnce, claimDue, finish, longestDueRepository } from "../intake/dueWork.ts";
import type { Fact, Subject } from "../signals/signal.ts";
import { isSubject } from "../signals/signal.ts";
import { lockRepository } from "../signals/signalLog.ts";
import { standingOf } from "../timeline/timelineReader.ts";
import { itemsToRefold, saveTimelines } from "../timeline/timelineStore.ts";
import { backgroundHolder, type BackgroundHolder, foldAndSave, foldSubjects } from "./foldSubjects.ts";
import { askForComparisons } from "./compareDue.ts";
import { subjectAgain } from "./foldAgain.ts";
import { askForReconciling } from "./askForHistory.ts";
import { askForTexts } from "./askForTexts.ts";
import { oneByOne } from "./oneByOne.ts";
import type { StepContext } from "./stepContext.ts";
import { askForWeekly } from "./weeklyDue.ts";
import { logOf, tryAgain } from "./workOff.ts";

const batchSize = 500;

/**
 * The step that folds the marked items of one repository, a batch each time, and returns how many marks it worked off. Where a batch fails, each of its
 * marks is folded by itself, so that the one with the fault holds up nobody else.
 */
export function folder(context: StepContext): () => Promise<number> {
  const { db } = context;
  const holders = { current: backgroundHolder(context), next: backgroundHolder(context) };

  return async () => {
    await db.transaction().execute((trx) => markPassedWindows(trx, context));
    const repositoryId = await longestDueRepository(db, "fold");
    if (repositoryId === null) return 0;
    try {
      return await withTenant(db, [repositoryId], (trx) => foldBatch(trx, repositoryId, holders, context));
    } catch (error) {
      letGo(holders);
      if (isPassingFault(error)) throw error;
      return foldOneByOne(repositoryId, holders, context);
    }
  };
}

/** Of what was heard of something new, and what is to be folded again all the same. */
type Marks = { heard: readonly Subject[]; again: readonly Subject[] };

function marksOf(claims: readonly DueClaim[]): Marks {
  return {
    heard: claims.map(({ subject }) => subject).filter(isSubject),
    again: claims.flatMap(({ subject }) => subjectAgain(subject) ?? []),
  };
}

type Holders = { current: BackgroundHolder; next: BackgroundHolder };

async function foldBatch(
  trx: Transaction<Tables>,
  repositoryId: number,
  holders: Holders,
  context: StepContext,
): Promise<number> {
  // Before the marks are claimed: who keeps facts holds the repository when it marks, and each would wait for the other.
  await lockRepository(trx, repositoryId);
  // Claimed and finished in one transaction: if the process dies the marks are free again at once.
  const claims = await claimDue(trx, "fold", batchSize, repositoryId);
  const marks = marksOf(claims);
  if (claims.length > 0) await foldMarked(trx, repositoryId, marks, holders, context);
  await finish(trx, claims);
  context.meter?.attempted("fold", "done", claims.length);
  return claims.length;
}

/** What a failed transaction noted in the database is undone, so what is held does not fit it any more. */
function letGo(holders: Holders): void {
  holders.current.letGo();
  holders.next.letGo();
}

/** Each in a transaction of its own; who fails goes on waiting, and is set aside in the end. */
async function foldOneByOne(repositoryId: number, holders: Holders, context: StepContext): Promise<number> {
  const claims = await claimDue(context.db, "fold", batchSize, repositoryId);
  await oneByOne(claims, context, (claim) => foldAlone(claim, holders, context));
  return claims.length;
}

async function foldAlone(claim: DueClaim, holders: Holders, context: StepContext): Promise<void> {
  const { db, meter } = context;
  try {
    await withTenant(db, [claim.repositoryId], async (trx) => {
      await lockRepository(trx, claim.repositoryId);
      await foldMarked(trx, claim.repositoryId, marksOf([claim]), holders, context);
      await finish(trx, [claim]);
    });
    meter?.attempted("fold", "done");
  } catch (thrown) {
    letGo(holders);
    if (isPassingFault(thrown)) throw thrown;
    await tryAgain(claim, thrown, "An item was not folded", { ...context, log: await logOf(claim, context) });
  }
}

/** Items that the passing of time has changed since they were folded; one that waits after a failure goes on waiting. */
async function markPassedWindows(trx: Transaction<Tables>, { now }: StepContext): Promise<void> {
  const passed = await itemsToRefold(trx, now(), batchSize);
  for (const [repositoryId, items] of Map.groupBy(passed, (item) => item.repositoryId)) {
    await askOnce(
      trx,
      "fold",
      repositoryId,
      items.map(({ subject }) => subject),
    );
  }
}

async function foldMarked(
  trx: Transaction<Tables>,
  repositoryId: number,
  { heard, again }: Marks,
  holders: Holders,
  { readings, github }: StepContext,
): Promise<void> {
  const marked = [...heard, ...again];
  const { current, next } = await readings(trx, repositoryId);
  // What happens while another configuration is taking over is in its timelines, too, when they come into force.
  if (next) await foldAndSave(trx, repositoryId, marked, next, holders.next);
  const folded = await foldSubjects(trx, repositoryId, marked, current, holders.current);
  const { subjects, facts, timelines } = folded;
  const numbers = timelines.pullRequests.map(({ number }) => number);
  const before = await standingOf(trx, repositoryId, numbers);
  await saveTimelines(trx, { repositoryId, generation: current.generation }, subjects, timelines);
  if (github === null) return;
  if (marked.includes("repository")) await askForComparisons(trx, repositoryId, folded.comparisonsWanted);
  const after = await standingOf(trx, repositoryId, numbers);
  const own = pullRequestsMarked(heard, facts);
  // Read anew by other rules, what has ended tells of the same; to write it all again would be a flood.
  const isAsToldThen = (n: number) => heard.length === 0 || again.includes(`#${n}`);
  const changed = timelines.pullRequests.filter(
    ({ number: n, closedAt }) =>
      own.has(n) || (before.get(n) !== after.get(n) && (closedAt === null || !isAsToldThen(n))),
  );
  await askForTexts(trx, repositoryId, changed, facts);
  await askForWeekly(trx, repositoryId);
  await askForReconciling(trx, repositoryId);
}

/** The pull requests that the marks are about: by their number, or by a commit that was their head. */
function pullRequestsMarked(marked: readonly Subject[], facts: readonly Fact[]): Set<number> {
  const isMarked = new Set<Subject>(marked);
  const numbers = new Set<number>();
  for (const { subject, signal } of facts) {
    if (!subject.startsWith("#")) continue;
    const head =
      signal.kind === "pushed" ? signal.after : signal.kind === "pull-request-snapshot" ? signal.headSha : null;
    if (isMarked.has(subject) || (head !== null && isMarked.has(`commit ${head}`)))
      numbers.add(Number(subject.slice(1)));
  }
  return numbers;
}
