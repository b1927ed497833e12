/** Decides the answer to `/flow compare`: two periods, metric by metric, and whether there is evidence of a change. */
import type { PhrasingContent, RootContent } from "mdast";
import { compare, type Compared } from "../forecast/compare.ts";
import type { Period } from "../metrics/period.ts";
import { periodOfWeek, weeksAfter } from "../metrics/weeks.ts";
import { duration } from "../reports/durations.ts";
import { paragraph, strong, table, text } from "../reports/markdown.ts";
import { counted, whole } from "../reports/weekly/amounts.ts";
import type { WeekRange } from "./command.ts";
import type { Place, Question } from "./reading.ts";

export function compareAnswer({ command, place, reading }: Question<"compare">): RootContent[] {
  const { before, after } = command;
  const weeks = { before: knownWeeks(before, place), after: knownWeeks(after, place) };
  const unknown = [before, after].find((range) => knownWeeks(range, place).length < weeksOf(range).length);
  const told = compare(reading.history, weeks, { bots: place.config.bots });
  if (told === null || unknown !== undefined) {
    return [
      paragraph(
        strong("These weeks cannot be compared."),
        text(` Of ${rangeWords(unknown ?? before)} some are not over, or not known.`),
      ),
    ];
  }
  const changed = told.metrics.filter(({ verdict }) => verdict === "rose" || verdict === "fell");
  const verdict =
    changed.length === 0
      ? "No evidence of a change."
      : `Evidence of a change: ${changed.map((each) => `${names[each.metric]} ${each.verdict}`).join(", ")}.`;
  const head = ["", rangeWords(before), rangeWords(after), "Difference, 95%", ""].map(text);
  return [
    paragraph(
      strong(verdict),
      text(
        ` ${rangeWords(before)} and ${rangeWords(after)}, ${counted(weeks.before.length, "week")} and ${whole(weeks.after.length)}.`,
      ),
    ),
    table(head, ...told.metrics.map(rowOf)),
    paragraph(
      text(
        "An interval by redrawing the weeks, items, reviews or deployments of each period (n). It tells that something changed, not why; of comparisons in which nothing has changed, about every third shows one line that seems to.",
      ),
    ),
  ];
}

const names: Record<Compared["metric"], string> = {
  throughput: "throughput",
  "cycle-time-p50": "cycle time, 50%",
  "cycle-time-p85": "cycle time, 85%",
  "first-review-p50": "first review, 50%",
  "review-queue": "pull requests waiting for review",
  "wait-share": "share of time waiting",
  "rework-rate": "share of items with rework",
  "flow-back": "moves back",
  "change-failure-rate": "change failure rate",
};

const verdicts: Record<Compared["verdict"], string> = {
  rose: "rose",
  fell: "fell",
  "no-evidence": "no evidence of a change",
  "not-enough": "not enough to tell",
};

function rowOf(row: Compared): PhrasingContent[] {
  const { metric, unit, before, after, difference, interval, verdict } = row;
  const say = (value: number | null) => (value === null ? "not known" : amount(value, unit));
  const between = interval === null ? "" : ` (${signed(interval.low, unit)} to ${signed(interval.high, unit)})`;
  return [
    text(capitalised(names[metric])),
    text(`${say(before.value)} (n ${whole(before.n)})`),
    text(`${say(after.value)} (n ${whole(after.n)})`),
    text(difference === null ? "not known" : `${signed(difference, unit)}${between}`),
    text(verdicts[verdict]),
  ];
}

function amount(value: number, unit: Compared["unit"]): string {
  switch (unit) {
    case "seconds":
      return duration(value);
    case "share":
      return `${whole(Math.round(value * 1000) / 10)}%`;
    case "items":
      return whole(Math.round(value * 10) / 10);
    case "items-per-week":
    case "times-per-week":
      return `${whole(Math.round(value * 10) / 10)} a week`;
  }
}

function signed(value: number, unit: Compared["unit"]): string {
  if (Math.abs(value) < (unit === "seconds" ? 60 : 0.0005)) return "none";
  return `${value < 0 ? "-" : "+"}${amount(Math.abs(value), unit)}`;
}

function rangeWords({ first, last }: WeekRange): string {
  return first === last ? first : `${first} to ${last}`;
}

/** Over by now, and wholly known. */
function knownWeeks(range: WeekRange, { now, config, knownSince }: Place): Period[] {
  return weeksOf(range)
    .map((week) => periodOfWeek(week, config.timeZone))
    .filter(({ from, to }) => to <= now && knownSince <= from);
}

function weeksOf({ first, last }: WeekRange): string[] {
  const weeks: string[] = [];
  for (let week = first; week <= last && weeks.length < mostWeeks; week = weeksAfter(week, 1)) weeks.push(week);
  return weeks;
}

const mostWeeks = 520;

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
