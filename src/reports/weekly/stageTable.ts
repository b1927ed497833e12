/** Decides how the seven stages stand in a table, with the way between them as a picture. */
import type { RootContent, Table } from "mdast";
import type { StageSlug } from "../../stages.ts";
import { nameOf } from "../../stages.ts";
import { pipelineDiagram } from "../diagrams.ts";
import { details, mermaidBlock, table, text } from "../markdown.ts";
import { sparkline } from "../sparkline.ts";
import { spread, whole } from "./amounts.ts";
import type { StageRow } from "./stageRows.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

/** Few columns, since a phone shows no more without a bar to drag. */
export function stageTable({ stages, weeks }: WeeklyReport): Table {
  const head = ["Stage", "Queue", `${weeks.length} weeks`, "In", "Out", "Time there: 50% / 85%"].map(text);
  return table(head, ...stages.flatMap((row) => [...backlogRow(row), rowOf(row)]));
}

function rowOf({ stage, queue, queueSeries, leadTime, limit }: StageRow) {
  const over = limit !== null && queue.atEnd >= limit ? ` (limit ${whole(limit)})` : "";
  return [
    text(nameOf(stage)),
    text(`${whole(queue.atEnd)}${over}`),
    text(sparkline(queueSeries.values)),
    text(whole(queue.arrivals)),
    text(whole(queue.departures)),
    text(spread(leadTime)),
  ];
}

function backlogRow({ backlog }: StageRow) {
  if (backlog === null) return [];
  const { atEnd, arrivals, departures } = backlog;
  return [[text("Backlog"), text(whole(atEnd)), text(""), text(whole(arrivals)), text(whole(departures)), text("")]];
}

/** Folded, since the table says the same. */
export function pipelinePicture({ stages, slowest, moves }: WeeklyReport): RootContent {
  const queueOf = (slug: StageSlug) => stages.find(({ stage }) => stage === slug)?.queue.atEnd ?? 0;
  const queues = {
    shaping: queueOf("shaping"),
    design: queueOf("design"),
    implementation: queueOf("implementation"),
    review: queueOf("review"),
    release: queueOf("release"),
    "production-stability": queueOf("production-stability"),
    "learning-and-flow": queueOf("learning-and-flow"),
  };
  const source = pipelineDiagram({
    queues,
    moves: moves.map(({ times, ...move }) => ({ ...move, perWeek: times })),
    slowest: slowest.slowest?.stage ?? null,
  });
  return details("The pipeline as a picture", mermaidBlock(source));
}
