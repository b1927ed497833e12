/** Decides in which stages more has come in than gone out, week after week. */
import type { StageSlug } from "../stages.ts";
import type { Period } from "./period.ts";
import type { QueuedItem } from "./backlog.ts";
import { stageWeeks } from "./stageWeeks.ts";

export type OverCapacity = {
  stage: StageSlug;
  /** Weeks in a row, up to the last one, in which more came than went; 0 where the last one was none. */
  weeks: number;
  /** Of these weeks together. */
  arrivals: number;
  departures: number;
};

/** For shaping to release, in order, shaping without its backlog. `weeks` follow one another, the latest last. Numbers, no verdict: growth is tested elsewhere. */
export function overCapacity(items: readonly QueuedItem[], weeks: readonly Period[]): OverCapacity[] {
  return stageWeeks(items, weeks).map(({ stage, arrivals, departures }) => {
    const begun = arrivals.findLastIndex((count, week) => count <= (departures[week] ?? 0)) + 1;
    return {
      stage,
      weeks: weeks.length - begun,
      arrivals: sumOf(arrivals.slice(begun)),
      departures: sumOf(departures.slice(begun)),
    };
  });
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, each) => sum + each, 0);
}
