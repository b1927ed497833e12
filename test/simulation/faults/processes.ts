/** Decides what a virtual process does: the app's own steps, on a database and a GitHub that may strike it, by a clock that may be wrong. */
import type { Kysely } from "kysely";
import type { Tables } from "../../../src/db/tables.ts";
import type { GitHub } from "../../../src/github/github.ts";
import { endOfTime, epochSeconds, type Instant, instantOfEpochSeconds } from "../../../src/instant.ts";
import { readEnvelope } from "../../../src/intake/arrival.ts";
import { storeDeliveries } from "../../../src/intake/deliveries.ts";
import type { Timer } from "../../../src/intake/lease.ts";
import { pipelineSteps } from "../../../src/pipeline.ts";
import type { Delivery } from "../../../src/signals/delivery.ts";
import { keptReadings } from "../../../src/steps/readings.ts";
import type { StepContext } from "../../../src/steps/stepContext.ts";
import { end } from "./faultPlan.ts";

export type Step = { name: string; run: () => Promise<number> };

export function stepsOn(db: Kysely<Tables>, github: GitHub, now: () => Instant, timer: Timer): Step[] {
  const context: StepContext = {
    db,
    github,
    log: { info: () => {}, warn: () => {} },
    now,
    until: endOfTime,
    readings: keptReadings,
    keepPayloadsDays: { checks: 1, others: 7 },
    publishPauseSeconds: 30,
    longestSleepSeconds: 24 * 3600,
    timer,
  };
  return pipelineSteps(context);
}

/** The app's clock stands still at the end, while the database's goes on: so the last refresh of every text is as of one moment. */
export function appClock(seconds: number): Instant {
  return instantOfEpochSeconds(Math.min(seconds, epochSeconds(end)));
}

/** As the front stores what it has verified. */
export async function store(db: Kysely<Tables>, deliveries: readonly Delivery[]): Promise<void> {
  await storeDeliveries(
    db,
    deliveries.map(({ id, event, receivedAt, payload }) => {
      if (!isObject(payload)) throw new Error(`the payload of ${id} is no object`);
      return { id, event, ...readEnvelope(payload), receivedAt, body: JSON.stringify(payload), payload };
    }),
  );
}

function isObject(payload: unknown): payload is Record<string, unknown> {
  return typeof payload === "object" && payload !== null && !Array.isArray(payload);
}
