/** Decides what follows when a history has been read: since when the repository is known, its welcome, and the next look. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { secondsBetween } from "../instant.ts";
import { type Backfill, isWelcomed, markEnded } from "../intake/backfills.ts";
import { askFor, countWork, type DueClaim, finish, heartbeat } from "../intake/dueWork.ts";
import { type KnownRepository, rememberKnownSince } from "../signals/repositories.ts";
import { openNumbers } from "../signals/signalReader.ts";
import { reconcileSeconds } from "./askForHistory.ts";
import { LostReading } from "./historyTurn.ts";
import type { StepContext } from "./stepContext.ts";
import { mayBeSummarized } from "./weeklyPlace.ts";

/** Longer nothing is waited for: what is missing then comes by itself. */
const patienceSeconds = 600;

/** False while what was read is still being folded, or the configuration was not read yet. */
export async function endHistory(
  claim: DueClaim,
  repository: KnownRepository,
  backfill: Backfill,
  context: StepContext,
): Promise<boolean> {
  const { db, now, log } = context;
  const waited = backfill.readAt === null ? 0 : secondsBetween(backfill.readAt, now());
  if (waited < patienceSeconds && (await isUnderWay(db, repository.id))) return false;
  await db.transaction().execute(async (trx) => {
    const [held] = await heartbeat(trx, [claim]);
    if (!held) throw new LostReading("It was ended elsewhere");
    await markEnded(trx, backfill, now());
    const { since, streams, kind } = backfill;
    const unseen = ["issues", "pull-requests"].filter((stream) => streams[stream]?.refused);
    if (kind === "backfill" && since !== null && unseen.length === 0)
      await rememberKnownSince(trx, repository.id, since);
    if (kind === "backfill" && (await isWelcomed(trx, repository.id))) await askForWelcome(trx, repository);
    await finish(trx, [claim]);
    const open = await openNumbers(trx, repository.id);
    if (open.length > 0)
      await askFor(trx, "reconcile", repository.id, ["repository"], { delaySeconds: reconcileSeconds });
  });
  const read = Object.values(backfill.streams).reduce((sum, each) => sum + each.read, 0);
  log.info({ repository: repository.id, kind: backfill.kind, since: backfill.since, read }, "A history has been read");
  return true;
}

async function isUnderWay(executor: Kysely<Tables>, repositoryId: number): Promise<boolean> {
  for (const kind of ["fold", "configure", "refold"] as const) {
    if ((await countWork(executor, kind, repositoryId)) > 0) return true;
  }
  return false;
}

/** The summary of the last whole week, if there is anything to sum up; its own step sees to that. */
async function askForWelcome(executor: Kysely<Tables>, repository: KnownRepository): Promise<void> {
  if (mayBeSummarized(repository)) await askFor(executor, "weekly", repository.id, ["repository"]);
}
