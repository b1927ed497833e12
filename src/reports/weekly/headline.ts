/** Decides how the slowest stage is named, with its evidence, and what else stands at the top. */
import type { Paragraph } from "mdast";
import type { RankedStage, Sureness } from "../../metrics/slowestStage.ts";
import type { Flow } from "../../metrics/stageFlow.ts";
import { paragraph, strong, text } from "../markdown.ts";
import { moment } from "../moments.ts";
import { shortStageNames, stageInText } from "../shortStageNames.ts";
import { capitalised, counted, inDays, listed, orNone, percent, rounded, sentences, whole } from "./amounts.ts";
import { dayOf, queueLead } from "./queueLead.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

/** What a reader needs if they read no further: which stage, why, how sure, which one comes next, and what the team wanted to be warned of. */
export function headline(report: WeeklyReport): Paragraph[] {
  return [...slowestStage(report), ...limitsReached(report), ...partOfWeek(report)];
}

function slowestStage(report: WeeklyReport): Paragraph[] {
  const { slowest, why, runnerUp, sure } = report.slowest;
  if (slowest === null) {
    return [
      paragraph(strong("Nothing waited this week."), text(" No item waited in any stage from shaping to release.")),
    ];
  }
  const reason = why === "growing" ? "its queue grows" : "work waits most there";
  const evidence = why === "growing" ? growth(slowest, report) : waiting(slowest, report);
  return [
    paragraph(strong(`${shortStageNames[slowest.stage]} is the slowest stage: ${reason}.`), text(` ${evidence}`)),
    paragraph(text(sentences(sureness(sure), runnerUpWords(runnerUp), alsoGrowing(report)))),
  ];
}

/** "In 8 weeks 14 items came into review and 9 left; the queue grew from 6 to 11. At this rate it is 14 by 14 December. This week 3 came in and 1 left." */
function growth(slowest: RankedStage, report: WeeklyReport): string {
  const lead = queueLead(slowest, report);
  if (lead === null) return "";
  const { arrivals, departures, queueAtStart, queueAtEnd } = lead.evidence;
  return sentences(
    `In ${counted(slowest.growth.n, "week")} ${counted(arrivals, "item")} came into ${stageInText(slowest.stage)} and ${orNone(departures)} left; the queue grew from ${whole(queueAtStart)} to ${whole(queueAtEnd)}.`,
    `At this rate it is ${rounded(lead.ahead.queue)} by ${dayOf(lead.ahead, report)}.`,
    `${thisWeek(slowest, report)}.`,
  );
}

/** "61 items waited, 393 days in all. This week 5 came in and 1 left; the queue went from 57 to 61." */
function waiting(slowest: RankedStage, report: WeeklyReport): string {
  const { atStart, atEnd } = queueOf(slowest, report);
  const change = atEnd === atStart ? `stayed at ${whole(atEnd)}` : `went from ${whole(atStart)} to ${whole(atEnd)}`;
  return `${capitalised(waited(slowest))}. ${thisWeek(slowest, report)}; the queue ${change}.`;
}

function waited({ items, waitingItemDays }: RankedStage): string {
  return `${counted(items, "item")} waited ${inDays(waitingItemDays)}${items === 1 ? "" : " in all"}`;
}

function thisWeek(slowest: RankedStage, report: WeeklyReport): string {
  const { arrivals, departures } = queueOf(slowest, report);
  return `This week ${orNone(arrivals)} came in and ${orNone(departures)} left`;
}

function queueOf({ stage }: RankedStage, { stages }: WeeklyReport): Omit<Flow, "mean"> {
  const row = stages.find((each) => each.stage === stage);
  return row?.queue ?? { atStart: 0, arrivals: 0, departures: 0, atEnd: 0 };
}

/** How sure it is that this stage is the slowest. */
export function sureness(sure: Sureness | null): string {
  if (sure === null) return "How sure: too few weeks are known to say.";
  if (sure.by === "growth-test") {
    const inHundred = Math.max(1, Math.ceil(sure.pValue * 100));
    return `How sure: if no queue were growing, at most ${inHundred} in 100 reports would look like this.`;
  }
  const others = sure.share < 0.5 ? "; in most of them another stage waits more" : "";
  return `How sure: ${grade(sure.share)}; it comes first in ${percent(sure.share)} of random mixes of the last ${counted(sure.n, "week")}${others}.`;
}

function grade(share: number): string {
  if (share >= 0.95) return "very";
  return share >= 0.8 ? "fairly" : "not very";
}

/** Which stage would be named next. */
export function runnerUpWords(runnerUp: RankedStage | null): string {
  if (runnerUp === null) return "Nothing waited in any other stage.";
  return `Next: ${stageInText(runnerUp.stage)}, where ${waited(runnerUp)}.`;
}

/** Of several growing stages only one is the slowest; the others are no less news. */
function alsoGrowing({ slowest: { slowest, stages } }: WeeklyReport): string {
  const others = stages.filter((row) => row.stage !== slowest?.stage && row.growth.verdict === "growing");
  return others.length === 0 ? "" : `Growing, too: ${listed(others.map(({ stage }) => stageInText(stage)))}.`;
}

/** From its limit on a team wants to be warned. */
function limitsReached({ stages }: WeeklyReport): Paragraph[] {
  const reached = stages.flatMap(({ stage, queue, limit }) =>
    limit === null || queue.atEnd < limit
      ? []
      : [`${stageInText(stage)} holds ${counted(queue.atEnd, "item")}, the limit is ${whole(limit)}`],
  );
  if (reached.length === 0) return [];
  return [
    paragraph(strong(reached.length === 1 ? "Limit reached:" : "Limits reached:"), text(` ${reached.join("; ")}.`)),
  ];
}

/** Numbers of a part of a week are small for no reason of the team's. */
function partOfWeek({ health: { since }, period, timeZone }: WeeklyReport): Paragraph[] {
  if (since === null || since <= period.from) return [];
  return [
    paragraph(
      strong("Only a part of the week is known:"),
      text(` it is from ${moment(since, { now: period.to, timeZone })} on.`),
    ),
  ];
}
