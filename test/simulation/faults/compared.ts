/** Decides whether a run with faults has come to what a calm run of the same deliveries comes to, and says in words where it has not. */
import { sql } from "kysely";
import { isDeepStrictEqual } from "node:util";
import { calmRun } from "./calmRun.ts";
import { planOf } from "./faultPlan.ts";
import { faultyRun } from "./faultyRun.ts";
import { faultsOnGitHub, timelinesKept, type Timelines, type Wanted } from "./outcome.ts";
import type { SimulatedDatabase } from "./simulatedDatabase.ts";
import type { Mutant, World } from "./world.ts";

export type Compared = {
  seed: number;
  /** Empty where all is as it should be. */
  differences: string[];
  world: World | null;
};

export async function compared(seed: number, database: SimulatedDatabase, mutant: Mutant = {}): Promise<Compared> {
  const planned = planOf(seed);
  const plan = { ...planned, faults: { ...planned.faults, ...mutant.faults } };
  const wanted = await calmRun(plan, database);
  try {
    const world = await faultyRun(plan, database, mutant);
    return { seed, world, differences: await differencesIn(world, wanted) };
  } catch (error) {
    return { seed, world: null, differences: [String(error)] };
  }
}

async function differencesIn(world: World, wanted: Wanted): Promise<string[]> {
  const { db } = world.database;
  const { pauses, slows } = world.plan.faults;
  const stoodStill = pauses > 0 || slows > 0;
  const { rows } = await sql<{ id: string; state: string }>`select id, state from deliveries`.execute(db);
  const { rows: left } = await sql<{ kind: string }>`
    select kind from due_work where lease is not null or last_error is not null or set_aside_at is not null`.execute(
    db,
  );
  const heard = new Set(rows.filter(({ state }) => state === "done" || state === "ignored").map(({ id }) => id));
  const lost = world.plan.deliveries.filter(({ id }) => !heard.has(id));
  return [
    ...lost.map(({ id, event }) => `delivery ${id} (${event}) was lost`),
    ...(rows.length > world.plan.deliveries.length
      ? [`${rows.length} deliveries are kept of ${world.plan.deliveries.length}`]
      : []),
    ...left.map(({ kind }) => `work of the kind ${kind} is stuck`),
    ...differingTimelines(await timelinesKept(db), wanted.timelines),
    ...faultsOnGitHub(world.model, wanted, { stoodStill }),
    // Where nobody stood still for longer than GitHub's lag there is no second copy, not even for a moment.
    ...(stoodStill ? [] : [...new Set(world.github.doubled)].map((place) => `${place} stood twice`)),
  ];
}

function differingTimelines(kept: Timelines, wanted: Timelines): string[] {
  return (["items", "pullRequests", "deployments"] as const).flatMap((list) => {
    if (isDeepStrictEqual(kept[list], wanted[list])) return [];
    const place = kept[list].findIndex((each, index) => !isDeepStrictEqual(each, wanted[list][index]));
    return [
      `${list}[${place}] is\n${JSON.stringify(kept[list][place])}\ninstead of\n${JSON.stringify(wanted[list][place])}`,
    ];
  });
}
