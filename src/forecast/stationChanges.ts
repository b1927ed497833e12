/** Decides what a question such as "implementation=25/week" means for the stations. */
import { positionOf, type StageSlug } from "../stages.ts";
import type { FittedStage } from "./fitStages.ts";
import type { Station } from "./queueLine.ts";
import { inflows } from "./trafficFlow.ts";

/**
 * `perWeek` is of `what`: *capacity*, how many the stage can finish; *inflow*, how many reach it, more of them from outside; *pace*, both: it finishes so many
 * and is never short of work, as when coding becomes faster. Left out it is `usualMeaning` of the stage.
 */
export type WhatIfChange = { stage: StageSlug; perWeek: number; what?: Meaning };

export type Meaning = "capacity" | "inflow" | "pace";

/**
 * Up to implementation there are always more ideas than time, so a stage that works faster takes more of them up. Review and release work off what reaches
 * them.
 */
export function usualMeaning(stage: StageSlug): Meaning {
  return positionOf(stage) <= positionOf("implementation") ? "pace" : "capacity";
}

/** As fitted, in the same order. */
export function stationsOf(stages: readonly FittedStage[]): Station[] {
  return stages.map(({ externalPerWeek, capacity, queueNow, goesTo, shipped }) => ({
    externalPerWeek,
    capacityPerWeek: capacity.perWeek,
    servers: capacity.servers,
    startQueue: queueNow,
    routes: stages.map(({ stage }) => goesTo.find((each) => each.stage === stage)?.share ?? 0),
    shipped,
  }));
}

/**
 * The stations after the changes, all capacities first. An inflow is then brought about, in the order of the stages, by more or less from outside, never less than
 * none; a pace adds to it only where too little comes to keep the stage busy. How long an item takes where it does not wait stays as it is: a stage that can do
 * more does more side by side.
 */
export function changedStations(stages: readonly FittedStage[], changes: readonly WhatIfChange[]): Station[] {
  const named = changes.map((change) => ({ ...change, what: change.what ?? usualMeaning(change.stage) }));
  const stations = stationsOf(stages).map((station, index) => {
    const change = named.find(({ stage, what }) => stage === stages[index]?.stage && what !== "inflow");
    return change === undefined ? station : withCapacity(station, change.perWeek);
  });
  for (const [index, { stage }] of stages.entries()) {
    const change = named.find((each) => each.stage === stage && each.what !== "capacity");
    const station = stations[index];
    if (change === undefined || station === undefined) continue;
    const more = missingInflow(stations, index, change);
    stations[index] = { ...station, externalPerWeek: Math.max(0, station.externalPerWeek + more) };
  }
  return stations;
}

/** What comes from outside returns in part as rework, so it is found by repetition, by half steps lest it leap too far. */
function missingInflow(stations: readonly Station[], index: number, { what, perWeek }: WhatIfChange): number {
  const own = stations[index]?.externalPerWeek ?? 0;
  let more = 0;
  for (let round = 0; round < 100; round += 1) {
    const tried = stations.map((each, at) =>
      at === index ? { ...each, externalPerWeek: Math.max(0, own + more) } : each,
    );
    const missing = perWeek - (inflows(tried, true)[index] ?? 0);
    if (Math.abs(missing) < 1e-6 || (what === "pace" && more === 0 && missing < 0)) break;
    more += missing / 2;
  }
  return more;
}

function withCapacity(station: Station, perWeek: number): Station {
  const servers = Math.max(1, Math.round((station.servers * perWeek) / station.capacityPerWeek));
  return { ...station, capacityPerWeek: perWeek, servers };
}
