/** Decides how a week's numbers become the object that is printed as JSON. */
import type { OldWork } from "../../metrics/ageing.ts";
import type { AiInflow, Inflow } from "../../metrics/aiInflow.ts";
import type { CycleTime } from "../../metrics/cycleTime.ts";
import { fewestPeople } from "../../metrics/load.ts";
import type { RankedStage, SlowestStage, Sureness } from "../../metrics/slowestStage.ts";
import type { WaitShares } from "../../metrics/waitShare.ts";
import { deploymentsObject } from "./deploymentsObject.ts";
import { flowObject, pullRequestFlowObject, spreadObject, trendObject, waitingObject } from "./reportParts.ts";
import type { ReportObject } from "./reportSchema.ts";
import type { StageRow } from "./stageRows.ts";
import { forecastWeeks, type WeeklyReport } from "./weeklyReport.ts";

/** As it is printed: four decimals, where a number is no whole one. */
export function reportJson(report: WeeklyReport, indent?: number): string {
  return printed(reportObject(report), indent);
}

export function printed(object: object, indent?: number): string {
  return JSON.stringify(object, (_, value: unknown) => (isFraction(value) ? rounded(value) : value), indent);
}

function isFraction(value: unknown): value is number {
  return typeof value === "number" && !Number.isInteger(value);
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

export function reportObject(report: WeeklyReport): ReportObject {
  const { slowest, stages, period, health } = report;
  return {
    version: 1,
    repositories: [...report.repositories],
    week: report.week,
    time_zone: report.timeZone,
    ...period,
    lists_cut: report.listsCut,
    weeks: [...report.weeks],
    config_commit: health.configCommit,
    slowest_stage: slowestObject(slowest),
    stages: stages.map((row) => stageObject(row, report)),
    released: report.released.values.at(-1) ?? 0,
    released_trend: trendObject(report.released),
    cycle_time: cycleObject(report.cycleTime),
    working_cycle_time: report.workingCycleTime === null ? null : cycleObject(report.workingCycleTime),
    open_age: spreadObject(report.cycleTime.openAge),
    backlog_age: spreadObject(report.cycleTime.backlogAge),
    predictability: {
      p85_to_p50: report.predictability.fromIdea.ratio,
      n: report.predictability.fromIdea.n,
    },
    pull_requests: pullRequestsObject(report),
    wait_share: waitShareObject(report.waits),
    rework: report.rework.counts.map(({ kind, stage, times }) => ({ kind, stage, times })),
    flow_backs: report.rework.flowBacks.map(({ from, to, times }) => ({ from, to, times })),
    deployments: deploymentsObject(report),
    oldest: report.ageing.oldest.map(oldWorkObject),
    ...peopleObject(report),
    forecast: report.forecast === null ? null : { weeks: forecastWeeks, ...report.forecast },
    beyond_ai: beyondAiObject(report),
    value: valueObject(report),
    health: healthObject(report),
  };
}

export function slowestObject({ slowest, why, runnerUp, sure, stages }: SlowestStage): ReportObject["slowest_stage"] {
  return {
    stage: slowest?.stage ?? null,
    why,
    runner_up: runnerUp?.stage ?? null,
    sure: sure === null ? null : surenessObject(sure),
    ranked: stages.map(rankedObject),
  };
}

export function waitShareObject({ overall, backlogSeconds }: WaitShares): ReportObject["wait_share"] {
  return {
    at_least: overall.share,
    waiting_seconds: waitingObject(overall),
    stage_seconds: overall.stageSeconds,
    backlog_seconds: backlogSeconds,
  };
}

export function oldWorkObject(work: OldWork): ReportObject["oldest"][number] {
  return {
    repository: work.repository,
    number: work.number,
    stage: work.stage,
    age_seconds: work.ageSeconds,
    waiting_on: work.waitingOn,
    since: work.since,
    over_p85: work.isOverP85,
  };
}

function surenessObject(sure: Sureness) {
  return { by: sure.by, value: sure.by === "growth-test" ? sure.pValue : sure.share, weeks: sure.n };
}

function rankedObject({ stage, waitingItemDays, items, growth }: RankedStage) {
  const { verdict, perWeek, pValue, power, n } = growth;
  return {
    stage,
    waiting_item_days: waitingItemDays,
    waiting_items: items,
    growth: { verdict, per_week: perWeek, p_value: pValue, power, weeks: n },
  };
}

function stageObject(row: StageRow, { waits, rework }: WeeklyReport) {
  const waited = waits.stages.find(({ stage }) => stage === row.stage);
  const rate = rework.rates.find(({ stage }) => stage === row.stage);
  return {
    stage: row.stage,
    queue: flowObject(row.queue),
    backlog: row.backlog === null ? null : flowObject(row.backlog),
    waiting_at_end: row.waitingAtEnd,
    lead_time: spreadObject(row.leadTime),
    working_lead_time: row.workingLeadTime === null ? null : spreadObject(row.workingLeadTime),
    queue_trend: trendObject(row.queueSeries),
    wait_share: waited?.share ?? null,
    waiting_seconds: waited === undefined ? {} : waitingObject(waited),
    rework: { items: rate?.reworked ?? 0, present: rate?.present ?? 0, rate: rate?.rate ?? null },
  };
}

function pullRequestsObject({ pullRequests: flow, firstReview, rounds, ...report }: WeeklyReport) {
  return {
    ...pullRequestFlowObject(flow, firstReview),
    review_rounds: { mean: rounds.mean, share_with_none: rounds.shareWithNone, n: rounds.n },
    merged_without_checks: { without: flow.withoutChecks.without, of: flow.withoutChecks.merged },
    opened_trend: trendObject(report.openedSeries),
    merged_trend: trendObject(report.mergedSeries),
    first_review_trend: trendObject(report.firstReviewSeries),
  };
}

function peopleObject({ ai, handOffs, decisionWaits, clarity, load }: WeeklyReport) {
  return {
    ai: aiObject(ai),
    hand_offs: { per_item: handOffs.changesPerItem, n: handOffs.items, unknown: handOffs.unknown },
    decision_item_days: decisionWaits.decisionItemDays,
    information_item_days: decisionWaits.informationItemDays,
    clarity: {
      flow_backs_into_shaping: clarity.flowBacksIntoShaping,
      flow_backs_into_design: clarity.flowBacksIntoDesign,
      late_clarifications: clarity.lateClarifications,
    },
    load: {
      open_items: load.openItems,
      reviews_waiting: load.reviewsWaiting,
      active_people: load.activePeople < fewestPeople ? null : load.activePeople,
      per_person: load.perPerson,
    },
  };
}

export function aiObject({ review, split, automation }: AiInflow): ReportObject["ai"] {
  return {
    review: flowObject(review),
    split: split === null ? null : { ai: inflowObject(split.ai), rest: inflowObject(split.rest) },
    automation: inflowObject(automation),
  };
}

function beyondAiObject({ priorityChanges, flakyChecks, ownership, overCapacity }: WeeklyReport) {
  return {
    priority_changes: { items: priorityChanges.changed, of: priorityChanges.items },
    flaky_checks: { pull_requests: flakyChecks.flaky, of: flakyChecks.checked },
    unowned: { items: ownership.unowned, of: ownership.items },
    over_capacity: overCapacity.map(({ stage, weeks, arrivals, departures }) => ({
      stage,
      weeks,
      arrivals,
      departures,
    })),
  };
}

function valueObject({ value }: WeeklyReport): ReportObject["value"] {
  if (value === null) return null;
  return {
    value: value.value,
    shipped: value.shipped,
    currency: value.currency,
    waiting_cost: value.waitingCost,
    rework_cost: value.reworkCost,
    cost_per_value: value.costPerValue,
    efficiency: value.efficiency,
  };
}

function healthObject({ health }: WeeklyReport): ReportObject["health"] {
  return {
    production_seen: health.productionSeen,
    staging_seen: health.stagingSeen,
    tasks_never_seen: [...health.tasksNeverSeen],
    release_signals: health.releaseSignals,
    release_signal: health.releaseSignalSetting,
    approvals: health.approvals,
    required_checks: health.requiredChecks === null ? null : [...health.requiredChecks],
    required_checks_from: health.requiredChecksFrom,
    approvals_unseen: health.approvalsUnseen,
    deliveries_set_aside: health.deliveriesSetAside,
    deliveries_repaired: health.deliveriesRepaired,
    deliveries_lost: health.deliveriesLost,
    gaps: health.gaps.map(({ since, until, filledIn }) => ({ since, until, filled_in: filledIn })),
    since: health.since,
    doubtful: health.doubtful,
    into_refused: [...health.refused],
    not_written: [...health.notWritten],
  };
}

export function cycleObject({ fromIdea, fromStart, startUnknown }: CycleTime) {
  return { from_idea: spreadObject(fromIdea), from_start: spreadObject(fromStart), start_unknown: startUnknown };
}

function inflowObject({ items, arrivals, firstReview, roundsPerMerged, merged, flowBacks, undone }: Inflow) {
  return {
    items,
    arrivals,
    first_review: spreadObject(firstReview),
    rounds_per_merged: roundsPerMerged,
    merged,
    flow_backs: flowBacks,
    undone,
  };
}
