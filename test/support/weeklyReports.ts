/** Decides the weekly report that tests of its words start from: week 48 of 2026 (Monday 23 to Sunday 29 November) of a team in which nothing is out of the ordinary. */
import type { Root } from "mdast";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import type { Trouble } from "../../src/metrics/deployments.ts";
import type { QueueGrowth } from "../../src/metrics/queueGrowth.ts";
import type { RankedStage } from "../../src/metrics/slowestStage.ts";
import type { WaitReason, WaitShares } from "../../src/metrics/waitShare.ts";
import { rankedStages } from "../../src/metrics/stageWeeks.ts";
import { render } from "../../src/reports/markdown.ts";
import { seriesOf } from "../../src/reports/weekly/series.ts";
import type { StageRow } from "../../src/reports/weekly/stageRows.ts";
import type { SummarySetting } from "../../src/reports/weekly/summarySetting.ts";
import { nothingTold } from "../../src/reports/weekly/dataHealth.ts";
import { type WeeklyReport, weeklyReport } from "../../src/reports/weekly/weeklyReport.ts";
import type { StageSlug } from "../../src/stages.ts";
import { day, hour } from "./flowItems.ts";
import { emptyHistory } from "./historyOf.ts";

const nothing = weeklyReport(emptyHistory, {
  week: "2026-W48",
  config: defaultConfig,
  activePeople: 6,
  told: nothingTold,
});

/** Eight weeks and the reported one, all alike. */
export function alike(value: number): number[] {
  return Array.from({ length: 9 }, () => value);
}

/** Nobody has touched the work of that stage; `days` are those of all items together. */
export function ranked(stage: StageSlug, changes: Partial<RankedStage> = {}): RankedStage {
  return {
    stage,
    items: 0,
    waitingItemDays: 0,
    waitingItemDaysAdded: 0,
    growth: growth("steady"),
    weeks: {
      stage,
      arrivals: [],
      departures: [],
      queueAtStart: 0,
      queueAtEnd: 0,
      waitingAtStart: 0,
      waitingSeconds: [],
    },
    ...changes,
  };
}

export function growth(verdict: QueueGrowth["verdict"], changes: Partial<QueueGrowth> = {}): QueueGrowth {
  return { verdict, perWeek: 0, pValue: 0.6, power: 0.9, n: 8, ...changes };
}

/** A stage whose queue went from `queueAtStart` to `queueAtEnd` over the weeks of these arrivals and departures, with two waiting days for each item. */
export function growing(stage: StageSlug, arrivals: number[], departures: number[], queueAtStart: number): RankedStage {
  const net = sum(arrivals) - sum(departures);
  return ranked(stage, {
    items: 11,
    waitingItemDays: 22,
    growth: growth("growing", { perWeek: net / arrivals.length, pValue: 0.0117, n: arrivals.length }),
    weeks: {
      ...ranked(stage).weeks,
      arrivals,
      departures,
      queueAtStart,
      queueAtEnd: queueAtStart + net,
    },
  });
}

/** The ranking with these stages in the place of those in which nothing waits; the first of them is the slowest, the second the runner-up. */
export function slowest(
  [first, second, ...others]: readonly RankedStage[],
  sure: WeeklyReport["slowest"]["sure"],
): WeeklyReport["slowest"] {
  const given = [first, second, ...others].filter((row) => row !== undefined);
  const why = first === undefined ? null : first.growth.verdict === "growing" ? "growing" : "most-waiting";
  return {
    slowest: first ?? null,
    why,
    runnerUp: second ?? null,
    sure,
    stages: rankedStages.map((stage) => given.find((row) => row.stage === stage) ?? ranked(stage)),
  };
}

/** The rows with changes to some of them. */
export function stageRows(changes: Partial<Record<StageSlug, Partial<StageRow>>>): StageRow[] {
  return aReport().stages.map((row) => ({ ...row, ...changes[row.stage] }));
}

