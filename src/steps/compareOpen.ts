/** Decides what a look finds of what is open here: closed there without a word, or not there any more. */
import { withTenant } from "../db/withTenant.ts";
import type { RepositoryAddress } from "../github/github.ts";
import { addSeconds, earlier, type Instant } from "../instant.ts";
import { type Backfill, keepRepair, widenReading } from "../intake/backfills.ts";
import type { DueClaim } from "../intake/dueWork.ts";
import { apiSource } from "../signals/sameFact.ts";
import type { Fact } from "../signals/signal.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import { openNumbers } from "../signals/signalReader.ts";
import type { HistorySource } from "./historySource.ts";
import { saveHeld } from "./historyTurn.ts";
import type { StepContext } from "./stepContext.ts";
import { keepTold } from "./understand.ts";

export type Look = {
  claim: DueClaim;
  repository: KnownRepository;
  address: RepositoryAddress;
  backfill: Backfill;
  since: Instant;
};

/** So many are asked about at once. */
const batchSize = 100;
/** More cannot have vanished in a day: then it is the listing that is wrong, or issues were switched off. */
const mostVanished = 20;

/** Returns from when on changes are to be read: early enough for everything that was closed without the app hearing of it. */
export async function compareOpen(look: Look, { gitHub }: HistorySource, context: StepContext): Promise<Instant> {
  const { repository, address, backfill } = look;
  const { db, now, log } = context;
  const numbers = await openNumbers(db, repository.id);
  let { since } = look;
  const vanished: number[] = [];
  for (let from = 0; from < numbers.length; from += batchSize) {
    for (const each of await gitHub.states(address, numbers.slice(from, from + batchSize))) {
      if (each.state === "gone") vanished.push(each.number);
      if (each.state === "closed") since = earlier(since, addSeconds(each.updatedAt, -1));
    }
  }
  const isBelieved = vanished.length <= mostVanished || vanished.length * 2 < numbers.length;
  if (!isBelieved)
    log.warn(
      { repository: repository.id, vanished: vanished.length },
      "GitHub shows hardly any of what is open; that is not believed",
    );
  const facts = (isBelieved ? vanished : []).map((number) => vanishedFact(repository.id, number, now()));
  await withTenant(db, [repository.id], async (trx) => {
    await keepTold(trx, facts);
    if (facts.length > 0) await keepRepair(trx, repository.id, facts.length, now());
    await widenReading(trx, backfill, since);
    await saveHeld(trx, look, "open", { cursor: null, ended: true, read: numbers.length, refused: null });
  });
  return since;
}

/** Deleted or transferred; which, and when, nobody tells. */
function vanishedFact(repositoryId: number, number: number, now: Instant): Fact {
  return {
    repositoryId,
    subject: `#${number}`,
    key: `#${number} vanished`,
    at: now,
    timeSource: apiSource("not found"),
    receivedAt: now,
    delivery: `reconcile #${number}`,
    event: "reconcile",
    signal: { kind: "removed", how: "deleted" },
  };
}
