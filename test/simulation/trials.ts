/** Decides how often the slowest stage of simulated pipelines is named rightly, and growth where there is none. */
import type { FlowItem } from "../../src/metrics/history.ts";
import type { Period } from "../../src/metrics/period.ts";
import type { SlowestStage } from "../../src/metrics/slowestStage.ts";
import { mostWaiting, slowestStage, waitingItemDays } from "../../src/metrics/slowestStage.ts";
import { rankedStages } from "../../src/metrics/stageWeeks.ts";
import type { StageSlug } from "../../src/stages.ts";
import type { SimulatedStage } from "./pipeline.ts";
import { itemsOf, run, weeksRead } from "./pipeline.ts";

/** `load` is the share of its capacity that a stage usually uses, by `servers` in each stage. */
export type Setting = { arrivalsPerWeek: number; load: number; servers: number };

export type Figures = {
  seeds: number;
  /** Of pipelines with a stage overloaded by 25% for eight weeks: named rightly, by all eight weeks' waiting or by the last week's where none grows. */
  named: number;
  namedByLastWeek: number;
  /** Of the same: the overloaded stage called growing; another one named as growing. */
  calledGrowing: number;
  wronglyGrowing: number;
  /** Of pipelines without such a stage: any called growing; and of their stages: called steady rather than too little work. */
  falseAlarms: number;
  steady: number;
};

export const allWeeks: Period = { from: weeksRead[0]!.from, to: weeksRead.at(-1)!.to };
const lastWeek = weeksRead.at(-1)!;

/** Shares, each of so many seeds from `firstSeed` on; the stages take turns to be overloaded. */
export function figuresOf(setting: Setting, seeds: number, firstSeed: number): Figures {
  const figures = { named: 0, namedByLastWeek: 0, calledGrowing: 0, wronglyGrowing: 0, falseAlarms: 0, steady: 0 };
  for (let index = 0; index < seeds; index += 1) {
    const overloaded = rankedStages[index % rankedStages.length]!;
    const seed = 2 * (firstSeed + index);
    const items = itemsOf(run({ seed, ...pipelineOf(setting, overloaded, setting.arrivalsPerWeek / 1.25) }));
    const verdict = slowestStage(items, weeksRead, allWeeks);
    const right = verdict.slowest?.stage === overloaded;
    figures.named += Number(right);
    figures.namedByLastWeek += Number(namedByLastWeek(verdict, items) === overloaded);
    figures.calledGrowing += Number(growingStages(verdict).includes(overloaded));
    figures.wronglyGrowing += Number(!right && verdict.why === "growing");
    const balanced = slowestStage(itemsOf(run({ seed: seed + 1, ...pipelineOf(setting) })), weeksRead, allWeeks);
    figures.falseAlarms += Number(growingStages(balanced).length > 0);
    figures.steady += balanced.stages.filter(({ growth }) => growth.verdict === "steady").length / rankedStages.length;
  }
  const share = (count: number): number => count / seeds;
  return {
    seeds,
    named: share(figures.named),
    namedByLastWeek: share(figures.namedByLastWeek),
    calledGrowing: share(figures.calledGrowing),
    wronglyGrowing: share(figures.wronglyGrowing),
    falseAlarms: share(figures.falseAlarms),
    steady: share(figures.steady),
  };
}

/** Every stage has the capacity that the load asks for, but the one named, in the weeks that are read, so many items a week. */
export function pipelineOf(
  { arrivalsPerWeek, load, servers }: Setting,
  short: string | null = null,
  capacityPerWeek = 0,
): { arrivalsPerWeek: number; stages: SimulatedStage[] } {
  const usualPerWeek = arrivalsPerWeek / load;
  const stages = rankedStages.map((stage) => ({
    usualPerWeek,
    capacityPerWeek: stage === short ? capacityPerWeek : usualPerWeek,
    servers,
  }));
  return { arrivalsPerWeek, stages };
}

/** What the verdict would be were waiting summed over the last week alone. */
function namedByLastWeek({ slowest, why }: SlowestStage, items: readonly FlowItem[]): StageSlug | undefined {
  const row = why === "growing" ? slowest : mostWaiting(waitingItemDays(items, lastWeek.from, lastWeek.to));
  return row?.stage;
}

function growingStages({ stages }: SlowestStage): string[] {
  return stages.filter(({ growth }) => growth.verdict === "growing").map(({ stage }) => stage);
}
