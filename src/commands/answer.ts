/** Decides which file answers which command. */
import type { RootContent } from "mdast";
import type { OldWork } from "../metrics/ageing.ts";
import { paragraph, text, untrusted } from "../reports/markdown.ts";
import { agingAnswer, oldestShown } from "./aging.ts";
import type { Command } from "./command.ts";
import { compareAnswer } from "./compare.ts";
import { failedAnswer } from "./failed.ts";
import { forecastAnswer } from "./forecast.ts";
import { helpAnswer } from "./help.ts";
import { explainAnswer, itemAnswer } from "./item.ts";
import { queueAnswer } from "./queue.ts";
import type { Place, Reading } from "./reading.ts";
import { setupAnswer } from "./setup.ts";
import { slowestAnswer } from "./slowest.ts";
import { oldestIn, stageAnswer } from "./stage.ts";
import { mostWeeks } from "./values.ts";
import { weekAnswer } from "./week.ts";
import { whatIfAnswer } from "./whatIf.ts";
import { sinceProblem } from "./window.ts";

export function answerTo(command: Command, place: Place, reading: Reading): RootContent[] {
  const { since, label } = command.narrowing;
  const problem = sinceProblem(command.narrowing, place);
  if (problem === "not-come") return [paragraph(text(`${since} has not come yet.`))];
  if (problem === "too-long-ago")
    return [paragraph(text(`${since} is too long ago: a question looks back over ${mostWeeks} weeks at most.`))];
  if (label === null) return [...overWhat(command, place), ...wholeAnswer(command, place, reading)];
  const { items, pullRequests } = reading.history;
  if (items.length + pullRequests.length === 0) {
    return [paragraph(text("Nothing under way or ended lately bears the label "), untrusted(label), text("."))];
  }
  return [
    ...overWhat(command, place),
    paragraph(text("Only what bears the label "), untrusted(label), text(" now:")),
    ...wholeAnswer(command, place, reading),
  ];
}

/** On a summary of several: whose numbers follow. */
function overWhat({ name }: Command, { shared }: Place): RootContent[] {
  if (shared === null || ofOnePlace.has(name)) return [];
  const { repositories, leftOut } = shared;
  const others = leftOut ? " Others of this summary are left out: they are not for you to ask about." : "";
  if (repositories.length === 0) return [paragraph(text(`Of no repository of this summary.${others}`))];
  const which = repositories.length === 1 ? "One repository" : `${repositories.length} repositories, read as one`;
  return [paragraph(text(`${which}, of this summary.${others}`))];
}

const ofOnePlace: ReadonlySet<Command["name"]> = new Set(["help", "setup", "item", "explain"]);

function wholeAnswer(command: Command, place: Place, reading: Reading): RootContent[] {
  switch (command.name) {
    case "help":
      return helpAnswer({ command, place, reading });
    case "queue":
      return queueAnswer({ command, place, reading });
    case "stage":
      return stageAnswer({ command, place, reading });
    case "slowest":
      return slowestAnswer({ command, place, reading });
    case "failed":
      return failedAnswer({ command, place, reading });
    case "aging":
      return agingAnswer({ command, place, reading });
    case "item":
      return itemAnswer({ command, place, reading });
    case "explain":
      return explainAnswer({ command, place, reading });
    case "forecast":
      return forecastAnswer({ command, place, reading });
    case "week":
      return weekAnswer({ command, place, reading });
    case "setup":
      return setupAnswer({ command, place, reading });
    case "whatif":
      return whatIfAnswer({ command, place, reading });
    case "compare":
      return compareAnswer({ command, place, reading });
  }
}

/** The items that an answer names and whose titles it needs. */
export function itemsNamed(command: Command, place: Place, { history }: Pick<Reading, "history">): OldWork[] {
  if (command.name === "aging") return oldestShown(history, place);
  return command.name === "stage" ? oldestIn(history, command.stage, place) : [];
}
