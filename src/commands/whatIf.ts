/** Decides the answer to `/flow whatif`: queue, wait and what ships under another inflow or capacity, beside the course that things take today. */
import type { PhrasingContent, RootContent } from "mdast";
import { fitStages, fitWeeksNeeded } from "../forecast/fitStages.ts";
import { type Meaning, usualMeaning } from "../forecast/stationChanges.ts";
import { type NoWhatIf, type StageFuture, type StageWhatIf, type WhatIf, whatIf } from "../forecast/whatIf.ts";
import { stageInText } from "../reports/shortStageNames.ts";
import { nameOf } from "../stages.ts";
import { duration } from "../reports/durations.ts";
import { paragraph, strong, table, text } from "../reports/markdown.ts";
import { counted, whole } from "../reports/weekly/amounts.ts";
import type { StageChange } from "./command.ts";
import type { Question } from "./reading.ts";
import { windowOf } from "./window.ts";

/** The simulation is fitted to so many past weeks, unless others are asked for. */
export const fittedWeeks = 16;
const daySeconds = 24 * 3600;

export function whatIfAnswer({ command, place, reading }: Question<"whatif">): RootContent[] {
  const { weeks } = windowOf(command.narrowing, place, fittedWeeks);
  const told = whatIf(fitStages(reading.history.items, weeks), command.changes);
  return told.known
    ? futureWords(told, command.changes)
    : [paragraph(strong("It cannot be told."), text(` ${whyNot(told)}`))];
}

function whyNot(told: NoWhatIf): string {
  switch (told.reason) {
    case "too-few-weeks":
      return `A simulation is fitted to at least ${fitWeeksNeeded} whole weeks; ${whole(told.weeks)} known.`;
    case "too-little-work":
      return `In ${counted(told.weeks, "week")} too little work passed each stage to know what it can do.`;
    case "stage-not-known":
      return `Too little work has passed ${stageInText(told.stage)} lately, or it is timed by settings, to simulate it.`;
    case "no-rate":
      return `For ${stageInText(told.stage)} name a number above 0.`;
  }
}

function futureWords(told: WhatIf, changes: readonly StageChange[]): RootContent[] {
  const head = ["Stage", "Comes a week", "Can do a week", `Queue in ${told.weeks} weeks`, "Wait then"].map(text);
  return [
    paragraph(
      strong(`With ${changes.map(changeWords).join(" and ")}: ${slowestWords(told)}`),
      text(` ${shippedWords(told)}`),
    ),
    table(head, ...told.stages.map(rowOf)),
    ...told.stages.flatMap((stage) => growthWords(stage)),
    paragraph(
      text(
        `In each cell first as things go today, then with the change. Simulated ${whole(told.runs)} times, fitted to the last ${told.fittedOn} weeks. It assumes that arrivals and work vary as by chance, that the oldest is done first, that nobody gives up because a queue is long, and that nobody lends a hand in another stage.`,
      ),
    ),
  ];
}

const meant: Record<Meaning, string> = {
  capacity: "able to do",
  inflow: "taking in",
  pace: "turning out",
};

function changeWords({ stage, perWeek }: StageChange): string {
  return `${stageInText(stage)} ${meant[usualMeaning(stage)]} ${whole(perWeek)} a week`;
}

function slowestWords({ slowest: { today, changed } }: WhatIf): string {
  if (changed === null) return "nothing waits long anywhere.";
  const name = stageInText(changed.stage);
  if (today?.stage === changed.stage) return `${name} stays the slowest stage.`;
  const before = today === null ? "" : `, today it is ${stageInText(today.stage)}`;
  return `${name} becomes the slowest stage${before}.`;
}

function shippedWords({ shipped, weeks }: WhatIf): string {
  const [today, changed] = [sum(shipped.today), sum(shipped.changed)];
  return `In ${weeks} weeks ${whole(Math.round(changed))} items get through, ${whole(Math.round(today))} as things go today.`;
}

function rowOf({ stage, today, changed }: StageWhatIf): PhrasingContent[] {
  const both = (of: (future: StageFuture) => string) => {
    const [before, after] = [of(today), of(changed)];
    return text(before === after ? before : `${before}, then ${after}`);
  };
  return [
    text(nameOf(stage)),
    both(({ inflowPerWeek }) => rate(inflowPerWeek)),
    both(({ capacityPerWeek }) => rate(capacityPerWeek)),
    both(({ weeks }) => whole(Math.round(weeks.at(-1)?.queue ?? 0))),
    both(({ weeks }) => waitWords(weeks.at(-1)?.waitDays ?? 0)),
  ];
}

/** Week by week where the change makes more come than can be done. */
function growthWords({ stage, changed }: StageWhatIf): RootContent[] {
  const { inflowPerWeek, capacityPerWeek, queueGrowthPerWeek, absorbedByPerWeek, withRoomPerWeek, weeks } = changed;
  if (queueGrowthPerWeek <= 0) return [];
  const shown = weeks.filter((_, index) => index % 2 === 1);
  return [
    paragraph(
      strong(`${nameOf(stage)} would grow by ${rate(queueGrowthPerWeek)} a week:`),
      text(
        ` ${rate(inflowPerWeek)} come and ${rate(capacityPerWeek)} can be done. Every second week its queue is ${shown.map(({ queue }) => whole(Math.round(queue))).join(", ")}, and who comes then waits ${shown.map(({ waitDays }) => waitWords(waitDays)).join(", ")}. To absorb it takes ${whole(absorbedByPerWeek)} a week, with room ${whole(withRoomPerWeek)}.`,
      ),
    ),
  ];
}

function waitWords(days: number): string {
  return days >= 2 ? `${whole(Math.round(days))} days` : duration(days * daySeconds);
}

function rate(perWeek: number): string {
  return whole(Math.round(perWeek * 10) / 10);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
