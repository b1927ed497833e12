/** Decides what a question such as "implementation=25/week" means for the stations. */
import { positionOf, type StageSlug } from "../stages.ts";
import type { FittedStage } from "./fitStages.ts";
import type { Station } from "./queueLine.ts";
import { inflows } from "./trafficFlow.ts";

/**
 * `perWeek` is of `what`: *capacity*, how many the stage can finish; *inflow*, how many reach it, more of them from outside; *pace*, how many it turns out,
 * taking up so many, as when coding becomes faster. Left out it is `usualMeaning` of the stage.
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
 * The stations after the changes: all capacities first, then in the order of the stages what changes inflow, by more or less from outside, never less than
 * none. A pace to which too little comes gets as much, and is as loaded as before, so that it turns out so many; where more comes, it is its capacity. How long
 * an item takes where it does not wait stays as it is: a stage that can do more does more side by side.
 */
export function changedStations(stages: readonly FittedStage[], changes: readonly WhatIfChange[]): Station[] {
  const meaningOf = ({ stage, what }: WhatIfChange) => what ?? usualMeaning(stage);
  const fitted = stationsOf(stages);
  const loads = inflows(fitted, true).map((inflow, index) => inflow / (fitted[index]?.capacityPerWeek ?? inflow));
  const stations = fitted.map((station, index) => {
    const change = changes.find((each) => each.stage === stages[index]?.stage && meaningOf(each) === "capacity");
    return change === undefined ? station : withCapacity(station, change.perWeek);
  });
  for (const [index, { stage }] of stages.entries()) {
    const change = changes.find((each) => each.stage === stage && meaningOf(each) !== "capacity");
    const station = stations[index];
    if (change === undefined || station === undefined) continue;
    const { perWeek } = change;
    if (meaningOf(change) === "inflow") {
      stations[index] = withInflow(stations, index, station, perWeek);
    } else if ((inflows(stations, true)[index] ?? 0) > perWeek + roundingError) {
      stations[index] = withCapacity(station, perWeek);
    } else {
      stations[index] = withCapacity(station, perWeek / Math.min(loads[index] ?? 1, mostLoaded));
      stations[index] = withInflow(stations, index, stations[index], perWeek);
    }
  }
  return stations;
}

/** What comes from outside returns in part as rework, so it is found by repetition, by half steps lest it leap too far. */
function withInflow(stations: readonly Station[], index: number, station: Station, perWeek: number): Station {
  let { externalPerWeek } = station;
  for (let round = 0; round < mostRounds; round += 1) {
    const tried = stations.with(index, { ...station, externalPerWeek });
    const missing = perWeek - (inflows(tried, true)[index] ?? 0);
    if (Math.abs(missing) < roundingError) break;
    externalPerWeek = Math.max(0, externalPerWeek + missing / 2);
  }
  return { ...station, externalPerWeek };
}

function withCapacity(station: Station, perWeek: number): Station {
  const servers = Math.max(1, Math.round((station.servers * perWeek) / station.capacityPerWeek));
  return { ...station, capacityPerWeek: perWeek, servers };
}

const roundingError = 1e-6;
const mostRounds = 100;
/** A stage that is full today could turn out nothing more, were it to stay as full. */
const mostLoaded = 0.9;
