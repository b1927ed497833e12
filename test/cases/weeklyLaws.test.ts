/** Decides whether weekly reports add up on whole histories, and whether what came after a week changes what is told of it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { type Instant, secondsBetween } from "../../src/instant.ts";
import type { History } from "../../src/metrics/history.ts";
import { secondsWithin } from "../../src/metrics/period.ts";
import { weeksUpTo, periodOfWeek } from "../../src/metrics/weeks.ts";
import type { WeeklyReport } from "../../src/reports/weekly/weeklyReport.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { isoWeekOf } from "../../src/timeline/isoWeek.ts";
import { foldRepository } from "../../src/timeline/repository.ts";
import { historyOf, reportOf, throughTheStore } from "../support/historyOf.ts";
import { legalHistories, playedHistory } from "./legalHistory.ts";
import { march } from "./march.ts";
import { factsKnown, nowOf, play } from "./runCase.ts";
import { runs, seed } from "./runs.ts";

type Told = { deliveries: Delivery[]; now: Instant };

const month: Told = { deliveries: play(march).deliveries, now: nowOf(march) };

describeLaw("the store gives back of an item all that the metrics read of it", ({ deliveries, now }) => {
  const { items } = foldRepository(factsKnown(deliveries), defaultConfig, now);
  const read = throughTheStore(items);
  expect(items.map((item, index) => ({ ...item, ...read[index] }))).toEqual(
    items.map((item) => ({
      ...item,
      visits: item.visits.map(({ stage, enteredAt, leftAt, segments }) => ({ stage, enteredAt, leftAt, segments })),
      rework: item.rework.map(({ kind, stage, at }) => ({ kind, stage, at })),
    })),
  );
});

describeLaw("what comes and goes adds up to what is there, in the week and from week to week", (told) => {
  const history = historyAt(told, told.now);
  const reports = lastWeeks(told).map((week) => reportOf(history, week));
  for (const [index, report] of reports.entries()) {
    const { pullRequests: flow, stages } = report;
    for (const { stage, queue, backlog, queueSeries } of stages) {
      const of = `${stage} in ${report.week}`;
      for (const each of backlog === null ? [queue] : [queue, backlog])
        expect(each.atStart + each.arrivals - each.departures, of).toBe(each.atEnd);
      expect(queueSeries.values.at(-1), of).toBe(queue.atEnd);
      const next = reports[index + 1]?.stages.find((row) => row.stage === stage);
      if (next) expect(next.queue.atStart, of).toBe(queue.atEnd);
    }
    const came = flow.openAtStart + flow.opened + flow.reopened;
    expect(came - flow.merged - flow.closedUnmerged, `pull requests in ${report.week}`).toBe(flow.openAtEnd);
    expect(report.released.values.at(-1)).toBe(report.cycleTime.fromIdea.n);
  }
});

describeLaw("reasons sum to the waiting, stages to the whole, and the mean queue to the time of its items", (told) => {
  const history = historyAt(told, told.now);
  for (const week of lastWeeks(told)) {
    const { waits, stages, period } = reportOf(history, week);
    const length = secondsBetween(period.from, period.to);
    for (const share of [waits.overall, ...waits.stages])
      expect(sum(share.reasons.map(({ seconds }) => seconds))).toBe(share.waitingSeconds);
    expect(sum(waits.stages.map(({ waitingSeconds }) => waitingSeconds))).toBe(waits.overall.waitingSeconds);
    expect(sum(waits.stages.map(({ stageSeconds }) => stageSeconds))).toBe(waits.overall.stageSeconds);
    for (const { stage, queue, backlog } of stages) {
      const seconds = sum(
        history.items.flatMap(({ visits }) =>
          visits
            .filter((visit) => visit.stage === stage)
            .map(({ enteredAt: from, leftAt: to }) => secondsWithin({ from, to }, period)),
        ),
      );
      expect((queue.mean + (backlog?.mean ?? 0)) * length, `${stage} in ${week}`).toBeCloseTo(seconds, 3);
    }
  }
});

describeLaw("what was only told after a week changes nothing that the week did", (told) => {
  const later = historyAt(told, told.now);
  for (const week of lastWeeks(told)) {
    const { to } = periodOfWeek(week, "UTC");
    const known = told.deliveries.filter(({ receivedAt }) => receivedAt < to);
    const then = reportOf(historyAt({ deliveries: known }, to), week);
    expect(lasting(reportOf(later, week)), week).toEqual(lasting(then));
  }
});

/**
 * All but three things. What comes back to a stage later had not left it for good: its time there, and with what ages are compared. What a deployment brings
 * is known when it ends: one that still ran at the week's end is only later seen to have been somebody's second. And an incident that is opened again
 * was not over: users were not served again when it had been closed.
 */
function lasting({ stages, ageing, rework, deployments, ...report }: WeeklyReport): object {
  return {
    ...report,
    deployments: { ...deployments, undone: deployments.undone.map(untilItIsOver) },
    stages: stages.map((row) => ({ ...row, leadTime: null, workingLeadTime: null, usual: null })),
    oldest: ageing.oldest.map((work) => ({ ...work, isOverP85: null })),
    rework: { flowBacks: rework.flowBacks, counts: rework.counts.filter(({ kind }) => kind !== "deployment") },
  };
}

function untilItIsOver(trouble: WeeklyReport["deployments"]["undone"][number]): object {
  const open = { restoredAt: null, restoredBy: null, restoredAfterSeconds: null };
  return trouble.undoneBy === "incident" ? { ...trouble, ...open } : trouble;
}

function historyAt({ deliveries }: Pick<Told, "deliveries">, now: Instant): History {
  return historyOf("acme/shop", foldRepository(factsKnown(deliveries), defaultConfig, now));
}

/** From the first fact on, at most eight. */
function lastWeeks({ deliveries, now }: Told): string[] {
  const first = isoWeekOf(deliveries[0]?.receivedAt ?? now, "UTC");
  return weeksUpTo(isoWeekOf(now, "UTC"), 9)
    .slice(0, -1)
    .filter((week) => week >= first);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** In the month, and in any history. */
function describeLaw(law: string, holds: (told: Told) => void): void {
  test(`in the month: ${law}`, () => holds(month));

  test(`in any history: ${law} (seed ${seed})`, { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(legalHistories, (steps) => {
        const { deliveries, now } = playedHistory(steps);
        holds({ deliveries, now });
      }),
      { numRuns: Math.ceil(runs / 8), seed, endOnFailure: true },
    );
  });
}
