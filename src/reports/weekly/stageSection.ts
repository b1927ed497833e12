/** Decides what is told of each stage for whoever wants all of it, with the way between the stages as a picture. */
import type { PhrasingContent, RootContent } from "mdast";
import { byStage } from "../../stages.ts";
import { pipelineDiagram } from "../diagrams.ts";
import { details, mermaidBlock, paragraph, table, text } from "../markdown.ts";
import { shortStageNames } from "../shortStageNames.ts";
import { countRange, counted, spread, whole, workingHours } from "./amounts.ts";
import type { StageRow } from "./stageRows.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

export function stageSection(report: WeeklyReport): RootContent {
  const { stages, weeks } = report;
  const withWorking = stages.some(({ workingLeadTime }) => workingLeadTime !== null);
  const head = [
    "Stage",
    "Queue",
    "Usual queue",
    "Waiting",
    "Time there: 50% / 85%",
    ...(withWorking ? ["The same in working time"] : []),
    `Time there, ${counted(weeks.length, "week")}`,
  ].map(text);
  return details(
    "Each stage in full, with a picture",
    table(head, ...stages.map((row) => rowOf(row, withWorking))),
    paragraph(text(meaning(withWorking))),
    mermaidBlock(pictureOf(report)),
  );
}

function rowOf(
  { stage, queue, queueSeries, waitingAtEnd, leadTime, workingLeadTime, usual, limit }: StageRow,
  withWorking: boolean,
) {
  const { verdict, low, high } = queueSeries.trend;
  const isKnown = verdict !== "unknown" && low !== null && high !== null;
  const cells: PhrasingContent[] = [
    text(shortStageNames[stage]),
    text(limit === null ? whole(queue.atEnd) : `${whole(queue.atEnd)} (limit ${whole(limit)})`),
    text(isKnown ? countRange(low, high) : "not known yet"),
    text(whole(waitingAtEnd)),
    text(spread(leadTime)),
  ];
  if (withWorking) cells.push(text(workingLeadTime === null ? "none" : spread(workingLeadTime, workingHours)));
  return [...cells, text(spread(usual))];
}

function meaning(withWorking: boolean): string {
  const working = withWorking
    ? " Working time is counted in hours of work, all other time by the clock on the wall."
    : "";
  return `Usual is where 95 of 100 weeks like those before would lie. Waiting is how many of the queue nobody has touched lately. Time there is of items that left the stage for good: half took no longer than the first time, 85% no longer than the second; n is how many.${working}`;
}

function pictureOf({ stages, slowest, moves }: WeeklyReport): string {
  return pipelineDiagram({
    queues: byStage((slug) => stages.find(({ stage }) => stage === slug)?.queue.atEnd ?? 0),
    moves: moves.map(({ times, ...move }) => ({ ...move, perWeek: times })),
    slowest: slowest.slowest?.stage ?? null,
  });
}
