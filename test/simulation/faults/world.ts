/** Decides what a run with faults consists of: a clock, a database, a GitHub, processes, and what has struck them. */
import type { GitHub } from "../../../src/github/github.ts";
import type { Delivery } from "../../../src/signals/delivery.ts";
import type { FakeGitHub } from "../../support/fakeGitHub.ts";
import { type Actor, createActor, type Scheduled } from "./actor.ts";
import { gitHubWith } from "./calmRun.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import { type Attempt, type Faults, type FaultPlan, noFaults } from "./faultPlan.ts";
import { type Broken, databaseFor, type Strike } from "./faultyDatabase.ts";
import { faultyGitHub, type FaultyGitHub } from "./faultyGitHub.ts";
import { appClock, type Step, stepsOn, store } from "./processes.ts";
import type { SimulatedDatabase } from "./simulatedDatabase.ts";
import { createTimers, type Timers } from "./timers.ts";

/** What is put in the place of parts of the app, to see the simulation notice. */
export type Mutant = Broken & {
  /** Under which it shows soon, beside those of the plan. */
  faults?: Partial<Faults>;
  github?: (github: GitHub) => GitHub;
  /** GitHub is told that a delivery was stored, whether it was or not. */
  alwaysAcknowledges?: boolean;
  /** Each attempt is taken for a delivery of its own. */
  knowsNoneAgain?: boolean;
};

export type Process = {
  actor: Scheduled;
  skewSeconds: number;
  steps: Step[];
  timers: Timers;
  /** Stands still until then, as under SIGSTOP; in seconds since 1970. */
  pausedUntil: number;
  wasPaused: boolean;
};

export type World = {
  plan: FaultPlan;
  chance: Chance;
  database: SimulatedDatabase;
  model: FakeGitHub;
  github: FaultyGitHub;
  mutant: Mutant;
  faults: Faults;
  clock: number;
  workers: Process[];
  front: Process;
  /** By their moment. */
  attempts: Attempt[];
  struck: Map<string, number>;
  /** The kinds of work that could be claimed when that was asked last, and were not begun since. */
  claimable: string[];
  /** When work could be claimed next, when that was asked last. */
  nextAt: number | null;
  passes: number;
  trace: string[];
};

export function createWorld(plan: FaultPlan, database: SimulatedDatabase, mutant: Mutant): World {
  const chance = chanceFrom(plan.seed + 1);
  const model = gitHubWith(plan);
  const world: World = {
    plan,
    chance,
    database,
    model,
    github: faultyGitHub({
      model,
      faults: () => world.faults,
      chance,
      now: () => world.clock,
      struck: (kind) => count(world, kind, `GitHub: ${kind}`),
    }),
    mutant,
    faults: plan.faults,
    clock: 0,
    workers: [],
    front: unborn,
    attempts: [...plan.attempts],
    struck: new Map(),
    claimable: [],
    nextAt: null,
    passes: 0,
    trace: [],
  };
  world.workers = plan.skews.map((skew, place) => newProcess(world, `worker ${place + 1}`, skew));
  world.front = newProcess(world, "front", 0);
  return world;
}

const unborn: Process = {
  actor: createActor("unborn", () => {}),
  skewSeconds: 0,
  steps: [],
  timers: createTimers(() => 0),
  pausedUntil: 0,
  wasPaused: false,
};

/** With nothing in its memory: what it knows it reads. */
export function newProcess(world: World, name: string, skewSeconds: number): Process {
  const actor = createActor(name, (error) => note(world, `${name} fails: ${String(error)}`));
  const timers = createTimers(() => world.clock);
  const process: Process = { actor, skewSeconds, steps: [], timers, pausedUntil: 0, wasPaused: false };
  const striking = (struck: Actor, place: string): Strike => strike(world, process, struck, place);
  const db = databaseFor(actor, world.database.dialect(), striking, world.mutant);
  const reached = world.github.for(actor, striking);
  const github = world.mutant.github?.(reached) ?? reached;
  const clock = () => appClock(world.clock + (world.faults === noFaults ? 0 : skewSeconds));
  process.steps = name === "front" ? [receiving(world, db)] : stepsOn(db, github, clock, timers.timer);
  return process;
}

/** In the place of the front and of GitHub: stores what has arrived, and sends again later what was not acknowledged. */
function receiving(world: World, db: Parameters<typeof store>[0]): Step {
  return {
    name: "receive",
    run: async () => {
      const arrived = world.attempts.filter(({ at }) => at <= world.clock);
      const batch = world.chance.shuffled(arrived).slice(0, 1 + world.chance.below(8));
      world.attempts = world.attempts.filter((attempt) => !batch.includes(attempt));
      try {
        await store(
          db,
          batch.map(({ delivery }) => known(world, delivery)),
        );
      } catch {
        if (world.mutant.alwaysAcknowledges === true) return 0;
        const laterSeconds = 30 + world.chance.below(3600);
        world.attempts.push(...batch.map(({ delivery }) => ({ delivery, at: world.clock + laterSeconds })));
      }
      return batch.length;
    },
  };
}

function known({ mutant, chance }: World, delivery: Delivery): Delivery {
  return mutant.knowsNoneAgain === true ? { ...delivery, id: `${delivery.id}-${chance.below(1_000_000)}` } : delivery;
}

function strike(world: World, process: Process, { name }: Actor, place: string): Strike {
  const { chance, faults } = world;
  // Stopped for longer than GitHub's lag between its claim and its request, and then killed before it can note what it has
  // created: of that nothing but a look at every text each day would help, and the simulation does not ask for it.
  if (!process.wasPaused && chance.happens(faults.dies)) {
    count(world, "deaths", `${name} dies ${place}`);
    return "dies";
  }
  if (chance.happens(faults.fails)) {
    count(world, "database failures", `${name} is failed ${place}`);
    return "fails";
  }
  return null;
}

export function count(world: World, kind: string, what: string): void {
  world.struck.set(kind, (world.struck.get(kind) ?? 0) + 1);
  note(world, what);
}

const mostTraced = 400;

export function note(world: World, what: string): void {
  world.trace.push(
    `${new Date(world.clock * 1000).toISOString().slice(5, 19)} ${what.replaceAll(/\s+/g, " ").slice(0, 160)}`,
  );
  if (world.trace.length > mostTraced) world.trace.shift();
}
