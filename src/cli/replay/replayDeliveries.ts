/** Decides how a replay takes deliveries in: the same translation, facts and fold as for live webhooks, in batches. */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Tables } from "../../db/tables.ts";
import type { DeliveryState, ReplayedDelivery } from "../../intake/deliveries.ts";
import { recordReplayed } from "../../intake/deliveries.ts";
import { keepFacts, readDeliveries } from "../../steps/understand.ts";
import type { Understood } from "../../steps/understand.ts";
import type { DeliveryLine } from "./deliveryLines.ts";
import { type IgnoredDeliveries, ignoredDeliveries } from "./ignoredDeliveries.ts";

/** Lines by what became of them; the last four sum to `read`. */
export type Counts = { read: number; accepted: number; duplicate: number; ignored: number; rejected: number };

export type Replay = { counts: Counts; unreadable: boolean };

type GoodLine = DeliveryLine & { kind: "delivery" };

/** As many as one statement takes well, and as much text as may be held at once. */
const batchDeliveries = 2000;
const batchBytes = 32 * 1024 * 1024;

/**
 * Reads every line into the store. `complain` is told of each line that is no delivery, with its number; it is skipped and nothing before it is lost;
 * and at the end of what meant nothing to the app, once for each reason.
 * A delivery is a duplicate if its id came before in this replay; one that an earlier replay has stored counts as if it were new, so that a replay
 * that was killed and is run again tells the same.
 */
export async function replayDeliveries(
  db: Kysely<Tables>,
  lines: AsyncIterable<DeliveryLine>,
  { complain, onBatch }: { complain: (message: string) => void; onBatch: (counts: Counts) => void },
): Promise<Replay> {
  const run = randomUUID();
  const replay: Replay = { counts: { read: 0, accepted: 0, duplicate: 0, ignored: 0, rejected: 0 }, unreadable: false };
  const batch: GoodLine[] = [];
  const ignored = ignoredDeliveries();
  let bytes = 0;
  const flush = async () => {
    await takeBatch(db, run, batch.splice(0), replay.counts, { complain, ignored });
    bytes = 0;
    onBatch(replay.counts);
  };
  for await (const line of lines) {
    if (line.kind === "unreadable") {
      replay.unreadable = true;
      const from = line.line === 1 ? "" : `, from line ${line.line} on`;
      complain(`${line.file}${from}: cannot be read: ${line.reason}`);
      continue;
    }
    replay.counts.read += 1;
    if (line.kind === "bad") {
      replay.counts.rejected += 1;
      complain(`${line.file}, line ${line.line}: skipped: ${line.reason}`);
      continue;
    }
    batch.push(line);
    bytes += line.bytes;
    if (batch.length >= batchDeliveries || bytes >= batchBytes) await flush();
  }
  await flush();
  for (const each of ignored.lines()) complain(each);
  return replay;
}

async function takeBatch(
  db: Kysely<Tables>,
  run: string,
  batch: readonly GoodLine[],
  counts: Counts,
  { complain, ignored }: { complain: (message: string) => void; ignored: IgnoredDeliveries },
): Promise<void> {
  const understood = readDeliveries(batch.map(({ delivery }) => delivery));
  const replayed = await db.transaction().execute(async (trx) => {
    await keepFacts(trx, understood);
    return recordReplayed(trx, run, understood.map(recordOf));
  });
  for (const [index, { delivery, translation }] of understood.entries()) {
    const { file, line } = batch[index] ?? { file: "", line: 0 };
    const place = `${file}, line ${line}: delivery ${delivery.id}`;
    if (translation.kind === "rejected") complain(`${place} skipped: ${translation.reason}`);
    if (translation.kind === "ignored") ignored.add(translation.reason, place);
    if (replayed[index] === "duplicate") counts.duplicate += 1;
    else counts[countedAs[translation.kind]] += 1;
  }
}

const countedAs = {
  facts: "accepted",
  content: "accepted",
  directory: "accepted",
  ignored: "ignored",
  rejected: "rejected",
} as const;

const stateOf: Record<Understood["translation"]["kind"], DeliveryState> = {
  facts: "done",
  content: "done",
  directory: "done",
  ignored: "ignored",
  rejected: "failed",
};

function recordOf({ delivery, translation }: Understood): ReplayedDelivery {
  const repository = translation.kind === "rejected" ? null : translation.repository;
  return {
    id: delivery.id,
    event: delivery.event,
    action: null,
    repositoryId: repository?.id ?? null,
    installationId: repository?.installationId ?? null,
    receivedAt: delivery.receivedAt,
    state: stateOf[translation.kind],
    reason: "reason" in translation ? translation.reason : null,
  };
}
