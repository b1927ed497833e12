/** Decides which of a week's numbers each chart draws. */
import { addSeconds, type Instant, secondsBetween } from "../../instant.ts";
import { staysIn, waitsIn } from "../../metrics/backlog.ts";
import type { FlowItem, History } from "../../metrics/history.ts";
import { covers, isWithin, type Period, secondsWithin } from "../../metrics/period.ts";
import { percentileCont } from "../../metrics/statistics.ts";
import { periodOfWeek } from "../../metrics/weeks.ts";
import { openVisitAt } from "../../metrics/whereabouts.ts";
import { byStage, type StageSlug, stages } from "../../stages.ts";
import type { Stretch } from "../../timeline/stretch.ts";
import type { AgeingStage } from "../charts/ageingStage.ts";
import type { FlowMoment } from "../charts/cumulativeFlow.ts";
import type { CycleTimes } from "../charts/cycleTimeScatter.ts";
import type { StageWeek } from "../charts/queueAndWait.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

const daySeconds = 24 * 3600;

/** The queues day by day over the weeks of the report. */
export function flowData({ items }: History, report: WeeklyReport): FlowMoment[] {
  const { from, to } = wholePeriod(report);
  const stays = new Map(stages.map(({ slug }) => [slug, items.flatMap((item) => staysIn(item, slug, { from, to }))]));
  const done = items.flatMap(({ releasedAt, exitedAt }) =>
    isWithin(releasedAt, { from, to }) ? (exitedAt ?? []) : [],
  );
  const days = Math.round(secondsBetween(from, to) / daySeconds);
  return Array.from({ length: days + 1 }, (_, day) => {
    const at = day === days ? to : addSeconds(from, day * daySeconds);
    const queueOf = (stage: StageSlug) => countAt(stays.get(stage) ?? [], at);
    return { at, queues: byStage(queueOf), released: done.filter((exitedAt) => exitedAt <= at).length };
  });
}

/** Items that were released in the weeks of the report, from the idea on. */
export function cycleData({ items }: History, report: WeeklyReport): CycleTimes {
  const period = wholePeriod(report);
  const released = items.flatMap(({ number, enteredAt, releasedAt }) =>
    isWithin(releasedAt, period) ? [{ number, releasedAt, cycleSeconds: secondsBetween(enteredAt, releasedAt) }] : [],
  );
  return { from: "idea", items: released, unknown: 0 };
}

/** Open work at the week's end by its stage, against what left each stage in the weeks of the report. */
export function ageingData({ items }: History, report: WeeklyReport): AgeingStage[] {
  const at = report.period.to;
  const open = items.flatMap((item) => {
    const visit = openVisitAt(item, addSeconds(at, -1));
    return visit === null
      ? []
      : [{ stage: visit.stage, number: item.number, ageSeconds: timeIn(item, visit.stage, at) }];
  });
  return report.ageing.stages.map(({ stage, usual }) => ({
    stage,
    items: open.filter((each) => each.stage === stage).map(({ number, ageSeconds }) => ({ number, ageSeconds })),
    past: usual,
  }));
}

/** A stage's queue at the end of each week, and the median of how long what left it in the week had waited. */
export function queueData({ items }: History, report: WeeklyReport, stage: StageSlug): StageWeek[] {
  const row = report.stages.find((each) => each.stage === stage);
  return report.weeks.map((week, index) => {
    const period = periodOfWeek(week, report.timeZone);
    const waits = items.flatMap((item) => waitedBefore(item, stage, period));
    return {
      week,
      queueLength: row?.queueSeries.values[index] ?? 0,
      medianWaitSeconds: percentileCont(waits, 0.5),
      n: waits.length,
    };
  });
}

function waitedBefore(item: FlowItem, stage: StageSlug, period: Period): number[] {
  const waits = waitsIn(item, stage, { from: item.enteredAt, to: period.to });
  return staysIn(item, stage, period).flatMap(({ from, to }) =>
    isWithin(to, period) ? [secondsIn(waits, { from, to })] : [],
  );
}

function timeIn(item: FlowItem, stage: StageSlug, at: Instant): number {
  return secondsIn(staysIn(item, stage, { from: item.enteredAt, to: at }), { from: item.enteredAt, to: at });
}

function secondsIn(stretches: readonly Stretch[], period: Period): number {
  return stretches.reduce((sum, stretch) => sum + secondsWithin(stretch, period), 0);
}

function countAt(stays: readonly Stretch[], at: Instant): number {
  return stays.filter((stay) => covers(stay, at)).length;
}

function wholePeriod({ weeks, timeZone, period }: WeeklyReport): Period {
  const [first] = weeks;
  return { from: first === undefined ? period.from : periodOfWeek(first, timeZone).from, to: period.to };
}
