/** Decides how what the passing of time has changed is folded before a report is read. */
import type { Kysely } from "kysely";
import type { Tables } from "../../db/tables.ts";
import { endOfTime, type Instant } from "../../instant.ts";
import { folder } from "../../steps/foldDue.ts";
import { keptReadings } from "../../steps/readings.ts";
import type { Terminal } from "../command.ts";

/** Windows that were over by that moment are over then; nothing else changes. */
export async function foldUntil(db: Kysely<Tables>, now: Instant, { note }: Terminal): Promise<void> {
  const fold = folder({
    db,
    github: null,
    log: { info: () => {}, warn: (fields: object, message: string) => note(`${message}: ${JSON.stringify(fields)}`) },
    now: () => now,
    until: endOfTime,
    readings: keptReadings,
    keepPayloadsDays: { checks: 0, others: 0 },
    publishPauseSeconds: 0,
    longestSleepSeconds: 0,
  });
  while ((await fold()) > 0);
}
