/** Decides how it is told on what work waited, with a picture and the table that says the same. */
import type { RootContent } from "mdast";
import { waitingPie } from "../diagrams.ts";
import { details, mermaidBlock, paragraph, table, text } from "../markdown.ts";
import { percent, whole } from "./amounts.ts";
import { waitWords } from "./waitWords.ts";
import { atLeast } from "./flowSection.ts";
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
    backlogSeconds === 0
      ? ""
      : ` The backlog, ${whole(Math.round(backlogSeconds / daySeconds))} item-days, is not in it.`;
  return [
    details(
      `What work waited on: ${atLeast(overall.share)} of the time from shaping to release`,
      table(["Waiting on", "Item-days", "Of all time"].map(text), ...rows),
      ...(pie === null ? [] : [mermaidBlock(pie)]),
      paragraph(
        text(
          `The rest is time in which somebody had touched the work lately, which is more than the work took.${backlog}`,
        ),
      ),
    ),
  ];
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
