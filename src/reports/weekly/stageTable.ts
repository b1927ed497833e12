/** Decides how the seven stages stand in a table, and which of their queues are news. */
import type { Paragraph, PhrasingContent, Table } from "mdast";
import type { Flow } from "../../metrics/stageFlow.ts";
import type { StageSlug } from "../../stages.ts";
import { shortDuration } from "../durations.ts";
import { paragraph, strong, table, text } from "../markdown.ts";
import { shortStageNames, stageInText } from "../shortStageNames.ts";
import { sparkline } from "../sparkline.ts";
import { counted, countRange, listed, spread, whole } from "./amounts.ts";
import type { StageRow } from "./stageRows.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

/** Three narrow columns, since a phone shows no more without a bar to drag. */
export function stageTable({ stages, weeks }: WeeklyReport): Table {
  const head = ["Stage", `Queue (in, out), ${counted(weeks.length, "week")}`, "Time there: 50% / 85%"].map(text);
  return table(head, ...stages.flatMap((row) => [...backlogRow(row), rowOf(row)]));
}

function rowOf({ stage, queue, queueSeries, leadTime }: StageRow): PhrasingContent[] {
  return [
    text(shortStageNames[stage]),
    text(`${queueInShort(queue)} ${sparkline(queueSeries.values)}`),
    text(spread(leadTime, shortDuration)),
  ];
}

function backlogRow({ backlog }: StageRow): PhrasingContent[][] {
  return backlog === null ? [] : [[text("Backlog"), text(queueInShort(backlog)), text("")]];
}

/** "12 (+3 −1)", "12" where nothing came or left. */
function queueInShort({ atEnd, arrivals, departures }: Flow): string {
  if (arrivals === 0 && departures === 0) return whole(atEnd);
  return `${whole(atEnd)} (+${whole(arrivals)} −${whole(departures)})`;
}

/** What is news in the table, and what the word in it means that is not a stage. */
export function queuesAgainstUsual({ stages, slowest }: WeeklyReport): Paragraph {
  const growing = slowest.stages.filter(({ growth }) => growth.verdict === "growing").map(({ stage }) => stage);
  const backlog = stages.some((row) => row.backlog !== null && row.backlog.atEnd > 0)
    ? " The backlog is issues that nobody has triaged yet."
    : "";
  return paragraph(strong("Queues:"), text(` ${newsOf(stages, growing)}${backlog}`));
}

/** A queue that grows all the time never leaves the range of the weeks before, which widens with it: that it grows is the news. */
function newsOf(stages: readonly StageRow[], growing: readonly StageSlug[]): string {
  const weeks = stages[0]?.queueSeries.trend.n ?? 0;
  const known = stages.filter(({ queueSeries }) => queueSeries.trend.verdict !== "unknown");
  if (known.length === 0) return `what is usual, here and below, is not known yet (${whole(weeks)} of 4 weeks).`;
  const news = known.flatMap((row) => {
    if (growing.includes(row.stage)) return [`${stageInText(row.stage)} grows`];
    return row.queueSeries.trend.verdict === "usual" ? [] : [againstUsual(row)];
  });
  const others = news.length === 0 ? "all" : "all others";
  const usual = `${others} are within the range of the ${counted(weeks, "week")} before`;
  return news.length === known.length ? `${listed(news)}.` : `${[...news, usual].join("; ")}.`;
}

/** "shaping holds more than usual (61, usually 50 to 60)". */
function againstUsual({ stage, queue, queueSeries: { trend } }: StageRow): string {
  const { verdict, low, high } = trend;
  const than = verdict === "up" ? "more" : "fewer";
  return `${stageInText(stage)} holds ${than} than usual (${whole(queue.atEnd)}, usually ${countRange(low ?? 0, high ?? 0)})`;
}
