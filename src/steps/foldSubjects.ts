/** Decides how items are folded under one configuration: with all that belongs to them. */
import type { Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Fact, Subject } from "../signals/signal.ts";
import { factsForKnowledge, factsOfSubjects, factsVersion } from "../signals/signalLog.ts";
import { withBranches } from "../timeline/branchSubjects.ts";
import { saveDeployments } from "../timeline/deploymentStore.ts";
import { deploymentRecords } from "../timeline/derive/deploymentRecords.ts";
import { noteDerivedSigns } from "../timeline/derivedSigns.ts";
import type { GenerationRef } from "../timeline/generations.ts";
import { subjectsTogetherWith } from "../timeline/itemLinks.ts";
import type { CommitPair } from "../timeline/derive/commitPair.ts";
import type { Knowledge } from "../timeline/derive/knowledge.ts";
import { foldItems, type FoldSettings, foldSettings, knowledgeOf, type Timelines } from "../timeline/repository.ts";
import { itemsLearningIn } from "../timeline/timelineReader.ts";
import { saveTimelines } from "../timeline/timelineStore.ts";
import type { Reading } from "./readings.ts";
import type { StepContext } from "./stepContext.ts";

/** What `saveTimelines` takes, with the facts that it was made of. */
export type Folded = {
  subjects: Subject[];
  facts: Fact[];
  timelines: Timelines;
  /** What GitHub has to be asked first to know more. */
  comparisonsWanted: readonly CommitPair[];
};

/** What items are folded with besides their own facts. */
export type Background = { settings: FoldSettings; knowledge: Knowledge };

type Moment = Pick<StepContext, "now" | "until">;

export async function backgroundOf(
  trx: Transaction<Tables>,
  repositoryId: number,
  { config }: Pick<Reading, "config">,
  { now, until }: Moment,
): Promise<Background> {
  const settings = foldSettings(config, now(), until);
  return { settings, knowledge: knowledgeOf(repositoryId, await factsForKnowledge(trx, repositoryId), settings) };
}

/** `isNew`: it had to be found out, since other facts had come in or another repository or configuration was asked for. */
export type HeldBackground = Background & { isNew: boolean };

/**
 * Finds out what items are folded with, and holds it for the next batch of the same repository, since finding out takes longer than folding a batch.
 * The caller holds the repository, and lets go of what is held if its transaction fails.
 */
export function backgroundHolder(moment: Moment) {
  let held: (Background & { repositoryId: number; generation: number; version: number }) | null = null;
  return {
    async of(trx: Transaction<Tables>, repositoryId: number, reading: Reading): Promise<HeldBackground> {
      const { generation, config } = reading;
      const version = await factsVersion(trx, repositoryId);
      const isGood =
        held?.repositoryId === repositoryId &&
        held.generation === generation &&
        held.version === version &&
        held.settings.config === config;
      if (held && isGood) return { ...held, settings: { ...held.settings, now: moment.now() }, isNew: false };
      held = { ...(await backgroundOf(trx, repositoryId, reading, moment)), repositoryId, generation, version };
      return { ...held, isNew: true };
    },
    letGo() {
      held = null;
    },
  };
}

export type BackgroundHolder = ReturnType<typeof backgroundHolder>;

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
  const timelines = foldItems(facts, knowledge, settings);
  return { subjects, facts, timelines, comparisonsWanted: knowledge.comparisonsWanted };
}

/** Folds the marked items, and those of which the repository's facts now say something else than when they were folded last. */
export async function foldSubjects(
  trx: Transaction<Tables>,
  repositoryId: number,
  marked: readonly Subject[],
  reading: Reading,
  holder: BackgroundHolder,
): Promise<Folded> {
  const background = await holder.of(trx, repositoryId, reading);
  const { generation } = reading;
  const concerned = background.isNew ? await concernedBy(trx, { repositoryId, generation }, background.knowledge) : [];
  return foldTogether(trx, repositoryId, [...marked, ...concerned], background);
}

/** What the repository's knowledge has changed for since it was last read. */
async function concernedBy(trx: Transaction<Tables>, of: GenerationRef, knowledge: Knowledge): Promise<Subject[]> {
  const { subjects, weeks } = await noteDerivedSigns(trx, of, knowledge);
  await saveDeployments(trx, of, deploymentRecords(knowledge));
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
  holder: BackgroundHolder,
): Promise<void> {
  const { subjects, timelines } = await foldSubjects(trx, repositoryId, marked, reading, holder);
  await saveTimelines(trx, { repositoryId, generation: reading.generation }, subjects, timelines);
}
