/** Decides how marked items are folded: with all that belongs to them, in the transaction that keeps their timelines. */
import type { Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { DueClaim } from "../intake/dueWork.ts";
import { askFor, claimDue, finish, longestDueRepository } from "../intake/dueWork.ts";
import type { Fact, Subject } from "../signals/signal.ts";
import { isSubject } from "../signals/signal.ts";
import { factsForKnowledge, factsOfSubjects, lockRepository } from "../signals/signalLog.ts";
import { withBranches } from "../timeline/branchSubjects.ts";
import { noteDerivedSigns } from "../timeline/derivedSigns.ts";
import { subjectsTogetherWith } from "../timeline/itemLinks.ts";
import type { Knowledge } from "../timeline/knowledge.ts";
import { foldItems, foldSettings, knowledgeOf } from "../timeline/repository.ts";
import { itemsLearningIn, turnsOf } from "../timeline/timelineReader.ts";
import { itemsToRefold, saveTimelines } from "../timeline/timelineStore.ts";
import type { StepContext } from "./stepContext.ts";

const batchSize = 500;
const leaseSeconds = 120;

/** Folds the marked items of one repository. Returns how many marks it worked off. */
export async function foldDue(context: StepContext): Promise<number> {
  const { db } = context;
  await db.transaction().execute((trx) => markPassedWindows(trx, context));
  const repositoryId = await longestDueRepository(db, "fold");
  if (repositoryId === null) return 0;
  return db.transaction().execute(async (trx) => {
    // Before the marks are claimed: who keeps facts holds the repository when it marks, and each would wait for the other.
    await lockRepository(trx, repositoryId);
    // Claimed and finished in one transaction: if the process dies the marks are free again at once.
    const claims = await claimDue(trx, "fold", batchSize, leaseSeconds, repositoryId);
    if (claims.length > 0) await foldMarked(trx, repositoryId, claims, context);
    await finish(trx, claims);
    return claims.length;
  });
}

/** Items that the passing of time has changed since they were folded. */
async function markPassedWindows(trx: Transaction<Tables>, { now }: StepContext): Promise<void> {
  const passed = await itemsToRefold(trx, now(), batchSize);
  for (const [repositoryId, items] of Map.groupBy(passed, (item) => item.repositoryId)) {
    await askFor(
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
  marks: readonly DueClaim[],
  context: StepContext,
): Promise<void> {
  const marked = marks.map(({ subject }) => subject).filter(isSubject);
  const settings = foldSettings(context.configOf(repositoryId), context.now());
  const knowledge = knowledgeOf(repositoryId, await factsForKnowledge(trx, repositoryId), settings);
  const concerned = await concernedBy(trx, repositoryId, knowledge);
  const { branches } = knowledge;
  const touched = withBranches([...marked, ...concerned], branches);
  const subjects = withBranches(await subjectsTogetherWith(trx, repositoryId, touched), branches);
  const facts = await factsOfSubjects(trx, repositoryId, subjects);
  const timelines = foldItems(facts, knowledge, settings);
  const numbers = timelines.pullRequests.map(({ number }) => number);
  const before = await turnsOf(trx, repositoryId, numbers);
  await saveTimelines(trx, repositoryId, subjects, timelines);
  if (context.github === null) return;
  const after = await turnsOf(trx, repositoryId, numbers);
  const own = pullRequestsMarked(marked, facts);
  const changed = numbers.filter((number) => own.has(number) || before.get(number) !== after.get(number));
  await askFor(
    trx,
    "publish",
    repositoryId,
    changed.map((number) => `#${number}`),
  );
}

/** What the repository's knowledge has changed for since it was last read. */
async function concernedBy(trx: Transaction<Tables>, repositoryId: number, knowledge: Knowledge): Promise<Subject[]> {
  const { subjects, weeks } = await noteDerivedSigns(trx, repositoryId, knowledge);
  const covered: Subject[] = [];
  for (const week of weeks) covered.push(...(await itemsLearningIn(trx, repositoryId, week)));
  return [...subjects, ...covered];
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
