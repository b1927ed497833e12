/** Decides from which moment on a history is read, or what changed since the last look. */
import type { RepositoryAddress } from "../github/github.ts";
import { addSeconds, type Instant, later } from "../instant.ts";
import { type Backfill, backfillOf, beginReading, type ReadingKind } from "../intake/backfills.ts";
import type { DueClaim } from "../intake/dueWork.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import { askForConfigs } from "./configureDue.ts";
import { compareOpen } from "./compareOpen.ts";
import type { HistorySource } from "./historySource.ts";
import type { StepContext } from "./stepContext.ts";

export type Beginning = {
  claim: DueClaim;
  repository: KnownRepository;
  address: RepositoryAddress;
  kind: ReadingKind;
};

export type Begun = { backfill: Backfill; since: Instant };

const daySeconds = 24 * 60 * 60;

/** Goes on where it was left, or begins. `later` while the whole history is being read: that is the look, too. */
export async function beginHistory(
  beginning: Beginning,
  source: HistorySource,
  context: StepContext,
): Promise<Begun | "later"> {
  const { repository, kind } = beginning;
  const { db } = context;
  const known = await backfillOf(db, repository.id, kind);
  if (known !== null && known.since !== null && known.endedAt === null) {
    const begun = { backfill: known, since: known.since };
    const isCompared = kind === "backfill" || known.streams["open"] !== undefined;
    return isCompared ? begun : compared(beginning, begun, source, context);
  }
  return kind === "backfill"
    ? beginAll(repository, known, source, context)
    : beginLook(beginning, known, source, context);
}

async function beginAll(
  { id }: KnownRepository,
  known: Backfill | null,
  { days }: HistorySource,
  { db, now, log }: StepContext,
): Promise<Begun> {
  const since = addSeconds(now(), -(known?.days ?? days) * daySeconds);
  // Where no delivery has come yet nobody has asked for it, and it says whether there is to be a welcome.
  await askForConfigs(db, [id], []);
  const backfill = await beginReading(db, id, "backfill", { since, now: now() });
  log.info({ repository: id, since }, "A history is read, the newest first");
  return { backfill, since };
}

/** With the day before the last look, since some lists are not sorted by the latest change. */
async function beginLook(
  beginning: Beginning,
  known: Backfill | null,
  source: HistorySource,
  context: StepContext,
): Promise<Begun | "later"> {
  const { db, now } = context;
  const { repository } = beginning;
  const whole = await backfillOf(db, repository.id, "backfill");
  if (whole !== null && whole.endedAt === null) return "later";
  const last = known?.begunAt ?? whole?.begunAt ?? repository.firstReceivedAt;
  const since = addSeconds(later(last, addSeconds(now(), -source.days * daySeconds)), -daySeconds);
  const backfill = await beginReading(db, repository.id, "reconcile", { since, now: now() });
  return compared(beginning, { backfill, since }, source, context);
}

async function compared(
  beginning: Beginning,
  { backfill, since }: Begun,
  source: HistorySource,
  context: StepContext,
): Promise<Begun> {
  return { backfill, since: await compareOpen({ ...beginning, backfill, since }, source, context) };
}
