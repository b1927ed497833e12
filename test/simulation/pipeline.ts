/** Decides how a simulated pipeline runs whose truth is known: five stages in tandem, each a queue before servers (M/M/c). */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { instantOfEpochSeconds } from "../../src/instant.ts";
import type { FlowItem } from "../../src/metrics/history.ts";
import type { Period } from "../../src/metrics/period.ts";
import { rankedStages } from "../../src/metrics/stageWeeks.ts";
import type { Segment, Visit } from "../../src/timeline/timeline.ts";
import { anIssue, aVisit } from "../support/pullRequestViews.ts";

/** Before the weeks that are read the stage has its usual capacity, within them `capacityPerWeek`. */
export type SimulatedStage = { usualPerWeek: number; capacityPerWeek: number; servers: number };

export type Pipeline = { seed: number; arrivalsPerWeek: number; stages: readonly SimulatedStage[] };

/** An item's way through a stage, in seconds. */
export type Passage = { arrived: number; begun: number; done: number };

export const weeksRead: readonly Period[] = weeksFrom(Date.UTC(2026, 0, 5) / 1000, 8);

/**
 * Arrivals are Poisson, service times exponential, each stage serves in the order of arrival. Half a year runs before the weeks that are read, so that queues are
 * as they usually are. A row for each item, a column for each stage.
 */
export function run({ seed, arrivalsPerWeek, stages }: Pipeline): Passage[][] {
  const random = xoroshiro128plus(seed);
  const exponential = (mean: number): number => -mean * Math.log(1 - uniformFloat64(random));
  let moments: { item: number; at: number }[] = [];
  for (let at = start + exponential(weekSeconds / arrivalsPerWeek); at < end;) {
    moments.push({ item: moments.length, at });
    at += exponential(weekSeconds / arrivalsPerWeek);
  }
  const items: Passage[][] = moments.map(() => []);
  for (const stage of stages) {
    const free = Array.from({ length: stage.servers }, () => start);
    for (const moment of moments) {
      const server = free.indexOf(Math.min(...free));
      const begun = Math.max(moment.at, free[server]!);
      const perWeek = begun < readFrom ? stage.usualPerWeek : stage.capacityPerWeek;
      const done = begun + exponential((weekSeconds * stage.servers) / perWeek);
      items[moment.item]!.push({ arrived: moment.at, begun, done });
      free[server] = done;
      moment.at = done;
    }
    moments = moments.toSorted((a, b) => a.at - b.at);
  }
  return items;
}

/**
 * The items that were in the pipeline since the weeks that are read began, as timelines from then up to their end; shaping follows a triage that took no time.
 */
export function itemsOf(passages: readonly (readonly Passage[])[]): FlowItem[] {
  return passages.flatMap((passage, index) => {
    if (passage.at(-1)!.done < readFrom) return [];
    const visits = passage.flatMap((each, stage) => visitsOf(each, stage));
    const enteredAt = instant(passage[0]!.arrived);
    const triage = { task: "initial-triage" as const, startedAt: enteredAt, endedAt: enteredAt };
    const item = anIssue({ number: index + 1, enteredAt, visits, tasks: [triage] });
    return [{ ...item, repository: "mona/simulated" }];
  });
}

function visitsOf({ arrived, begun, done }: Passage, stage: number): Visit[] {
  if (arrived >= end || done < readFrom || Math.floor(arrived) === Math.floor(done)) return [];
  const [from, worked, to] = [instant(arrived), instant(begun), instant(done)];
  const leftAt = done < end ? to : null;
  const waiting: Segment = { on: "attention", from, to: begun < end ? worked : null };
  const active: Segment = { on: "active", from: worked, to: leftAt };
  const segments = [...(from === worked ? [] : [waiting]), ...(begun >= end || worked === to ? [] : [active])];
  return [{ ...aVisit(rankedStages[stage]!, from, leftAt), segments }];
}

function instant(seconds: number): string {
  return instantOfEpochSeconds(Math.floor(seconds));
}

function weeksFrom(seconds: number, count: number): Period[] {
  return Array.from({ length: count }, (_, week) => ({
    from: instantOfEpochSeconds(seconds + week * 7 * 24 * 3600),
    to: instantOfEpochSeconds(seconds + (week + 1) * 7 * 24 * 3600),
  }));
}

const weekSeconds = 7 * 24 * 3600;
const readFrom = Date.UTC(2026, 0, 5) / 1000;
const start = readFrom - 26 * weekSeconds;
const end = readFrom + 8 * weekSeconds;
