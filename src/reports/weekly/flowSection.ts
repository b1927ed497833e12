/** Decides how throughput, cycle time and pull requests are told. */
import type { List, PhrasingContent } from "mdast";
import { duration } from "../durations.ts";
import { list, strong, text } from "../markdown.ts";
import { sparkline } from "../sparkline.ts";
import { againstUsual, counted, percent, spreadInWords, whole } from "./amounts.ts";
import { forecastWeeks, type WeeklyReport } from "./weeklyReport.ts";

/** Speed never stands without what it may have cost. */
export function flowSection(report: WeeklyReport): List {
  return list(
    line("Released:", released(report)),
    line("Cycle time:", cycle(report)),
    ...(report.workingCycleTime === null
      ? []
      : [line("In working time:", spreadInWords(report.workingCycleTime.fromIdea, "item"))]),
    line("Still open:", openAge(report)),
    line("Pull requests:", pullRequests(report)),
    line("First review:", firstReview(report)),
    line("Next four weeks:", forecast(report)),
  );
}

function line(name: string, words: string): PhrasingContent[] {
  return [strong(name), text(` ${words}`)];
}

function released({ released: series, deployments }: WeeklyReport): string {
  const value = series.values.at(-1) ?? 0;
  const undone = deployments.undone.length;
  return [
    `${counted(value, "item")} ${sparkline(series.values)}.`,
    againstUsual(series, rounded),
    `${counted(undone, "production deployment")} had to be undone.`,
  ].join(" ");
}

function cycle({
  cycleTime: { fromIdea, fromStart, startUnknown },
  predictability,
  cycleSeries,
}: WeeklyReport): string {
  if (fromIdea.n === 0) return "nothing was released.";
  const unknown = startUnknown === 0 ? "" : `, ${counted(startUnknown, "item")} without a known start`;
  const start = fromStart.n === 0 ? "" : `; from the start of work ${spreadInWords(fromStart, "item")}${unknown}`;
  const { ratio, n } = predictability.fromIdea;
  const spread =
    ratio === null || n < fewestForRatio ? "" : ` The slow ones take ${whole(ratio)} times as long as the middle.`;
  return `from the idea ${spreadInWords(fromIdea, "item")}${start}. ${againstUsual(cycleSeries, duration)}${spread}`;
}

/** Of fewer items p85 is as good as the slowest. */
const fewestForRatio = 10;

function openAge({ cycleTime: { openAge: age, backlogAge } }: WeeklyReport): string {
  const backlog = backlogAge.n === 0 ? "" : `; besides a backlog of ${counted(backlogAge.n, "issue")} not yet triaged`;
  if (age.n === 0) return `no item under way${backlog}.`;
  return `${counted(age.n, "item")} under way, half of them for more than ${duration(age.p50Seconds)}${backlog}.`;
}

function pullRequests({ pullRequests: flow, rounds }: WeeklyReport): string {
  const { withoutReview } = flow;
  const unseen =
    withoutReview.without === 0
      ? ""
      : ` ${whole(withoutReview.without)} of ${whole(withoutReview.merged)} merged without a review by another person.`;
  const mean = rounds.mean === null ? "" : ` Review rounds for each merged: ${whole(rounds.mean)} (n ${rounds.n}).`;
  return `${whole(flow.opened)} opened, ${whole(flow.merged)} merged, ${whole(flow.closedUnmerged)} closed unmerged; ${whole(flow.openAtEnd)} open at the end, ${whole(flow.reviewsWaiting)} waiting for review.${unseen}${mean}`;
}

function firstReview({ firstReview: times, firstReviewSeries }: WeeklyReport): string {
  if (times.n === 0) return "none came.";
  return `${spreadInWords(times, "review")}. ${againstUsual(firstReviewSeries, duration)}`;
}

function forecast({ forecast: likely, released: { values } }: WeeklyReport): string {
  if (likely === null) return "too few weeks are known to forecast.";
  const { p50, p85, p95 } = likely;
  return `at least ${whole(p50)} released with 50% likelihood, ${whole(p85)} with 85%, ${whole(p95)} with 95%, if the next ${forecastWeeks} weeks are like the last ${values.filter((value) => value !== null).length}.`;
}

function rounded(value: number): string {
  return whole(Math.round(value));
}

/** "at least 61%". */
export function atLeast(share: number | null): string {
  return share === null ? "nothing to tell" : `at least ${percent(share)}`;
}
