/** Decides when an arrival counts as received: after the commit of the one insert that it shares with its neighbours. */
import type { Log } from "./log.ts";
import type { Arrival } from "./arrival.ts";
import { createSampledWarning } from "./sampledWarning.ts";
import { NoAnswer, within } from "./within.ts";

/** `known`: the same delivery was stored before. `unavailable`: it is not known to be stored, and the sender must be told so. */
export type Receipt = "stored" | "known" | "unavailable";

/** Stores all of them in one transaction, or none; says for each, by its place, which it was. */
export type StoreArrivals = (arrivals: Arrival[]) => Promise<("stored" | "known")[]>;

export type ReceiverParts = {
  store: StoreArrivals;
  /** Called after a commit that brought something new. */
  onStored: () => void;
  log: Pick<Log, "warn">;
  /** How long the database has to commit. */
  waitMilliseconds?: number;
};

type Waiting = { arrival: Arrival; settle: (receipt: Receipt) => void };

const largestBatch = 500;

/**
 * Batches without a timer: while one insert is in flight, all that arrive meanwhile go into the next. Alone, an arrival waits for nobody; under
 * load a commit is shared by many. Nobody is answered before the own commit.
 */
export function createReceiver(parts: ReceiverParts): (arrival: Arrival) => Promise<Receipt> {
  const { store, onStored, waitMilliseconds = 2_000 } = parts;
  const warn = createSampledWarning(parts.log);
  let waiting: Waiting[] = [];
  let flushing = false;

  function receive(arrival: Arrival): Promise<Receipt> {
    return new Promise((settle) => {
      waiting.push({ arrival, settle });
      if (!flushing) void flush();
    });
  }

  async function flush(): Promise<void> {
    flushing = true;
    while (waiting.length > 0) {
      // Lets in what has come over the network already: an embedded database works in this very thread, and nothing arrives meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
      await storeBatch(waiting.splice(0, largestBatch));
    }
    flushing = false;
  }

  async function storeBatch(batch: Waiting[]): Promise<void> {
    try {
      // Should it commit after that, GitHub's redelivery finds the row and is answered `known`.
      const receipts = await within(waitMilliseconds, store(batch.map((each) => each.arrival)));
      if (receipts.includes("stored")) onStored();
      batch.forEach((each, place) => each.settle(receipts[place] ?? "unavailable"));
    } catch (error) {
      if (batch.length > 1 && isAboutOneRow(error)) return storeEachAlone(batch);
      const about = { err: error, deliveries: batch.length, ...fieldsOfFirst(batch) };
      warn("Deliveries could not be stored, and GitHub was told so", about);
      refuse(batch);
      // Who waits behind a database that does not answer has waited as long; a new arrival tries anew.
      if (error instanceof NoAnswer) refuse(waiting.splice(0));
    }
  }

  async function storeEachAlone(batch: Waiting[]): Promise<void> {
    for (const each of batch) await storeBatch([each]);
  }

  return receive;
}

/** Who it was about, of one at least; the others are on the app's page on GitHub. */
function fieldsOfFirst([first]: Waiting[]): Record<string, unknown> {
  if (first === undefined) return {};
  const { id, event, action, installationId, repositoryId } = first.arrival;
  return { delivery: id, event, action, installation: installationId, repository: repositoryId };
}

function refuse(batch: Waiting[]): void {
  for (const each of batch) each.settle("unavailable");
}

/** PostgreSQL's classes of faults in the data itself: 22 (a value it refuses) and 54 (a row too big). They must not fail the neighbours. */
function isAboutOneRow(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(22|54)/.test(String(error.code));
}
