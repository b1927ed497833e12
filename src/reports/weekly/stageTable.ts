/** Decides how the seven stages stand in a table, and which of their queues are news. */
import type { Paragraph, PhrasingContent, Table } from "mdast";
import type { StageSlug } from "../../stages.ts";
import { paragraph, strong, table, text } from "../markdown.ts";
import { shortStageNames, stageInText } from "../shortStageNames.ts";
import { sparkline } from "../sparkline.ts";
import { counted, listed, ofCounts, rounded, spread, usualRange, whole } from "./amounts.ts";
import type { StageRow } from "./stageRows.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

/** Few columns, and the wide one last, since a phone shows no more without a bar to drag. */
export function stageTable({ stages, weeks }: WeeklyReport): Table {
  const head = ["Stage", `Queue, ${counted(weeks.length, "week")}`, "In, out", "Time there: 50% / 85%"].map(text);
  return table(head, ...stages.flatMap((row) => [...backlogRow(row), rowOf(row)]));
}

function rowOf({ stage, queue, queueSeries, leadTime }: StageRow): PhrasingContent[] {
  return [
    text(shortStageNames[stage]),
    text(`${whole(queue.atEnd)} ${sparkline(queueSeries.values)}`),
    text(`${whole(queue.arrivals)}, ${whole(queue.departures)}`),
    text(spread(leadTime)),
  ];
}

function backlogRow({ backlog }: StageRow): PhrasingContent[][] {
  if (backlog === null) return [];
  const { atEnd, arrivals, departures } = backlog;
  return [[text("Backlog"), text(whole(atEnd)), text(`${whole(arrivals)}, ${whole(departures)}`), text("")]];
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
  if (known.length === 0) return `what is usual is not known yet (${whole(weeks)} of 4 weeks).`;
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
  const usual = usualRange(low ?? 0, high ?? 0, ofCounts.say);
  return `${stageInText(stage)} holds ${than} than usual (${rounded(queue.atEnd)}, usually ${usual})`;
}
