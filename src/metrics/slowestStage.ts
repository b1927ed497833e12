/** Decides which stage is the slowest: whose queue grows, else where work waited most. */
import type { Instant } from "../instant.ts";
import { secondsBetween } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import type { QueuedItem } from "./backlog.ts";
import { waitsIn } from "./backlog.ts";
import type { Period } from "./period.ts";
import { secondsWithin } from "./period.ts";
import type { QueueGrowth } from "./queueGrowth.ts";
import { queueGrowth } from "./queueGrowth.ts";
import type { StageWeeks } from "./stageWeeks.ts";
import { rankedStages, stageWeeks } from "./stageWeeks.ts";
import { shareOfWins } from "./shareOfWins.ts";

/** An item, as much as its waiting needs of it. */
export type WaitingItem = QueuedItem;

/** `items` are those that waited in the stage at some moment of the period. */
export type StageWaiting = { stage: StageSlug; waitingItemDays: number; items: number };

/**
 * Days that items waited within `[from, to)`, summed by stage from shaping to release, in that order. Time that was `active` does not count, nor does
 * shaping's backlog: an issue before its triage has ended, or one whose triage is not known to have ended.
 */
export function waitingItemDays(items: readonly WaitingItem[], from: Instant, to: Instant): StageWaiting[] {
  return rankedStages.map((stage) => {
    const seconds = items.map((item) => waitingSeconds(item, stage, { from, to })).filter((each) => each > 0);
    return { stage, waitingItemDays: sum(seconds) / daySeconds, items: seconds.length };
  });
}

/** The stage with most waiting item-days, the earlier one of two alike; null where nothing waited. */
export function mostWaiting<Row extends { waitingItemDays: number }>(rows: readonly Row[]): Row | null {
  return rows.reduce<Row | null>(
    (most, row) => (row.waitingItemDays > (most?.waitingItemDays ?? 0) ? row : most),
    null,
  );
}

/** All that the ranking reads of a stage. */
export type RankedStage = StageWaiting & {
  growth: QueueGrowth;
  /** Over the weeks of the growth test; negative where less waited than at their start. */
  waitingItemDaysAdded: number;
  weeks: StageWeeks;
};

export type SlowestStage = {
  /** Null where nothing waited and no queue grows. */
  slowest: RankedStage | null;
  why: "growing" | "most-waiting" | null;
  /** Who would be named were the slowest stage not there. */
  runnerUp: RankedStage | null;
  sure: Sureness | null;
  /** From shaping to release. */
  stages: RankedStage[];
};

/** A growing queue by the p-value of its test; most waiting by the share of resampled weeks in which the same stage has most. `n` weeks. */
export type Sureness =
  | { by: "growth-test"; pValue: number; n: number }
  | { by: "resampling"; share: number; n: number };

/**
 * The slowest stage, from shaping (without its backlog) to release. It is the stage whose queue grows by the test of `queueGrowth`; of several, the one with
 * most waiting item-days added: those over and above what would have waited in these weeks had all along as many items waited as when they began. If none grows,
 * it is the one with most waiting item-days in the period. Of two alike the earlier one.
 *
 * `weeks` are those of the growth test, the last of them the newest, following one another; `period` is what waiting is summed over, as a rule the same weeks
 * or the last of them. Under four weeks no resampling says anything, and `sure` is null.
 */
export function slowestStage(items: readonly WaitingItem[], weeks: readonly Period[], period: Period): SlowestStage {
  const stages = rankStages(items, weeks, period);
  const growing = stages.filter(({ growth }) => growth.verdict === "growing");
  const grown = mostAdded(growing);
  const slowest = grown ?? mostWaiting(stages);
  const others = stages.filter((row) => row !== slowest);
  return {
    slowest,
    why: slowest === null ? null : grown === null ? "most-waiting" : "growing",
    runnerUp: mostAdded(growing.filter((row) => row !== slowest)) ?? mostWaiting(others),
    sure: slowest === null ? null : sureness(slowest, stages),
    stages,
  };
}

function rankStages(items: readonly WaitingItem[], weeks: readonly Period[], period: Period): RankedStage[] {
  const rows = stageWeeks(items, weeks);
  const waiting = new Map(waitingItemDays(items, period.from, period.to).map((row) => [row.stage, row]));
  const growths = queueGrowth(rows);
  return rows.flatMap((row, index) => {
    const [waited, growth] = [waiting.get(row.stage), growths[index]];
    if (waited === undefined || growth === undefined) return [];
    return [{ ...waited, growth, waitingItemDaysAdded: added(row, weeks), weeks: row }];
  });
}

function added({ waitingSeconds: seconds, waitingAtStart }: StageWeeks, weeks: readonly Period[]): number {
  const length = sum(weeks.map(({ from, to }) => secondsBetween(from, to)));
  return (sum(seconds) - waitingAtStart * length) / daySeconds;
}

function mostAdded(rows: readonly RankedStage[]): RankedStage | null {
  return rows.reduce<RankedStage | null>(
    (most, row) => (most === null || row.waitingItemDaysAdded > most.waitingItemDaysAdded ? row : most),
    null,
  );
}

function sureness(slowest: RankedStage, stages: readonly RankedStage[]): Sureness | null {
  const { verdict, pValue, n } = slowest.growth;
  if (verdict === "growing" && pValue !== null) return { by: "growth-test", pValue, n };
  const share = shareOfWins(
    stages.map(({ weeks }) => weeks.waitingSeconds),
    stages.indexOf(slowest),
  );
  return share === null ? null : { by: "resampling", share, n: slowest.weeks.waitingSeconds.length };
}

function waitingSeconds(item: WaitingItem, stage: StageSlug, period: Period): number {
  return sum(waitsIn(item, stage, period).map((wait) => secondsWithin(wait, period)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const daySeconds = 24 * 3600;
