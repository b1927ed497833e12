/** Decides the answer to `/flow slowest`: which stage is the slowest as of now, why, how sure that is, and which one comes next. */
import type { RootContent } from "mdast";
import { queueEvidence } from "../metrics/queueEvidence.ts";
import { type RankedStage, slowestStage } from "../metrics/slowestStage.ts";
import { shortStageNames } from "../reports/shortStageNames.ts";
import { nameOf } from "../stages.ts";
import { paragraph, strong, table, text } from "../reports/markdown.ts";
import { counted, inDays, whole } from "../reports/weekly/amounts.ts";
import { runnerUpWords, sureness } from "../reports/weekly/headline.ts";
import type { Question } from "./reading.ts";
import { windowOf } from "./window.ts";

/** Growth is read over so many weeks, as in the weekly summary. */
export const growthWeeks = 8;

export function slowestAnswer({ command, place, reading }: Question<"slowest">): RootContent[] {
  const { period, weeks, words } = windowOf(command.narrowing, place, growthWeeks);
  const { slowest, why, runnerUp, sure, stages } = slowestStage(reading.history.items, weeks, period);
  if (slowest === null)
    return [paragraph(strong(`Nothing waited ${words}.`), text(" No stage is slower than another."))];
  const reason = why === "growing" ? "its queue grows" : "work waits most there";
  const verdict = `${shortStageNames[slowest.stage]} is the slowest stage: ${reason}.`;
  const head = ["Stage", "Waited", "Items", "Queue a week"].map(text);
  return [
    paragraph(strong(verdict), text(` ${evidence(slowest, weeks, words)}`)),
    paragraph(text(`${sureness(sure)} ${runnerUpWords(runnerUp)}`)),
    table(head, ...stages.map(rowOf)),
  ];
}

function evidence(slowest: RankedStage, weeks: Parameters<typeof queueEvidence>[1], words: string): string {
  const { items, waitingItemDays } = slowest;
  const waited = `${counted(items, "item")} waited there for ${inDays(waitingItemDays)} ${words}.`;
  const grown = queueEvidence(slowest.weeks, weeks);
  if (grown === null) return waited;
  const { arrivals, departures, queueAtStart, queueAtEnd } = grown;
  return `${waited} ${counted(arrivals, "item")} came in and ${whole(departures)} left in ${counted(weeks.length, "whole week")}; the queue went from ${whole(queueAtStart)} to ${whole(queueAtEnd)}.`;
}

function rowOf({ stage, items, waitingItemDays, growth }: RankedStage) {
  const { perWeek, verdict } = growth;
  const change = perWeek === null ? "not known" : `${perWeek > 0 ? "+" : ""}${whole(Math.round(perWeek * 10) / 10)}`;
  const said = { growing: ", grows", steady: "", "not-enough-work": ", not enough work to tell" };
  return [
    text(nameOf(stage)),
    text(items === 0 ? "nothing" : inDays(waitingItemDays)),
    text(whole(items)),
    text(`${change}${perWeek === null ? "" : said[verdict]}`),
  ];
}
