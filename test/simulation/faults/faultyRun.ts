/** Decides how a run with faults goes: processes take turns by chance while faults strike, then without any, as long as there is work. */
import { setImmediate } from "node:timers/promises";
import { epochSeconds, type Instant } from "../../../src/instant.ts";
import { lastMoment } from "./calmRun.ts";
import { type FaultPlan, noFaults } from "./faultPlan.ts";
import { appClock } from "./processes.ts";
import type { SimulatedDatabase } from "./simulatedDatabase.ts";
import { count, createWorld, type Mutant, newProcess, note, type Process, type World } from "./world.ts";

/** A run takes a few hundred; one that takes so many goes round in circles. */
const mostTurns = 20_000;

/** Throws if it does not come to rest. */
export async function faultyRun(plan: FaultPlan, database: SimulatedDatabase, mutant: Mutant = {}): Promise<World> {
  await database.empty();
  const world = createWorld(plan, database, mutant);
  await moveTo(world, epochSeconds(plan.deliveries[0]?.receivedAt ?? "2026-03-02T09:00:00Z"));
  const strikesUntil = Math.max(...plan.attempts.map(({ at }) => at)) + 3600;
  for (let turns = 0; turns < mostTurns; turns += 1) {
    if (world.faults !== noFaults && world.clock >= strikesUntil) calm(world);
    if (await takeTurn(world)) continue;
    const next = nextMoment(world);
    if (next === null || next > lastMoment) return world;
    await moveTo(world, next);
  }
  throw new Error(`it does not come to rest; at last\n${world.trace.slice(-20).join("\n")}`);
}

function calm(world: World): void {
  note(world, "the faults stop");
  world.faults = noFaults;
}

/** False if nobody has anything to do now. */
async function takeTurn(world: World): Promise<boolean> {
  const { chance, faults, workers, front } = world;
  const all = [...workers, front];
  for (const process of all) bringBack(world, process);
  const busy = all.filter(({ actor, pausedUntil }) => !actor.isIdle() && pausedUntil <= world.clock);
  const idle = all.filter(({ actor, pausedUntil }) => actor.isIdle() && pausedUntil <= world.clock);
  if (busy.length > 0 && chance.happens(faults.slows)) await moveTo(world, world.clock + 1 + chance.below(8));
  if (busy.length > 0 && chance.happens(faults.pauses)) return pause(world, chance.pick(busy));
  if (busy.length > 0 && (idle.length === 0 || chance.happens(0.7))) {
    return goOn(world, busy);
  }
  return (await beginSomething(world, idle)) || (busy.length > 0 && goOn(world, busy));
}

async function goOn(world: World, busy: readonly Process[]): Promise<boolean> {
  await world.chance.pick(busy).actor.goOn();
  return true;
}

function pause(world: World, process: Process): boolean {
  process.pausedUntil = world.clock + 35 + world.chance.below(65);
  process.wasPaused = true;
  count(world, "pauses", `${process.actor.name} stands still`);
  return true;
}

/** What has died comes back as a new process, which holds nothing. */
function bringBack(world: World, process: Process): void {
  if (!process.actor.isDead() || !process.actor.isIdle()) return;
  Object.assign(process, newProcess(world, process.actor.name, process.skewSeconds));
}

async function beginSomething(world: World, idle: readonly Process[]): Promise<boolean> {
  const { chance, front } = world;
  if (idle.includes(front) && world.attempts.some(({ at }) => at <= world.clock)) return begin(world, front, "receive");
  const workers = idle.filter((process) => process !== front);
  if (workers.length === 0) return false;
  // Each kind that was there is begun once before anybody looks again; what came in since then is seen a little later, as by a worker that looks each second.
  if (world.claimable.length === 0) await look(world);
  if (world.claimable.length === 0) return false;
  const kind = chance.pick(world.claimable);
  world.claimable = world.claimable.filter((each) => each !== kind);
  return begin(world, chance.pick(workers), kind);
}

async function begin(world: World, process: Process, kind: string): Promise<boolean> {
  const step = process.steps.find(({ name }) => name === kind);
  if (step === undefined) throw new Error(`no step is called ${kind}, as the work that is due`);
  world.passes += 1;
  process.wasPaused = false;
  note(world, `${process.actor.name} begins to ${kind}`);
  await process.actor.begin(step.run);
  return true;
}

/** When there will be something to do again. Whoever found nothing to begin has just looked, but where every worker stands still. */
function nextMoment({ nextAt, attempts, github, workers, front, clock }: World): number | null {
  const moments = [
    nextAt,
    github.pending(),
    ...attempts.map(({ at }) => at),
    ...[...workers, front].map(({ pausedUntil }) => pausedUntil),
  ].filter((at) => at !== null && at > clock);
  return moments.length === 0 ? null : Math.min(...moments.filter((at) => at !== null));
}

function slowestClock({ clock, faults, workers }: World): Instant {
  const skews = faults === noFaults ? [0] : workers.map(({ skewSeconds }) => skewSeconds);
  return appClock(clock + Math.min(...skews));
}

async function moveTo(world: World, seconds: number): Promise<void> {
  world.clock = seconds;
  await look(world);
  for (const { timers, pausedUntil, actor } of [...world.workers, world.front]) {
    if (!actor.isDead() && pausedUntil <= seconds) timers.pass();
  }
  // What the timers ask of the database has its place in its process before anything else happens.
  await setImmediate();
  await world.github.pass();
}

async function look(world: World): Promise<void> {
  Object.assign(world, await world.database.setClock(world.clock, slowestClock(world)));
}
