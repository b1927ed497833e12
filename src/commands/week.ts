/** Decides the answer to `/flow week`: what the summary of a past week says, without what is folded away in it. */
import type { RootContent } from "mdast";
import { periodOfWeek, weeksBefore } from "../metrics/weeks.ts";
import { isoWeekOf } from "../timeline/isoWeek.ts";
import { paragraph, strong, text, untrusted } from "../reports/markdown.ts";
import { deploymentSection } from "../reports/weekly/deploymentSection.ts";
import { flowSection } from "../reports/weekly/flowSection.ts";
import { headline } from "../reports/weekly/headline.ts";
import { oldestSection } from "../reports/weekly/oldestSection.ts";
import { stageTable } from "../reports/weekly/stageTable.ts";
import { waitSection } from "../reports/weekly/waitSection.ts";
import type { Place, Question } from "./reading.ts";

/** Null for a week that is over and of which something is known; else why it is not told. */
export function weekNotTold(week: string, { now, config, knownSince }: Place): "not-over" | "not-known" | null {
  const { to } = periodOfWeek(week, config.timeZone);
  if (now < to) return "not-over";
  return to <= knownSince ? "not-known" : null;
}

export function weekAnswer({ command, place, reading }: Question<"week">): RootContent[] {
  const { week } = command;
  const why = weekNotTold(week, place);
  if (why === "not-known") return [paragraph(text(`Nothing is known of ${week}: what is known begins later.`))];
  if (why === "not-over" || reading.week === null) return notOver(week, place);
  const { report, titles } = reading.week;
  const { repository: home, web, now } = place;
  const setting = { home, web, titles, now, rest: "the summary issue has more of them." };
  return [
    paragraph(strong(`Week ${week}.`)),
    ...headline(report),
    stageTable(report),
    flowSection(report),
    ...deploymentSection(report, setting),
    ...oldestSection(report, setting),
    ...waitSection(report),
  ];
}

function notOver(week: string, { now, config }: Place): RootContent[] {
  const [last] = weeksBefore(isoWeekOf(now, config.timeZone), 1);
  return [
    paragraph(
      text(`${week} is not over yet. The last whole week: `),
      untrusted(`/flow week ${last ?? week}`),
      text("."),
    ),
  ];
}
