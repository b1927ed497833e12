/** Decides which one question a first look asks of the simulation: whether more hands would help where work waits, or what faster coding would do. */
import { exitsNeeded, fitStages, type FittedStage, fitWeeksNeeded } from "../../forecast/fitStages.ts";
import { type Meaning, usualMeaning } from "../../forecast/stationChanges.ts";
import { type StageWhatIf, whatIf } from "../../forecast/whatIf.ts";
import type { QueuedItem } from "../../metrics/backlog.ts";
import type { Period } from "../../metrics/period.ts";
import type { StageSlug } from "../../stages.ts";

export type LookWhatIf =
  | {
      known: true;
      /** What is changed, and from what; per week. */
      change: { stage: StageSlug; what: Meaning; perWeek: number; before: number };
      weeks: number;
      /** The stage that the answer tells of: the changed one, or review where more comes into it. */
      told: StageWhatIf;
      shipped: { today: number; changed: number };
    }
  | { known: false; reason: "too-few-weeks" | "too-little-work"; needed: number };

/** As much more as is asked about: a quarter of capacity, half of coding. */
const moreCapacity = 1.25;
const moreCoding = 1.5;

export function lookWhatIf(
  items: readonly QueuedItem[],
  weeks: readonly Period[],
  slowest: StageSlug | null,
): LookWhatIf {
  const fit = fitStages(items, weeks);
  const asked = fit.known ? questionOf(fit.stages, slowest) : null;
  if (asked === null) {
    if (!fit.known && fit.reason === "too-few-weeks") return { ...fit, reason: fit.reason, needed: fitWeeksNeeded };
    return { known: false, reason: "too-little-work", needed: exitsNeeded };
  }
  const { change, of } = asked;
  const answer = whatIf(fit, [change]);
  const told = answer.known ? answer.stages.find(({ stage }) => stage === of) : undefined;
  if (!answer.known || told === undefined) return { known: false, reason: "too-little-work", needed: exitsNeeded };
  const shipped = { today: sum(answer.shipped.today), changed: sum(answer.shipped.changed) };
  return { known: true, change, weeks: answer.weeks, told, shipped };
}

/** More hands where the slowest stage does all it can; else what more from before would do to review. */
function questionOf(stages: readonly FittedStage[], slowest: StageSlug | null) {
  const fitted = (stage: StageSlug | null) => stages.find((each) => each.stage === stage);
  const own = fitted(slowest);
  if (own?.capacity.from === "full" && usualMeaning(own.stage) === "capacity") {
    return changeOf(own, "capacity", own.capacity.perWeek, moreCapacity, own.stage);
  }
  const [coding, review] = [fitted("implementation"), fitted("review")];
  if (review === undefined) return null;
  // Where most comes ready for review at once, implementation is not seen, and says little of what comes.
  if (coding !== undefined && coding.departuresPerWeek >= review.arrivalsPerWeek / 2)
    return changeOf(coding, "pace", coding.departuresPerWeek, moreCoding, "review");
  return changeOf(review, "inflow", review.arrivalsPerWeek, moreCoding, "review");
}

function changeOf({ stage }: FittedStage, what: Meaning, rate: number, more: number, of: StageSlug) {
  return { change: { stage, what, before: rounded(rate), perWeek: rounded(rate * more) }, of };
}

function rounded(rate: number): number {
  return Math.round(rate * 10) / 10;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
