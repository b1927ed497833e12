/** Decides what has to be read to answer a command, so that no more is. */
import { weeksWorthReading } from "../forecast/monteCarlo.ts";
import { addSeconds, type Instant } from "../instant.ts";
import { periodOfWeek } from "../metrics/weeks.ts";
import { usualSeconds } from "./aging.ts";
import type { Command } from "./command.ts";
import { failedWeeks } from "./failed.ts";
import { queueFrom } from "./queue.ts";
import type { Place } from "./reading.ts";
import { growthWeeks } from "./slowest.ts";
import { stageWeeks } from "./stage.ts";
import { weekNotTold } from "./week.ts";
import { fittedWeeks } from "./whatIf.ts";
import { windowOf } from "./window.ts";

export type Needs = {
  /** From when on the history is to be read; null without one. */
  historyFrom: Instant | null;
  /** The history is to hold only what bears that label. */
  label: string | null;
  item: number | null;
  week: string | null;
};

export function needsOf(command: Command, place: Place): Needs {
  const nothing: Needs = { historyFrom: null, label: command.narrowing.label, item: null, week: null };
  const windowFrom = (usualWeeks: number) => windowOf(command.narrowing, place, usualWeeks).period.from;
  const usualFrom = addSeconds(place.now, -usualSeconds);
  switch (command.name) {
    case "queue":
      return { ...nothing, historyFrom: queueFrom(place) };
    case "stage": {
      const from = windowFrom(stageWeeks);
      return { ...nothing, historyFrom: from < usualFrom ? from : usualFrom };
    }
    case "slowest":
      return { ...nothing, historyFrom: windowFrom(growthWeeks) };
    case "failed":
      return { ...nothing, historyFrom: windowFrom(failedWeeks) };
    case "aging":
      return { ...nothing, historyFrom: usualFrom };
    case "forecast":
      return { ...nothing, historyFrom: windowFrom(weeksWorthReading) };
    case "item":
    case "explain":
      return { ...nothing, item: command.number };
    case "week":
      return { ...nothing, week: weekNotTold(command.week, place) === null ? command.week : null };
    case "whatif":
      return { ...nothing, historyFrom: windowFrom(fittedWeeks) };
    case "compare": {
      const [first = command.before.first] = [command.before.first, command.after.first].toSorted();
      return { ...nothing, historyFrom: periodOfWeek(first, place.config.timeZone).from };
    }
    case "help":
    case "setup":
      return nothing;
  }
}
