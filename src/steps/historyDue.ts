/** Decides how histories that are due are worked off: a turn for one repository after the other, until each is read and folded. */
import { messageOf } from "../errors.ts";
import { GitHubFailure, type RepositoryAddress } from "../github/github.ts";
import type { HistoryFeatures } from "../github/history/history.ts";
import { abandonReading, type Backfill, markRead, type ReadingKind } from "../intake/backfills.ts";
import { claimDue, type DueClaim, finish, postpone, prolong, retryLater } from "../intake/dueWork.ts";
import { whileHeld } from "../intake/lease.ts";
import { repositoryById, type KnownRepository } from "../signals/repositories.ts";
import { beginHistory } from "./beginHistory.ts";
import { endHistory } from "./endHistory.ts";
import type { HistorySource } from "./historySource.ts";
import { LongWait, LostReading, type Prepared, readTurn } from "./historyTurn.ts";
import { addressOf } from "./repositoryAddress.ts";
import type { StepContext } from "./stepContext.ts";

const hourSeconds = 60 * 60;
const daySeconds = 24 * hourSeconds;
/** What GitHub says of a repository is asked anew after so long, for labels that are new. */
const preparedSeconds = 600;

type Held = { repositoryId: number; at: number; prepared: Prepared };

/** The step that takes one turn and returns how many it took. */
export function historyReader(context: StepContext, source: HistorySource, kind: ReadingKind): () => Promise<number> {
  const { db } = context;
  let held: Held | null = null;
  let features: HistoryFeatures | null = null;

  async function prepare(address: RepositoryAddress): Promise<Prepared> {
    const at = performance.now() / 1000;
    if (held?.repositoryId === address.id && at - held.at < preparedSeconds) return held.prepared;
    const about = await source.gitHub.repository(address);
    if (about.id !== address.id) throw anotherRepository(address);
    // A repository may take its turn after many others, but the server is the same.
    features ??= await source.gitHub.features(address);
    const prepared = { features, about };
    held = { repositoryId: address.id, at, prepared };
    return prepared;
  }

  return async () => {
    const [claim] = await claimDue(db, kind, 1);
    if (!claim) return 0;
    try {
      await whileHeld(
        () => prolong(db, [claim]),
        () => takeTurn(claim, kind, prepare, source, context),
        context.timer,
      );
    } catch (thrown) {
      held = null;
      features = null;
      await giveBack(claim, thrown, context);
    }
    return 1;
  };
}

/** Renamed, and the name taken by another one, before a delivery told of it. */
function anotherRepository({ owner, name }: RepositoryAddress): GitHubFailure {
  const message = `${owner}/${name} is the name of another repository by now`;
  return new GitHubFailure(message, { meaning: "try-later", status: null, retryAfterSeconds: 3600 });
}

async function takeTurn(
  claim: DueClaim,
  kind: ReadingKind,
  prepare: (address: RepositoryAddress) => Promise<Prepared>,
  source: HistorySource,
  context: StepContext,
): Promise<void> {
  const { db } = context;
  const repository = await repositoryById(db, claim.repositoryId);
  const address = repository && addressOf(repository);
  if (!repository || !address) return stop(claim, kind, context);
  const begun = await beginHistory({ claim, repository, address, kind }, source, context);
  if (begun === "later") return postpone(db, claim, hourSeconds);
  const { backfill, since } = begun;
  if (backfill.readAt === null) {
    const reading = { claim, repository, address, backfill, since, prepared: await prepare(address) };
    if (!(await readTurn(reading, source, context))) return postpone(db, claim, 0);
    await markRead(db, backfill, context.now());
  }
  await end(claim, repository, backfill, context);
}

/** Waits for the fold, which comes to it in its own time. */
async function end(
  claim: DueClaim,
  repository: KnownRepository,
  backfill: Backfill,
  context: StepContext,
): Promise<void> {
  const isOver = await endHistory(claim, repository, backfill, context);
  if (!isOver) await postpone(context.db, claim, 1);
}

/** The app was removed or suspended meanwhile, or the repository archived: it is asked for again if that changes. */
async function stop(claim: DueClaim, kind: ReadingKind, { db, log }: StepContext): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await abandonReading(trx, claim.repositoryId, kind);
    await finish(trx, [claim]);
  });
  log.info({ repository: claim.repositoryId, kind }, "A history is not read: the app may not act there");
}

async function giveBack(claim: DueClaim, thrown: unknown, { db, log }: StepContext): Promise<void> {
  if (thrown instanceof LostReading) return;
  const what = { repository: claim.repositoryId, kind: claim.kind };
  if (thrown instanceof LongWait && !thrown.failed) {
    const { message: why } = thrown;
    const seconds = Math.min(thrown.seconds, hourSeconds);
    log.info({ ...what, seconds, why }, "A history waits for GitHub and goes on then");
    return postpone(db, claim, seconds);
  }
  const seconds = secondsUntilNextTry(thrown, claim.attempts);
  if (thrown instanceof GitHubFailure && thrown.outage) {
    log.info({ ...what, seconds, why: thrown.message }, "A history waits for GitHub and goes on then");
    return postpone(db, claim, seconds);
  }
  log.warn({ err: thrown, ...what, seconds }, "A history was not read on and will be, from where it was left");
  await retryLater(db, claim, seconds, messageOf(thrown), thrown instanceof GitHubFailure ? "endless" : "bounded");
}

function secondsUntilNextTry(thrown: unknown, attempts: number): number {
  const backoff = Math.min(2 ** attempts, hourSeconds);
  if (thrown instanceof LongWait) return Math.max(thrown.seconds, backoff);
  if (!(thrown instanceof GitHubFailure)) return backoff;
  return thrown.meaning === "refused" ? daySeconds : (thrown.retryAfterSeconds ?? backoff);
}
