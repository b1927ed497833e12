/** Decides what has to come out of a run: one process hears each delivery once and in order, and nothing goes wrong. */
import { configPath } from "../../../src/config/parseConfig.ts";
import { epochSeconds } from "../../../src/instant.ts";
import { generatedRepository } from "../../cases/legalHistory.ts";
import { type FakeGitHub, fakeGitHub } from "../../support/fakeGitHub.ts";
import { end, type FaultPlan } from "./faultPlan.ts";
import { type Wanted, wantedOf } from "./outcome.ts";
import { appClock, stepsOn, store } from "./processes.ts";
import type { SimulatedDatabase } from "./simulatedDatabase.ts";
import { createTimers } from "./timers.ts";

export async function calmRun(plan: FaultPlan, database: SimulatedDatabase): Promise<Wanted> {
  const { db } = database;
  await database.empty();
  const github = gitHubWith(plan);
  let clock = epochSeconds(end);
  await database.setClock(clock, appClock(clock));
  await store(db, plan.deliveries);
  const steps = stepsOn(db, github, () => appClock(clock), createTimers(() => clock).timer);
  for (;;) {
    const { claimable, nextAt } = await database.setClock(clock, appClock(clock));
    for (const { name, run } of steps) if (claimable.includes(name)) await run();
    if (claimable.length > 0) continue;
    if (nextAt === null || nextAt > lastMoment) break;
    clock = Math.max(clock + 1, nextAt);
  }
  return wantedOf(db, github);
}

/** A day after the end every text has been refreshed as of the end. */
export const lastMoment = epochSeconds(end) + 25 * 3600;

export function gitHubWith({ config }: FaultPlan): FakeGitHub {
  const github = fakeGitHub();
  if (config !== null) {
    github.files.set(`${generatedRepository.fullName} ${configPath}`, { text: config, commit: "c".repeat(40) });
  }
  return github;
}
