/** Decides whether a repository's weekly summary is to be written now, and when to look again. */
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { GitHub, RepositoryAddress } from "../github/github.ts";
import { publicationsFrom } from "../github/publications.ts";
import { publish, type PublishOutcome } from "../github/publish.ts";
import { weeklyPrefix } from "../github/surface.ts";
import { endOfTime, type Instant, secondsBetween } from "../instant.ts";
import { isWelcomed } from "../intake/backfills.ts";
import { askUnlessAsked } from "../intake/dueWork.ts";
import type { Period } from "../metrics/period.ts";
import { periodOfWeek } from "../metrics/weeks.ts";
import { closingOf, latestSummary, nextSummary } from "../reports/weeklySchedule.ts";
import type { Subject } from "../signals/signal.ts";
import { type KnownRepository, repositoryById } from "../signals/repositories.ts";
import { hasFactsWithin } from "../signals/signalReader.ts";
import { addressOf } from "./repositoryAddress.ts";
import type { StepContext } from "./stepContext.ts";
import { summarizedIn, weeklyPlaceOf } from "./weeklyPlace.ts";
import type { SummarizedRepository, WeeklyTextOf } from "./weeklyText.ts";

/** So often the issue of the last week is brought up to date, for what is heard late, until the next one is due. */
const daySeconds = 24 * 60 * 60;

/** A summary that is due, and since when. */
type Due = { week: string; at: Instant };

/** Returns after how many seconds to look again; null where nothing happens, until something does. */
export async function summarize(
  repositoryId: number,
  github: GitHub,
  context: StepContext,
  textOf: WeeklyTextOf,
): Promise<number | null> {
  const { db, now, readings } = context;
  // Before the repository: once it may be welcomed, what is read of it next is known from the beginning of its history.
  const welcomed = await isWelcomed(db, repositoryId);
  const repository = await repositoryById(db, repositoryId);
  const address = repository && addressOf(repository);
  if (!repository || !address) return null;
  const { config } = (await readings(db, repository.id)).current;
  const due = await dueSummary(repository.id, config, now(), context);
  const summarized = await summarizedIn(repository, context);
  const concerned = [repository, ...summarized.map((each) => each.repository)];
  const { from } = periodOfWeek(due.week, config.timeZone);
  if (!(await anythingHappened(concerned, { from, to: endOfTime }, context))) return null;
  const elsewhere = (await weeklyPlaceOf(repository, config, context)).repository;
  if (elsewhere.id !== repository.id) await askUnlessAsked(db, "weekly", elsewhere.id, "repository");
  const sleep = Math.min(secondsBetween(now(), nextSummary(now(), config).at), daySeconds);
  if (!(await isToBeWritten({ ...due, welcomed }, summarized, config, context))) return sleep;
  const outcome = await write(repository, address, due.week, summarized, config, { github, textOf }, context);
  return outcome.kind === "later" ? outcome.seconds : sleep;
}

/** By the configuration as it is now; one that makes an older week due again does not bring it back. */
async function dueSummary(
  repositoryId: number,
  config: RepositoryConfig,
  now: Instant,
  { db }: StepContext,
): Promise<Due> {
  const latest = latestSummary(now, config);
  const newest = (await publicationsFrom(db, repositoryId, weeklyPrefix)).at(-1)?.key.slice(weeklyPrefix.length);
  return newest !== undefined && newest > latest.week ? { ...latest, week: newest } : latest;
}

/** Not where nothing happened in that week, and not for a moment before the app came, but where its coming is told by one. */
async function isToBeWritten(
  { week, at, welcomed }: Due & { welcomed: boolean },
  summarized: readonly SummarizedRepository[],
  config: RepositoryConfig,
  context: StepContext,
): Promise<boolean> {
  const repositories = summarized.map((each) => each.repository);
  if (!welcomed && !repositories.some(({ firstReceivedAt }) => firstReceivedAt <= at)) return false;
  return anythingHappened(repositories, periodOfWeek(week, config.timeZone), context);
}

/** Apart from what happened to the summaries themselves: else each would be the reason for the next. */
async function anythingHappened(
  repositories: readonly KnownRepository[],
  period: Period,
  { db }: StepContext,
): Promise<boolean> {
  for (const { id } of repositories) {
    const summaries = await publicationsFrom(db, id, weeklyPrefix);
    const own = summaries.flatMap(({ externalId }): Subject[] => (externalId === null ? [] : [`#${externalId}`]));
    if (await hasFactsWithin(db, id, period, own)) return true;
  }
  return false;
}

async function write(
  place: KnownRepository,
  address: RepositoryAddress,
  week: string,
  repositories: readonly SummarizedRepository[],
  config: RepositoryConfig,
  { github, textOf }: { github: GitHub; textOf: WeeklyTextOf },
  context: StepContext,
): Promise<PublishOutcome> {
  const { db, now, readings, log } = context;
  const { timeZone } = config;
  // Before it is written: if the answer is lost and the process dies, it is closed in the end all the same.
  const untilClosing = Math.max(0, secondsBetween(now(), closingOf(week, config)));
  const delaySeconds = Math.min(untilClosing, context.longestSleepSeconds);
  await askUnlessAsked(db, "weekly", place.id, week, { delaySeconds });
  const text = await textOf(db, { place, repositories, week, timeZone, now: now(), readings });
  const outcome = await publish(github, db, address, { kind: "weekly-issue", week, ...text, mayCreate: true });
  log.info({ repository: place.id, week, text: "weekly-issue", ...outcome }, "Published");
  return outcome;
}
