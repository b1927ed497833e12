/** Decides how files of deliveries are read into a store and folded, with what it says on the way. */
import type { Kysely } from "kysely";
import type { Tables } from "../../db/tables.ts";
import type { Instant } from "../../instant.ts";
import { folder } from "../../steps/foldDue.ts";
import { markEverything } from "../../steps/markEverything.ts";
import type { ReadingsOf } from "../../steps/readings.ts";
import type { Terminal } from "../command.ts";
import { deliveryLines, sizeOf } from "./deliveryLines.ts";
import { startProgress } from "./progress.ts";
import { type Replay, replayDeliveries } from "./replayDeliveries.ts";

export async function readFiles(db: Kysely<Tables>, files: readonly string[], { note }: Terminal): Promise<Replay> {
  const progress = startProgress("Reading", await sizeOf(files), { note, clock: () => performance.now() / 1000 });
  let bytes = 0;
  async function* lines() {
    for (const file of files) yield* deliveryLines(file, (chunk) => (bytes += chunk));
  }
  try {
    return await replayDeliveries(db, lines(), {
      complain: note,
      onBatch: ({ read }) => progress.advance(bytes, read),
    });
  } finally {
    progress.end();
  }
}

/** Everything is folded anew: another moment or configuration changes items that no delivery touched. */
export async function foldAll(
  db: Kysely<Tables>,
  readings: ReadingsOf,
  { now, until }: { now: Instant; until: Instant },
  { note }: Terminal,
): Promise<void> {
  await markEverything(db);
  const context = {
    db,
    github: null,
    log: { info: () => {}, warn: (fields: object, message: string) => note(`${message}: ${JSON.stringify(fields)}`) },
    now: () => now,
    until,
    readings,
    keepPayloadsDays: { checks: 0, others: 0 },
    publishPauseSeconds: 0,
    longestSleepSeconds: 0,
  };
  const fold = folder(context);
  while ((await fold()) > 0);
}
