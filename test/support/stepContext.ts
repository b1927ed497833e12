/** Decides what steps have around them in tests: as the app runs, but silent, without pauses, and with the default configuration unless told. */
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { endOfTime } from "../../src/instant.ts";
import { oneReading } from "../../src/steps/readings.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";

export function stepContext(given: Pick<StepContext, "db" | "now"> & Partial<StepContext>): StepContext {
  return {
    github: null,
    log: { info: () => {}, warn: () => {} },
    until: endOfTime,
    readings: oneReading(defaultConfig),
    keepPayloadsDays: { checks: 1, others: 7 },
    publishPauseSeconds: 0,
    longestSleepSeconds: 0,
    ...given,
  };
}
