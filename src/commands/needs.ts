/** Decides what has to be read to answer a command, so that no more is. */
import { weeksWorthReading } from "../forecast/monteCarlo.ts";
import { addSeconds, earlier, type Instant } from "../instant.ts";
import { everythingWithin, nothingOfIt, type Reach, since } from "../metrics/history.ts";
import type { Period } from "../metrics/period.ts";
import { periodOfWeek } from "../metrics/weeks.ts";
import { usualSeconds } from "./aging.ts";
import type { Command, WeekRange } from "./command.ts";
import { failedWeeks } from "./failed.ts";
import { queueFrom } from "./queue.ts";
import { type Place, repositoryAskedAbout } from "./reading.ts";
import { growthWeeks } from "./slowest.ts";
import { stageWeeks } from "./stage.ts";
import { weekNotTold } from "./week.ts";
import { fittedWeeks } from "./whatIf.ts";
import { sinceProblem, windowOf } from "./window.ts";

export type Needs = {
  history: Reach;
  /** The history is to hold only what bears that label. */
  label: string | null;
  /** `repository` is `owner/name`. */
  item: { repository: string; number: number } | null;
  week: string | null;
};

export function needsOf(command: Command, place: Place): Needs {
  const nothing: Needs = { history: nothingOfIt, label: command.narrowing.label, item: null, week: null };
  if (sinceProblem(command.narrowing, place) !== null) return nothing;
  const windowFrom = (usualWeeks: number) => windowOf(command.narrowing, place, usualWeeks).period.from;
  const itemsFrom = (from: Instant): Needs => ({ ...nothing, history: { ...nothingOfIt, items: [since(from)] } });
  const usualFrom = addSeconds(place.now, -usualSeconds);
  switch (command.name) {
    case "queue":
      return {
        ...nothing,
        history: { ...nothingOfIt, items: [since(place.now)], pullRequests: [since(queueFrom(place))] },
      };
    case "stage": {
      const from = windowFrom(stageWeeks);
      return itemsFrom(earlier(from, usualFrom));
    }
    case "slowest":
      return itemsFrom(windowFrom(growthWeeks));
    case "failed":
      return { ...nothing, history: { ...nothingOfIt, deployments: [since(windowFrom(failedWeeks))] } };
    case "aging":
      return itemsFrom(usualFrom);
    case "forecast":
      return itemsFrom(windowFrom(weeksWorthReading));
    case "item":
    case "explain":
      return { ...nothing, item: itemAsked(command, place) };
    case "week":
      return { ...nothing, week: weekNotTold(command.week, place) === null ? command.week : null };
    case "whatif":
      return itemsFrom(windowFrom(fittedWeeks));
    case "compare":
      return { ...nothing, history: everythingWithin(wholeOf(command.before, place), wholeOf(command.after, place)) };
    case "help":
    case "setup":
      return nothing;
  }
}

function wholeOf({ first, last }: WeekRange, { config }: Place): Period {
  return { from: periodOfWeek(first, config.timeZone).from, to: periodOfWeek(last, config.timeZone).to };
}

/** Null of a repository that is not answered about here. */
function itemAsked({ number, repository }: { number: number; repository: string | null }, place: Place): Needs["item"] {
  const found = repositoryAskedAbout(repository, place);
  return found === null ? null : { repository: found, number };
}
