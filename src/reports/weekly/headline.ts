/** Decides how the slowest stage is named, with its evidence. */
import type { Paragraph } from "mdast";
import { queueAhead, queueEvidence } from "../../metrics/queueEvidence.ts";
import type { RankedStage, Sureness } from "../../metrics/slowestStage.ts";
import { periodOfWeek } from "../../metrics/weeks.ts";
import { nameOf } from "../../stages.ts";
import { paragraph, strong, text } from "../markdown.ts";
import { dayInZone } from "../moments.ts";
import { counted, itemDays, percent, whole } from "./amounts.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

/** The queue is led on so far, no further: a straight line says little about later. */
const weeksAhead = 4;

/** What a reader needs if they read no further: which stage, why, how sure, and which one comes next. */
export function headline(report: WeeklyReport): Paragraph[] {
  const { slowest, why, runnerUp, sure } = report.slowest;
  if (slowest === null) {
    return [paragraph(strong("Nothing waited this week."), text(" No stage is slower than another."))];
  }
  const name = nameOf(slowest.stage);
  const verdict =
    why === "growing" ? `${name} is the slowest stage: its queue grows.` : `Work waits most in ${lower(name)}.`;
  return [
    paragraph(
      strong(verdict),
      text(` ${why === "growing" ? growthEvidence(slowest, report) : waitingEvidence(slowest, report)}`),
    ),
    paragraph(
      text([sureness(sure), growthElsewhere(report), runnerUpWords(runnerUp)].filter((each) => each !== "").join(" ")),
    ),
  ];
}

/** "In 8 weeks 14 came in and 9 left; the queue grew from 6 to 11. At this rate it is 26 by 14 December." */
function growthEvidence({ weeks, stage, growth }: RankedStage, report: WeeklyReport): string {
  const periods = report.weeks.slice(-growth.n).map((week) => periodOfWeek(week, report.timeZone));
  const evidence = queueEvidence(weeks, periods);
  if (evidence === null) return "";
  const ahead = queueAhead(evidence, weeksAhead, report.timeZone);
  return [
    `In ${periods.length} weeks ${counted(evidence.arrivals, "item")} came in and ${whole(evidence.departures)} left;`,
    `the queue grew from ${whole(evidence.queueAtStart)} to ${whole(evidence.queueAtEnd)}.`,
    `At this rate it is ${whole(Math.round(ahead.queue))} by ${dayInZone(ahead.at, { now: report.period.to, timeZone: report.timeZone })}.`,
    thisWeek(stage, report),
  ].join(" ");
}

function waitingEvidence({ stage, items, waitingItemDays }: RankedStage, report: WeeklyReport): string {
  return `${counted(items, "item")} waited there for ${itemDays(waitingItemDays)} in all. ${thisWeek(stage, report)}`;
}

function thisWeek(stage: RankedStage["stage"], { stages }: WeeklyReport): string {
  const row = stages.find((each) => each.stage === stage);
  if (row === undefined) return "";
  const { arrivals, departures, atStart, atEnd } = row.queue;
  const change = atEnd === atStart ? `stayed at ${whole(atEnd)}` : `went from ${whole(atStart)} to ${whole(atEnd)}`;
  return `This week ${whole(arrivals)} came in, ${whole(departures)} left; the queue ${change}.`;
}

/** How sure it is that this stage is the slowest. */
export function sureness(sure: Sureness | null): string {
  if (sure === null) return "How sure: too few weeks are known to say.";
  if (sure.by === "growth-test") {
    return `How sure: were no queue growing, ${oneIn(sure.pValue)} reports would show growth like this.`;
  }
  return `How sure: in ${percent(sure.share)} of re-draws of the last ${sure.n} weeks it comes first as well.`;
}

function oneIn(share: number): string {
  const hundredth = Math.max(1, Math.ceil(share * 100));
  return `at most ${hundredth} of 100`;
}

/** Silence would read as "no queue grows", which only the power of the test allows. */
function growthElsewhere({ slowest: { why, stages } }: WeeklyReport): string {
  if (why === "growing") return "";
  const unknown = stages.filter(({ growth }) => growth.verdict === "not-enough-work");
  if (unknown.length === 0) return "No queue grows.";
  if (unknown.length === stages.length) return "There is not enough work to tell whether a queue grows.";
  return `No queue is seen to grow; for ${unknown.map(({ stage }) => lower(nameOf(stage))).join(", ")} there is not enough work to tell.`;
}

/** Which stage would be named next. */
export function runnerUpWords(runnerUp: RankedStage | null): string {
  if (runnerUp === null) return "Nothing waited in any other stage.";
  const { stage, items, waitingItemDays, growth } = runnerUp;
  const grows = growth.verdict === "growing" ? "; its queue grows, too" : "";
  return `Next: ${lower(nameOf(stage))}, where ${counted(items, "item")} waited ${itemDays(waitingItemDays)}${grows}.`;
}

/** A stage's name within a sentence. */
export function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
