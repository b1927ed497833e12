/** Decides how it is told on what work waited, with a picture and the table that says the same. */
import type { RootContent } from "mdast";
import { waitingPie } from "../diagrams.ts";
import { details, mermaidBlock, paragraph, table, text } from "../markdown.ts";
import { capitalised, counted, percent, whole } from "./amounts.ts";
import { waitWords } from "./waitWords.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

const daySeconds = 24 * 3600;

export function waitSection({ waits }: WeeklyReport): RootContent[] {
  const { overall, backlogSeconds } = waits;
  if (overall.stageSeconds === 0) return [];
  const reasons = overall.reasons.map(({ on, seconds }) => ({ on, itemDays: seconds / daySeconds }));
  const pie = waitingPie(reasons);
  const rows = reasons.map(({ on, itemDays }) => [
    text(capitalised(waitWords[on])),
    text(whole(Math.round(itemDays * 10) / 10)),
    text(percent((itemDays * daySeconds) / overall.stageSeconds)),
  ]);
  const backlog =
    backlogSeconds < daySeconds
      ? ""
      : ` The backlog is not in it; it waited ${counted(Math.floor(backlogSeconds / daySeconds), "day")}.`;
  return [
    details(
      `What work waited on: at least ${percent(overall.waitingSeconds / overall.stageSeconds)} of the time from shaping to release`,
      table(["Waits on", "Days, all items together", "Share"].map(text), ...rows),
      ...(pie === null ? [] : [mermaidBlock(pie)]),
      paragraph(
        text(
          `Shares are of all time in these stages. The rest is time in which somebody had touched the item lately: at most so much was work.${backlog}`,
        ),
      ),
    ),
  ];
}
