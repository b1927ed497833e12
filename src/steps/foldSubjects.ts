/** Decides how items are folded under one configuration: with all that belongs to them. */
import type { Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import type { Fact, Subject } from "../signals/signal.ts";
import { factsForKnowledge, factsOfSubjects } from "../signals/signalLog.ts";
import { withBranches } from "../timeline/branchSubjects.ts";
import { noteDerivedSigns } from "../timeline/derivedSigns.ts";
import type { GenerationRef } from "../timeline/generations.ts";
import { subjectsTogetherWith } from "../timeline/itemLinks.ts";
import type { Knowledge } from "../timeline/knowledge.ts";
import { foldItems, type FoldSettings, foldSettings, knowledgeOf, type Timelines } from "../timeline/repository.ts";
import { itemsLearningIn } from "../timeline/timelineReader.ts";
import { saveTimelines } from "../timeline/timelineStore.ts";
import type { Reading } from "./readings.ts";

/** What `saveTimelines` takes, with the facts that it was made of. */
export type Folded = { subjects: Subject[]; facts: Fact[]; timelines: Timelines };

/** What items are folded with besides their own facts. */
export type Background = { settings: FoldSettings; knowledge: Knowledge };

export async function backgroundOf(
  trx: Transaction<Tables>,
  repositoryId: number,
  { config }: Pick<Reading, "config">,
  now: Instant,
): Promise<Background> {
  const settings = foldSettings(config, now);
  return { settings, knowledge: knowledgeOf(repositoryId, await factsForKnowledge(trx, repositoryId), settings) };
}

/** The caller holds the repository until what this returns is saved. */
export async function foldTogether(
  trx: Transaction<Tables>,
  repositoryId: number,
  marked: readonly Subject[],
  { settings, knowledge }: Background,
): Promise<Folded> {
  const { branches } = knowledge;
  const together = await subjectsTogetherWith(trx, repositoryId, withBranches(marked, branches));
  const subjects = withBranches(together, branches);
  const facts = await factsOfSubjects(trx, repositoryId, subjects);
  return { subjects, facts, timelines: foldItems(facts, knowledge, settings) };
}

/** Folds the marked items, and those of which the repository's facts now say something else than when they were folded last. */
export async function foldSubjects(
  trx: Transaction<Tables>,
  repositoryId: number,
  marked: readonly Subject[],
  reading: Reading,
  now: Instant,
): Promise<Folded> {
  const background = await backgroundOf(trx, repositoryId, reading, now);
  const concerned = await concernedBy(trx, { repositoryId, generation: reading.generation }, background.knowledge);
  return foldTogether(trx, repositoryId, [...marked, ...concerned], background);
}

/** What the repository's knowledge has changed for since it was last read. */
async function concernedBy(trx: Transaction<Tables>, of: GenerationRef, knowledge: Knowledge): Promise<Subject[]> {
  const { subjects, weeks } = await noteDerivedSigns(trx, of, knowledge);
  const covered: Subject[] = [];
  for (const week of weeks) covered.push(...(await itemsLearningIn(trx, of, week)));
  return [...subjects, ...covered];
}

/** The same, and keeps it. */
export async function foldAndSave(
  trx: Transaction<Tables>,
  repositoryId: number,
  marked: readonly Subject[],
  reading: Reading,
  now: Instant,
): Promise<void> {
  const { subjects, timelines } = await foldSubjects(trx, repositoryId, marked, reading, now);
  await saveTimelines(trx, { repositoryId, generation: reading.generation }, subjects, timelines);
}
