/** Decides how far ahead a growing queue is led on, and from what. */
import { type QueueAhead, queueAhead, type QueueEvidence, queueEvidence } from "../../metrics/queueEvidence.ts";
import type { RankedStage } from "../../metrics/slowestStage.ts";
import { periodOfWeek } from "../../metrics/weeks.ts";
import { dayInZone } from "../moments.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

/** The queue is led on so far, no further: a straight line says little about later. */
const weeksAhead = 4;

export type QueueLead = { evidence: QueueEvidence; ahead: QueueAhead };

/** Over the weeks of the growth test; null where there are none. */
export function queueLead({ weeks, growth }: RankedStage, report: WeeklyReport): QueueLead | null {
  const periods = report.weeks.slice(-growth.n).map((week) => periodOfWeek(week, report.timeZone));
  const evidence = queueEvidence(weeks, periods);
  return evidence === null ? null : { evidence, ahead: queueAhead(evidence, weeksAhead, report.timeZone) };
}

/** "14 December". */
export function dayOf({ at }: QueueAhead, { period, timeZone }: WeeklyReport): string {
  return dayInZone(at, { now: period.to, timeZone });
}
