/** Decides in which stages more has come in than gone out, week after week. */
import type { StageSlug } from "../stages.ts";
import type { Period } from "./period.ts";
import { flowOf } from "./stageFlow.ts";
import { queued, type TriagedItem } from "./untriaged.ts";
import { workedStages } from "./whereabouts.ts";

export type OverCapacity = {
  stage: StageSlug;
  /** Weeks in a row, up to the last one, in which more came than went; 0 where the last one was none. */
  weeks: number;
  /** Of these weeks together. */
  arrivals: number;
  departures: number;
};

/** For shaping to release, in order, shaping without its backlog. `weeks` follow one another, the latest last. Numbers, no verdict: growth is tested elsewhere. */
export function overCapacity(items: readonly TriagedItem[], weeks: readonly Period[]): OverCapacity[] {
  return workedStages.map((stage) => {
    const stays = items.flatMap((item) => queued(item, stage));
    const flows = weeks.map((week) => flowOf(stays, week));
    const run = flows.slice(flows.findLastIndex(({ arrivals, departures }) => arrivals <= departures) + 1);
    return {
      stage,
      weeks: run.length,
      arrivals: run.reduce((sum, { arrivals }) => sum + arrivals, 0),
      departures: run.reduce((sum, { departures }) => sum + departures, 0),
    };
  });
}
