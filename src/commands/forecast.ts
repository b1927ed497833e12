/** Decides the answer to `/flow forecast`: when so many items will be released, or how many by a date, and what that assumes. */
import type { RootContent } from "mdast";
import {
  howMany,
  type Likely,
  longestWeeks,
  weeksNeeded,
  weeksWorthReading,
  whenDone,
} from "../forecast/monteCarlo.ts";
import { addSeconds, secondsBetween } from "../instant.ts";
import { throughput } from "../metrics/throughput.ts";
import { list, paragraph, strong, text } from "../reports/markdown.ts";
import { dayInZone } from "../reports/moments.ts";
import { sparkline } from "../reports/sparkline.ts";
import { counted, whole } from "../reports/weekly/amounts.ts";
import type { Goal } from "./command.ts";
import type { Place, Question } from "./reading.ts";
import { startOf, windowOf } from "./window.ts";

const weekSeconds = 7 * 24 * 3600;

export function forecastAnswer({ command, place, reading }: Question<"forecast">): RootContent[] {
  const { goal, narrowing } = command;
  const { weeks } = windowOf(narrowing, place, weeksWorthReading);
  const past = weeks.map((week) => throughput(reading.history.items, week).released);
  if (past.length < weeksNeeded) {
    return [
      paragraph(
        strong("Not known yet."),
        text(` A forecast needs ${weeksNeeded} whole past weeks; ${whole(past.length)} known.`),
      ),
    ];
  }
  const assumed = paragraph(
    text(
      `Drawn 10,000 times from the ${past.length} weeks before now, in which ${past.map(whole).join(", ")} items were released ${sparkline(past)}. It assumes that the weeks to come are like those: the same team, and items as large as those were. Backlog and open work do not enter.`,
    ),
  );
  return [...(goal.by === "items" ? whenWords(goal, past, place) : howManyWords(goal, past, place)), assumed];
}

function whenWords({ items }: Goal & { by: "items" }, past: readonly number[], place: Place): RootContent[] {
  const likely = whenDone(past, items);
  if (likely === null) {
    return [paragraph(strong("It cannot be told."), text(" Nothing was released in any of the past weeks."))];
  }
  const by = (weeks: number) =>
    weeks >= longestWeeks
      ? `not within ${longestWeeks} weeks`
      : `by ${dayInZone(addSeconds(place.now, weeks * weekSeconds), { now: place.now, timeZone: place.config.timeZone })} (${counted(weeks, "week")})`;
  return [paragraph(strong(`The next ${counted(items, "item")} will be released:`)), likelihoods(likely, by)];
}

function howManyWords({ date }: Goal & { by: "date" }, past: readonly number[], place: Place): RootContent[] {
  const end = addSeconds(startOf(date, place.config.timeZone), dayAndNight);
  const weeks = Math.floor(secondsBetween(place.now, end) / weekSeconds);
  if (weeks < 1) {
    return [
      paragraph(
        strong(`${date} is too near.`),
        text(" A forecast counts whole weeks from now on; ask for a later day."),
      ),
    ];
  }
  if (weeks > longestWeeks) return [paragraph(strong(`${date} is too far.`), text(" No past tells of that."))];
  const likely = howMany(past, weeks);
  if (likely === null) return [];
  return [
    paragraph(strong(`Until ${date} will be released, in ${counted(weeks, "whole week")}:`)),
    likelihoods(likely, atLeast),
  ];
}

function atLeast(items: number): string {
  return `at least ${counted(items, "item")}`;
}

const dayAndNight = 24 * 3600;

function likelihoods({ p50, p85, p95 }: Likely, words: (value: number) => string): RootContent {
  return list(
    [strong("50% likely:"), text(` ${words(p50)}`)],
    [strong("85% likely:"), text(` ${words(p85)}`)],
    [strong("95% likely:"), text(` ${words(p95)}`)],
  );
}
