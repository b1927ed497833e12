/** Decides how it is told on what work waited, with a picture and the table that says the same. */
import type { RootContent } from "mdast";
import type { WaitShare } from "../../metrics/waitShare.ts";
import { waitingPie } from "../diagrams.ts";
import { details, mermaidBlock, paragraph, table, text } from "../markdown.ts";
import { capitalised, inDays, percent, whole } from "./amounts.ts";
import { waitWords } from "./waitWords.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

const daySeconds = 24 * 3600;

export function waitSection({ waits }: WeeklyReport): RootContent[] {
  const { overall, backlogSeconds } = waits;
  if (overall.stageSeconds === 0) return [];
  const pie = waitingPie(overall.reasons.map(({ on, seconds }) => ({ on, itemDays: seconds / daySeconds })));
  const rows = rowsOf(overall);
  const backlog =
    backlogSeconds < daySeconds ? "" : ` The backlog is not in it; it waited ${inDays(backlogSeconds / daySeconds)}.`;
  return [
    details(
      `What work waited on: at least ${percent(overall.waitingSeconds / overall.stageSeconds)} of the time from shaping to release`,
      ...(rows.length === 0
        ? []
        : [table(["Waited on", "Days, all items together", "Of the waiting"].map(text), ...rows)]),
      ...(pie === null ? [] : [mermaidBlock(pie)]),
      paragraph(
        text(`In the rest of the time somebody had touched the item lately: at most so much was work.${backlog}`),
      ),
    ),
  ];
}

/** Less than this would be a zero in the table. */
const leastSeconds = daySeconds / 10;

function rowsOf({ reasons, waitingSeconds }: WaitShare) {
  const large = reasons.filter(({ seconds }) => seconds >= leastSeconds);
  const small = reasons.filter(({ seconds }) => seconds < leastSeconds);
  const rest = small.reduce((sum, { seconds }) => sum + seconds, 0);
  const row = (words: string, seconds: number) => [
    text(capitalised(words)),
    text(seconds < leastSeconds ? "under 0.1" : whole(Math.floor((seconds * 10) / daySeconds) / 10)),
    text(`${Math.round((100 * seconds) / waitingSeconds)}%`),
  ];
  return [
    ...large.map(({ on, seconds }) => row(waitWords[on], seconds)),
    ...(rest === 0 ? [] : [row("anything else", rest)]),
  ];
}