/** A queue that was as given at the end of each week, the reported one last, with what came and left in that one. */
export function queue(ends: readonly number[], arrivals: number, departures: number) {
  const atEnd = ends.at(-1) ?? 0;
  const flow = { atStart: atEnd - arrivals + departures, arrivals, departures, atEnd, mean: atEnd };
  return { queue: flow, waitingAtEnd: atEnd, queueSeries: seriesOf(ends) };
}

/** Waiting in a stage, by days of all items together; as many days again were active. */
export function waits(...all: { stage: StageSlug; on: WaitReason; days: number }[]): WaitShares {
  const shareOf = (some: typeof all) => {
    const reasons = some.map(({ on, days }) => ({ on, seconds: days * day })).toSorted((a, b) => b.seconds - a.seconds);
    const waitingSeconds = sum(reasons.map(({ seconds }) => seconds));
    const stageSeconds = 2 * waitingSeconds;
    return { stageSeconds, waitingSeconds, share: stageSeconds === 0 ? null : 0.5, reasons };
  };
  return {
    overall: shareOf(all),
    stages: rankedStages.map((stage) => ({ stage, ...shareOf(all.filter((each) => each.stage === stage)) })),
    backlogSeconds: 0,
  };
}

/** A production deployment of Tuesday morning that failed, and lasts. */
export function trouble(changes: Partial<Trouble> = {}): Trouble {
  return {
    repository: "octo/exports",
    id: 1,
    environment: "production",
    sha: "5f0c1f1c5f0c1f1c",
    carries: [41],
    undoneBy: null,
    at: "2026-11-24T09:14:00Z",
    state: "failure",
    undoneAt: null,
    restoredAt: null,
    restoredBy: null,
    restoredAfterSeconds: null,
    ...changes,
  };
}

export function aReport(changes: Partial<WeeklyReport> = {}): WeeklyReport {
  const forReview = ranked("review", { items: 11, waitingItemDays: 22.9 });
  return {
    ...nothing,
    slowest: slowest([forReview], { by: "resampling", share: 0.97, n: 8 }),
    released: seriesOf([8, 9, 10, 11, 8, 9, 10, 11, 9]),
    cycleTime: {
      fromIdea: { p50Seconds: 6 * day, p85Seconds: 12 * day, n: 9 },
      fromStart: { p50Seconds: 2 * day, p85Seconds: 5 * day, n: 7 },
      startUnknown: 2,
      openAge: { p50Seconds: 5 * day, p85Seconds: 21 * day, n: 14 },
      backlogAge: { p50Seconds: 60 * day, p85Seconds: 90 * day, n: 30 },
    },
    cycleSeries: seriesOf(alike(6 * day)),
    pullRequests: {
      openAtStart: 10,
      opened: 12,
      reopened: 0,
      merged: 9,
      closedUnmerged: 1,
      openAtEnd: 12,
      reviewsWaiting: 7,
      withoutReview: { merged: 9, without: 2 },
      withoutChecks: { merged: 9, without: 0 },
    },
    firstReview: { p50Seconds: 3 * hour, p85Seconds: 26 * hour, n: 8 },
    firstReviewSeries: seriesOf(alike(3 * hour)),
    rounds: { mean: 0.4, shareWithNone: 0.6, n: 9 },
    forecast: { p50: 38, p85: 35, p95: 33 },
    health: { ...nothing.health, productionSeen: true, stagingSeen: true, tasksNeverSeen: [] },
    deployments: { ...nothing.deployments, changeFailure: { completed: 4, undone: 0, rate: 0 } },
    ...changes,
  };
}

export const aSetting: SummarySetting = {
  home: "octo/exports",
  web: "https://github.com",
  titles: new Map(),
  now: "2026-11-30T08:00:00Z",
  rest: "the rest is elsewhere.",
};

/** What a section says, as Markdown. */
export function said(...blocks: Root["children"]): string {
  return render([...blocks, { type: "paragraph", children: [] }], 60_000);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
