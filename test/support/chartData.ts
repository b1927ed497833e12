/** Decides which data every chart is tried on: some, none, one, all alike, and more than it can show. */
import type { Instant } from "../../src/instant.ts";
import { addSeconds } from "../../src/instant.ts";
import { ageingWork } from "../../src/reports/charts/ageingWork.ts";
import type { AgeingStage } from "../../src/reports/charts/ageingStage.ts";
import type { Look } from "../../src/reports/charts/chart.ts";
import type { FlowMoment } from "../../src/reports/charts/cumulativeFlow.ts";
import { cumulativeFlow } from "../../src/reports/charts/cumulativeFlow.ts";
import type { ReleasedItem } from "../../src/reports/charts/cycleTimeScatter.ts";
import { cycleTimeScatter } from "../../src/reports/charts/cycleTimeScatter.ts";
import type { StageWeek } from "../../src/reports/charts/queueAndWait.ts";
import { queueAndWait } from "../../src/reports/charts/queueAndWait.ts";
import type { StageSlug } from "../../src/stages.ts";
import { stages } from "../../src/stages.ts";

export const aLook: Look = { of: "acme/shop", theme: "light", timeZone: "UTC" };

export const daySeconds = 86_400;

export function flowAt(at: Instant, queues: Partial<Record<StageSlug, number>>, released = 0): FlowMoment {
  const none = { shaping: 0, design: 0, implementation: 0, review: 0, release: 0 };
  return { at, queues: { ...none, "production-stability": 0, "learning-and-flow": 0, ...queues }, released };
}

export function stageAges(stage: StageSlug, days: readonly number[], past?: readonly [number, number]): AgeingStage {
  const [p50, p85] = past ?? [null, null];
  return {
    stage,
    items: days.map((each, index) => ({ number: index + 1, ageSeconds: each * daySeconds })),
    past: {
      p50Seconds: p50 === null ? null : p50 * daySeconds,
      p85Seconds: p85 === null ? null : p85 * daySeconds,
      n: past === undefined ? 0 : 40,
    },
  };
}

/** Steps that never come back to where they were: spread evenly between 0 and 1 without chance. */
function spread(index: number): number {
  return (index * 0.618_033_988_75) % 1;
}

const start: Instant = "2026-01-05T00:00:00Z";

function moments(length: number, scale: number): FlowMoment[] {
  return Array.from({ length }, (_, day) =>
    flowAt(
      addSeconds(start, day * daySeconds),
      {
        shaping: 9 * scale,
        implementation: 12 * scale,
        review: (6 + day) * scale,
        release: 2 * scale,
        "learning-and-flow": day * scale,
      },
      day * scale,
    ),
  );
}

function releasedItems(length: number, days: (index: number) => number): ReleasedItem[] {
  return Array.from({ length }, (_, index) => ({
    number: index + 1,
    releasedAt: addSeconds(start, Math.floor(spread(index) * 84) * daySeconds),
    cycleSeconds: Math.round(days(index) * daySeconds),
  }));
}

/** From seconds to years, most of them days. */
function long(index: number): number {
  return 10 ** (spread(index * 7) * 7 - 3.5);
}

function ageing(length: number, days: (index: number) => number, past?: readonly [number, number]): AgeingStage[] {
  return stages.map(({ slug }, index) =>
    stageAges(
      slug,
      Array.from({ length: index === 0 ? length : Math.min(length, 9) }, (_, item) => days(item)),
      past,
    ),
  );
}

function weeks(length: number, scale: number): StageWeek[] {
  return Array.from({ length }, (_, index) => ({
    week: `${2020 + Math.floor(index / 52)}-W${String((index % 52) + 1).padStart(2, "0")}`,
    queueLength: (index + 1) * scale,
    medianWaitSeconds: index % 5 === 3 ? null : (index + 1) * 3600 * scale,
    n: index % 5 === 3 ? 0 : index + 5,
  }));
}

type Drawn = (look: Look) => string;

/** By what is drawn of what. */
export const everyChart: readonly (readonly [string, Drawn])[] = [
  ["flow of twelve weeks", (look) => cumulativeFlow(moments(84, 1), look)],
  ["flow of one moment", (look) => cumulativeFlow(moments(1, 1), look)],
  ["flow of nothing", (look) => cumulativeFlow([], look)],
  ["flow of zeros", (look) => cumulativeFlow([flowAt(start, {}), flowAt("2026-01-06T00:00:00Z", {})], look)],
  ["flow of twenty years", (look) => cumulativeFlow(moments(7300, 100), look)],
  [
    "cycle times of a quarter",
    (look) => cycleTimeScatter({ from: "start", items: releasedItems(200, long), unknown: 4 }, look),
  ],
  [
    "cycle times of one item",
    (look) => cycleTimeScatter({ from: "idea", items: releasedItems(1, () => 3), unknown: 0 }, look),
  ],
  ["cycle times of nothing", (look) => cycleTimeScatter({ from: "start", items: [], unknown: 1 }, look)],
  [
    "cycle times all alike",
    (look) => cycleTimeScatter({ from: "start", items: releasedItems(30, () => 1), unknown: 0 }, look),
  ],
  [
    "cycle times of zero",
    (look) => cycleTimeScatter({ from: "start", items: releasedItems(30, () => 0), unknown: 0 }, look),
  ],
  [
    "cycle times of 20,000 items",
    (look) => cycleTimeScatter({ from: "start", items: releasedItems(20_000, long), unknown: 0 }, look),
  ],
  ["ages of a team", (look) => ageingWork(ageing(14, long, [2, 7]), start, look)],
  ["ages without a past", (look) => ageingWork(ageing(3, long), start, look)],
  ["ages of one item", (look) => ageingWork([stageAges("review", [2], [1, 3])], start, look)],
  ["ages of nothing", (look) => ageingWork(ageing(0, long), start, look)],
  [
    "ages all alike",
    (look) =>
      ageingWork(
        ageing(200, () => 5, [5, 5]),
        start,
        look,
      ),
  ],
  ["ages of 20,000 items", (look) => ageingWork(ageing(20_000, long, [2, 7]), start, look)],
  ["a queue of twelve weeks", (look) => queueAndWait("review", weeks(12, 1), look)],
  ["a queue of one week", (look) => queueAndWait("learning-and-flow", weeks(1, 1), look)],
  ["a queue of nothing", (look) => queueAndWait("design", [], look)],
  ["a queue of twenty years", (look) => queueAndWait("implementation", weeks(1040, 100), look)],
];
