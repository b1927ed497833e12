/** Decides how throughput, cycle time and pull requests are told, and where queues lead. */
import type { List, PhrasingContent } from "mdast";
import type { Spread } from "../../metrics/spread.ts";
import { duration } from "../durations.ts";
import { list, strong, text } from "../markdown.ts";
import { stageInText } from "../shortStageNames.ts";
import { sparkline } from "../sparkline.ts";
import {
  againstUsual,
  type Comparing,
  counted,
  listed,
  ofCounts,
  ofTimes,
  orNone,
  rounded,
  sentences,
  spreadInWords,
  whole,
  workingHours,
} from "./amounts.ts";
import { dayOf, queueLead } from "./queueLead.ts";
import type { Series } from "./series.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

/** Speed never stands without what it may have cost. */
export function flowSection(report: WeeklyReport): List {
  return list(
    line("Released:", released(report)),
    line("Cycle time:", cycle(report)),
    line("Still open:", stillOpen(report)),
    line("Pull requests:", comingAndGoing(report)),
    line("First review:", firstReview(report)),
    line("At this rate:", atThisRate(report)),
  );
}

function line(name: string, words: string): PhrasingContent[] {
  return [strong(name), text(` ${words}`)];
}

/** While nothing is known of what is usual, that is said once, below the table. */
function usual({ stages }: WeeklyReport, series: Series, comparing: Comparing): string {
  const isKnown = stages.some(({ queueSeries }) => queueSeries.trend.verdict !== "unknown");
  return isKnown ? againstUsual(series, comparing) : "";
}

function released(report: WeeklyReport): string {
  const { released: series, deployments, health } = report;
  const count = counted(series.values.at(-1) ?? 0, "item");
  const cost = health.productionSeen
    ? undone(deployments)
    : "Whether any had to be undone is not known: no production deployment was seen.";
  return sentences(`${count} ${sparkline(series.values)}.`, usual(report, series, ofCounts), cost);
}

function undone({ changeFailure: { completed }, undone: some }: WeeklyReport["deployments"]): string {
  const done = completed === 0 ? "No production deployment" : counted(completed, "production deployment");
  return `${done} completed, ${orNone(some.length)} had to be undone.`;
}

function cycle(report: WeeklyReport): string {
  const { fromIdea, fromStart, startUnknown } = report.cycleTime;
  if (fromIdea.n === 0) return "nothing was released.";
  return sentences(
    `from the idea ${spreadInWords(fromIdea, "item")}; ${fromTheStart(fromStart, startUnknown)}.`,
    usual(report, report.cycleSeries, ofTimes),
    workingCycle(report),
    slowOnes(report),
  );
}

function fromTheStart(fromStart: Spread, unknown: number): string {
  if (fromStart.n === 0) return "when work began is not known";
  const others = unknown === 0 ? "" : `, not known for ${whole(unknown)} more`;
  return `from the start of work ${spreadInWords(fromStart, "item")}${others}`;
}

function workingCycle({ workingCycleTime: working }: WeeklyReport): string {
  return working === null ? "" : `In working time: ${spreadInWords(working.fromIdea, "item", workingHours)}.`;
}

/** Of fewer items p85 is as good as the slowest. */
const fewestForRatio = 10;
const leastRatio = 1.5;

function slowOnes({ predictability: { fromIdea } }: WeeklyReport): string {
  const { ratio, n } = fromIdea;
  if (ratio === null || n < fewestForRatio || ratio < leastRatio) return "";
  return `One in seven took at least ${whole(Math.floor(ratio * 10) / 10)} times as long as the middle one.`;
}

function stillOpen({ cycleTime: { openAge: age, backlogAge } }: WeeklyReport): string {
  const backlog = backlogAge.n === 0 ? "" : `; besides, ${counted(backlogAge.n, "issue")} not yet triaged`;
  if (age.n === 0) return `no item under way${backlog}.`;
  if (age.n === 1) return `1 item under way, for ${duration(age.p50Seconds)}${backlog}.`;
  return `${whole(age.n)} items under way, half of them for more than ${duration(age.p50Seconds)}${backlog}.`;
}

function comingAndGoing({ pullRequests: flow }: WeeklyReport): string {
  const { opened, merged, closedUnmerged, openAtEnd, reviewsWaiting } = flow;
  if (opened + merged + closedUnmerged + openAtEnd === 0) return "none.";
  return `${whole(opened)} opened, ${whole(merged)} merged, ${whole(closedUnmerged)} closed unmerged; ${whole(openAtEnd)} open at the end, ${orNone(reviewsWaiting)} of them waiting for review.`;
}

/** Reviews are quick where nobody reviews, so what was merged without one stands beside, and what went round again. */
function firstReview(report: WeeklyReport): string {
  const { firstReview: times, pullRequests, rounds } = report;
  const { merged, without } = pullRequests.withoutReview;
  const { reviewsWaiting: waiting } = pullRequests;
  const still = waiting === 0 ? "" : `; ${whole(waiting)} ${waiting === 1 ? "waits" : "wait"} for a review`;
  const time = times.n === 0 ? `none came${still}.` : `${spreadInWords(times, "review")}.`;
  const unseen =
    merged === 0 ? "" : `Merged without a review by another person: ${whole(without)} of ${whole(merged)}.`;
  const again = rounds.mean === null ? "" : `Review rounds: ${whole(rounds.mean)} for each merged (n ${rounds.n}).`;
  return sentences(time, usual(report, report.firstReviewSeries, ofTimes), unseen, again);
}

/** Silence would read as "no queue grows", which only the power of the test allows. */
function atThisRate(report: WeeklyReport): string {
  const { stages } = report.slowest;
  const growing = stages.filter(({ growth }) => growth.verdict === "growing");
  if (growing.length > 0) return `${listed(growing.flatMap((row) => leadOf(row, report)))}.`;
  const unknown = stages.filter(({ growth }) => growth.verdict === "not-enough-work");
  if (unknown.length === 0) return "no queue grows.";
  if (unknown.length === stages.length) return "there is not enough work to tell whether a queue grows.";
  return `no queue is seen to grow; there is not enough work to tell for ${listed(unknown.map(({ stage }) => stageInText(stage)))}.`;
}

function leadOf(row: Parameters<typeof queueLead>[0], report: WeeklyReport): string[] {
  const lead = queueLead(row, report);
  if (lead === null) return [];
  const { queueAtEnd, perWeek } = lead.evidence;
  return [
    `${stageInText(row.stage)} grows by ${whole(perWeek)} a week, from ${whole(queueAtEnd)} now to ${rounded(lead.ahead.queue)} by ${dayOf(lead.ahead, report)}`,
  ];
}
