/** Decides the one sentence in which a first look says what a change would do. */
import type { Meaning } from "../../forecast/stationChanges.ts";
import type { StageFuture, StageWhatIf } from "../../forecast/whatIf.ts";
import { duration } from "../durations.ts";
import { stageInText } from "../shortStageNames.ts";
import { counted, rounded, whole } from "../weekly/amounts.ts";
import type { Look } from "./look.ts";

export function whatIfWords({ whatIf, weeks, stages }: Look): string {
  if (!whatIf.known) {
    return whatIf.reason === "too-few-weeks"
      ? `It cannot be told: a simulation needs ${whole(whatIf.needed)} whole weeks, and ${counted(weeks.length, "week was", "weeks were")} read. Look further back with --since.`
      : `It cannot be told: a simulation needs a stage that at least ${counted(whatIf.needed, "item")} left in this time. Look further back with --since.`;
  }
  const { change, told, weeks: ahead } = whatIf;
  const [today, changed] = [told.today.weeks.at(-1), told.changed.weeks.at(-1)];
  if (today === undefined || changed === undefined) return "";
  const queueNow = stages.find(({ stage }) => stage === told.stage)?.queue.atEnd ?? 0;
  const condition = `Were ${stageInText(change.stage)} to ${meant[change.what]} ${whole(change.perWeek)} a week instead of ${whole(change.before)}`;
  return `${condition}, then in ${ahead} weeks the queue of ${stageInText(told.stage)} would be ${rounded(changed.queue)} instead of ${rounded(today.queue)} (now it is ${whole(queueNow)}), ${stayedWords(today.stayDays, changed.stayDays)}.${takenWords(told)}${growthWords(told.changed)}`;
}

function stayedWords(today: number, changed: number): string {
  const [before, after] = [stayWords(today), stayWords(changed)];
  if (before === after) return `and what comes then would be there for ${after}, as it goes today`;
  return `and what comes then would be there for ${after} instead of ${before}`;
}

const meant: Record<Meaning, string> = { capacity: "manage", inflow: "get", pace: "turn out" };

function growthWords({ queueGrowthPerWeek, absorbedByPerWeek }: StageFuture): string {
  if (queueGrowthPerWeek < 0.05) return "";
  return ` To keep up it would have to manage ${whole(absorbedByPerWeek)} a week.`;
}

/** Of a stage that was never full nobody knows what it can do. */
function takenWords({ stage, capacityFrom, changed }: StageWhatIf): string {
  if (capacityFrom === "full") return "";
  return ` That takes ${stageInText(stage)} to manage ${whole(Math.round(changed.capacityPerWeek * 10) / 10)} a week, as in its busiest weeks; perhaps it can do more.`;
}

const daySeconds = 24 * 3600;

function stayWords(days: number): string {
  return days >= 2 ? `${rounded(days)} days` : duration(days * daySeconds);
}
