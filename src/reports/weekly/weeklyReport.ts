/** Decides every number of one week, for whoever writes them down: the summary issue, the JSON and the charts. */
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import { howMany, type Likely } from "../../forecast/monteCarlo.ts";
import { type Ageing, ageing } from "../../metrics/ageing.ts";
import { type AiInflow, aiInflow } from "../../metrics/aiInflow.ts";
import { touches } from "../../metrics/backlog.ts";
import { type Clarity, clarity } from "../../metrics/clarity.ts";
import { type CycleTime, cycleTime, releasedCycle } from "../../metrics/cycleTime.ts";
import { type Deployments, deployments } from "../../metrics/deployments.ts";
import type { Elapsed } from "../../metrics/elapsed.ts";
import { type FlakyChecks, flakyChecks } from "../../metrics/flakyChecks.ts";
import { type DecisionWaits, decisionWaits, type HandOffs, handOffs } from "../../metrics/handOffs.ts";
import type { History } from "../../metrics/history.ts";
import { type Load, load } from "../../metrics/load.ts";
import { type OverCapacity, overCapacity } from "../../metrics/overCapacity.ts";
import { type Ownership, ownership } from "../../metrics/ownership.ts";
import type { Period } from "../../metrics/period.ts";
import { type Predictability, predictability } from "../../metrics/predictability.ts";
import { type PriorityChanges, priorityChanges } from "../../metrics/priorityChanges.ts";
import { type PullRequestFlow, pullRequestFlow } from "../../metrics/pullRequestFlow.ts";
import { type ReviewRounds, reviewRounds } from "../../metrics/reviewRounds.ts";
import { type ReworkSummary, rework } from "../../metrics/rework.ts";
import { type SlowestStage, slowestStage } from "../../metrics/slowestStage.ts";
import { type StageMove, stageMoves } from "../../metrics/stageMoves.ts";
import { throughput } from "../../metrics/throughput.ts";
import { type FirstReviewTimes, timeToFirstReview } from "../../metrics/timeToFirstReview.ts";
import { type ValueAndCost, valueAndCost } from "../../metrics/valueAndCost.ts";
import { type WaitShares, waitShare } from "../../metrics/waitShare.ts";
import { periodOfWeek, weeksUpTo } from "../../metrics/weeks.ts";
import { workingClock } from "../../metrics/workingTime.ts";
import type { DataHealth, HealthTold } from "./dataHealth.ts";
import { dataHealth } from "./dataHealth.ts";
import { type Series, seriesOf } from "./series.ts";
import { type StageRow, stageRows } from "./stageRows.ts";

/** What the report is of. */
export type ReportQuestion = {
  week: string;
  config: RepositoryConfig;
  /** How many people acted in the week; who they are is not asked. */
  activePeople: number;
  told: HealthTold;
};

export type WeeklyReport = {
  /** Whether lists are shorter than what they tell of. */
  listsCut: boolean;
  repositories: readonly string[];
  week: string;
  timeZone: string;
  period: Period;
  /** The weeks that the trends run over, oldest first, the reported one last. */
  weeks: readonly string[];
  slowest: SlowestStage;
  stages: StageRow[];
  released: Series;
  cycleTime: CycleTime;
  cycleSeries: Series;
  /** The same in working time; null where no working hours are configured. */
  workingCycleTime: CycleTime | null;
  predictability: Predictability;
  pullRequests: PullRequestFlow;
  openedSeries: Series;
  mergedSeries: Series;
  firstReview: FirstReviewTimes;
  firstReviewSeries: Series;
  rounds: ReviewRounds;
  waits: WaitShares;
  rework: ReworkSummary;
  /** Between stages, in the week. */
  moves: StageMove[];
  deployments: Deployments;
  ageing: Ageing;
  ai: AiInflow;
  handOffs: HandOffs;
  decisionWaits: DecisionWaits;
  clarity: Clarity;
  load: Load;
  /** Of the next four weeks; null under four known weeks. */
  forecast: Likely | null;
  value: ValueAndCost | null;
  priorityChanges: PriorityChanges;
  flakyChecks: FlakyChecks;
  ownership: Ownership;
  overCapacity: OverCapacity[];
  health: DataHealth;
};

/** How many weeks before the reported one a trend is read over. */
export const trendWeeks = 8;
export const forecastWeeks = 4;

/** How long before the reported week's end the history has to reach. */
export function reportedFrom(week: string, timeZone: string): string {
  return periodOfWeek(weeksUpTo(week, trendWeeks + 1)[0] ?? week, timeZone).from;
}

