/** Decides how a few pages of a history are read in one turn: each is kept with the place where the next begins, or not at all. */
import type { Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import { withTenant } from "../db/withTenant.ts";
import { GitHubFailure, type RepositoryAddress } from "../github/github.ts";
import {
  type HistoryFeatures,
  type HistoryPage,
  type HistoryStream,
  historyStreams,
  type RepositoryFacts,
} from "../github/history/history.ts";
import { historyPages, type Pace } from "../github/history/historyPages.ts";
import type { Instant } from "../instant.ts";
import { type Backfill, backfillOf, keepRepair, saveStream, type StreamProgress } from "../intake/backfills.ts";
import { type DueClaim, heartbeat } from "../intake/dueWork.ts";
import { historyFacts } from "../signals/history/historyFacts.ts";
import { labelRenamesIn } from "../signals/history/labelRenames.ts";
import { type KnownRepository, rememberRepositories } from "../signals/repositories.ts";
import { labelRenamings } from "../signals/signalReader.ts";
import type { HistorySource } from "./historySource.ts";
import { missedFacts } from "./missedFacts.ts";
import { askForRules } from "./rulesDue.ts";
import type { StepContext } from "./stepContext.ts";
import { keepTold } from "./understand.ts";

/** Then others take their turn, of other repositories. */
const pagesPerTurn = 5;
/** Of GitHub's 5,000 points an hour the rest is left to whatever else asks in GraphQL. */
const keepPoints = 1500;
/** For a longer wait the work is given back, so that a process that is told to stop need not wait for it. */
const longestWaitSeconds = 5;

/** What GitHub says of the repository and of itself, the same for many pages. */
export type Prepared = { features: HistoryFeatures; about: RepositoryFacts };

export type Reading = {
  claim: DueClaim;
  repository: KnownRepository;
  address: RepositoryAddress;
  backfill: Backfill;
  since: Instant;
  prepared: Prepared;
};

/** The work is somebody else's by now, or was begun anew. Nothing of the page is kept. */
export class LostReading extends Error {
  override readonly name = "LostReading";
}

/** It goes on after so many seconds; `failed` if GitHub did not answer, rather than asked for patience with its points. */
export class LongWait extends Error {
  override readonly name = "LongWait";
  readonly seconds: number;
  readonly failed: boolean;

  constructor(why: string, seconds: number, failed: boolean) {
    super(why);
    this.seconds = seconds;
    this.failed = failed;
  }
}

/** Returns whether all streams are read to their ends; a stream that GitHub refuses to show has ended, too. */
export async function readTurn(reading: Reading, source: HistorySource, context: StepContext): Promise<boolean> {
  const { address, since, prepared } = reading;
  const { gitHub, pace } = paced(source);
  const { streams } = reading.backfill;
  let left = pagesPerTurn;
  for (const stream of historyStreams) {
    const progress = streams[stream];
    if (progress?.ended) continue;
    const wanted = { stream, since, after: progress?.cursor ?? null, features: prepared.features };
    try {
      for await (const page of historyPages(gitHub, address, wanted, pace)) {
        await keepPage(reading, stream, page, context);
        if (page.cursor !== null && (left -= 1) <= 0) return false;
      }
    } catch (thrown) {
      if (!(thrown instanceof GitHubFailure) || thrown.meaning !== "refused") throw thrown;
      await refuse(reading, stream, thrown, context);
    }
  }
  return true;
}

/** Knows of each wait whether a failure is the reason. */
function paced({ gitHub, wait }: HistorySource): { gitHub: Pick<HistorySource["gitHub"], "page">; pace: Pace } {
  let failing = false;
  return {
    gitHub: {
      page: async (...asked) => {
        failing = true;
        const page = await gitHub.page(...asked);
        failing = false;
        return page;
      },
    },
    pace: {
      keepPoints,
      wait: async (seconds, why) => {
        if (seconds > longestWaitSeconds) throw new LongWait(why, seconds, failing);
        await wait(seconds);
      },
    },
  };
}

async function keepPage(
  reading: Reading,
  stream: HistoryStream,
  page: HistoryPage,
  context: StepContext,
): Promise<void> {
  const { repository, prepared, backfill } = reading;
  const now = context.now();
  const { labelIds, ...about } = prepared.about;
  // It says nothing of where the app is installed: a removal may be on its way.
  const ref = { ...about, installationId: null };
  const read = await withTenant(context.db, [repository.id], async (trx) => {
    await rememberRepositories(trx, [{ repository: ref, receivedAt: now }]);
    // By now the default branch is known, whose rules they are.
    if (stream === historyStreams[0]) await askForRules(trx, { repositories: [repository.id], changed: [], news: [] });
    const labelRenames = labelRenamesIn(await labelRenamings(trx, repository.id));
    const told = historyFacts(stream, page.nodes, { repository: ref, receivedAt: now, labelIds, labelRenames });
    const added = await keepTold(trx, told.facts);
    const missed = backfill.kind === "reconcile" ? missedFacts(added, repository, now).length : 0;
    if (missed > 0) await keepRepair(trx, repository.id, missed, now);
    const before = (await backfillOf(trx, repository.id, backfill.kind))?.streams[stream]?.read ?? 0;
    const ended = page.cursor === null;
    const progress = { cursor: page.cursor, ended, read: before + page.nodes.length, refused: null };
    await saveHeld(trx, reading, stream, progress);
    return { read: progress.read, facts: told.facts.length, unreadable: told.unreadable, missed, ended };
  });
  const { budget, lacks } = page;
  const fields = { repository: repository.id, kind: backfill.kind, stream, ...read, pointsLeft: budget?.remaining };
  if (lacks.length > 0 || read.unreadable > 0)
    context.log.warn({ ...fields, lacks }, "Of a page of history not all could be read");
  else context.log.info(fields, "Read a page of history");
}

/** In the transaction that keeps what was read: whoever lost the work keeps nothing. */
export async function saveHeld(
  trx: Transaction<Tables>,
  { claim, backfill }: Pick<Reading, "claim" | "backfill">,
  stream: string,
  progress: StreamProgress,
): Promise<void> {
  const [held] = await heartbeat(trx, [claim]);
  if (!held || !(await saveStream(trx, backfill, stream, progress))) throw new LostReading("It is read elsewhere");
}

async function refuse(
  reading: Reading,
  stream: HistoryStream,
  failure: GitHubFailure,
  { db, log }: StepContext,
): Promise<void> {
  const progress = { cursor: null, ended: true, read: 0, refused: failure.message };
  await db.transaction().execute((trx) => saveHeld(trx, reading, stream, progress));
  const what = { err: failure, repository: reading.repository.id, kind: reading.backfill.kind, stream };
  log.warn(what, "GitHub does not show this part of the history; the rest is read without it");
}