/**
 * The week's numbers, from a history that reaches back to `reportedFrom`. What happened after the week changes nothing, but for what it shows of the week:
 * an item that came back to a stage has not left it for good.
 */
export function weeklyReport(history: History, question: ReportQuestion): WeeklyReport {
  const { week, config, told } = question;
  const span = spanOf(question);
  const { period, periods, known } = span;
  const working = workingClock(config);
  const stages = stageRows(history.items, periods, { working, limits: config.limits, isKnown: span.isKnown });
  return {
    listsCut: false,
    repositories: history.repositories,
    week,
    timeZone: config.timeZone,
    period,
    weeks: span.weeks,
    slowest: slowestStage(history.items, known.slice(-trendWeeks), period),
    stages,
    ...trendsOf(history, span, config),
    ...numbersOf(history, span, question, working),
    predictability: predictability(history.items, period, known),
    overCapacity: overCapacity(history.items, known),
    ageing: ageingOf(history, period, stages),
    health: dataHealth(
      history,
      { period, weeks: { from: lastOf(periods.slice(0, 1)).from, to: period.to } },
      config,
      told,
    ),
  };
}

type Span = {
  weeks: readonly string[];
  periods: readonly Period[];
  /** The reported week. */
  period: Period;
  isKnown: (week: Period) => boolean;
  known: readonly Period[];
};

/** A week of which only a part is known would look like one in which little happened. */
function spanOf({ week, config, told: { since } }: ReportQuestion): Span {
  const weeks = weeksUpTo(week, trendWeeks + 1);
  const periods = weeks.map((each) => periodOfWeek(each, config.timeZone));
  const period = lastOf(periods);
  const isKnown = (each: Period) => each === period || since === null || since <= each.from;
  return { weeks, periods, period, isKnown, known: periods.filter(isKnown) };
}

function trendsOf({ items, pullRequests }: History, { periods, isKnown }: Span, { bots }: RepositoryConfig) {
  const seriesFrom = (of: (week: Period) => number | null) =>
    seriesOf(periods.map((each) => (isKnown(each) ? of(each) : null)));
  const flows = new Map(periods.map((each) => [each, pullRequestFlow(pullRequests, each, bots)]));
  const released = seriesFrom((each) => throughput(items, each).released);
  const knownReleased = released.values.filter((value) => value !== null);
  return {
    released,
    forecast: howMany(knownReleased, forecastWeeks),
    cycleSeries: seriesFrom((each) => releasedCycle(items, each).fromIdea.p50Seconds),
    openedSeries: seriesFrom((each) => flows.get(each)?.opened ?? null),
    mergedSeries: seriesFrom((each) => flows.get(each)?.merged ?? null),
    firstReviewSeries: seriesFrom((each) => timeToFirstReview(pullRequests, each.from, each.to, bots).p50Seconds),
  };
}

/** Of the week alone: most of what is read for the trends was over before it began. */
function numbersOf(
  history: History,
  { period }: Span,
  { config, activePeople }: ReportQuestion,
  working: Elapsed | null,
) {
  const { pullRequests } = history;
  const items = history.items.filter(({ enteredAt, exitedAt }) => touches({ from: enteredAt, to: exitedAt }, period));
  const waits = waitShare(items, period);
  return {
    cycleTime: cycleTime(items, period),
    workingCycleTime: working === null ? null : cycleTime(items, period, working),
    pullRequests: pullRequestFlow(pullRequests, period, config.bots),
    firstReview: timeToFirstReview(pullRequests, period.from, period.to, config.bots),
    rounds: reviewRounds(pullRequests, period, config.bots),
    waits,
    rework: rework(items, period),
    moves: stageMoves(items, period),
    deployments: deployments(history.deployments, period),
    ai: aiInflow({ ...history, items }, period, activePeople),
    handOffs: handOffs(items, pullRequests, period),
    decisionWaits: decisionWaits(waits),
    clarity: clarity(items, period),
    load: load(items, pullRequests, period, activePeople),
    value: valueAndCost(items, period, config),
    priorityChanges: priorityChanges(items, period),
    flakyChecks: flakyChecks(pullRequests, period),
    ownership: ownership(items, period),
  };
}

/** Against what left each stage in the weeks of the trend: one week's leavings are few. */
function ageingOf(history: History, period: Period, stages: readonly StageRow[]): Ageing {
  const usual = stages.map(({ stage, usual: spread }) => ({ stage, ...spread }));
  return ageing(history.items, usual, { at: period.to, most: Infinity });
}

function lastOf<T>(all: readonly T[]): T {
  const found = all.at(-1);
  if (found === undefined) throw new Error("a report has at least one week");
  return found;
}
