/** Decides what the weekly summary says, in the order in which somebody with one minute reads it. */
import type { Code, Paragraph, RootContent } from "mdast";
import { commentLimit, details, emphasis, paragraph, render, text, untrusted } from "../markdown.ts";
import { inertJson } from "../inertJson.ts";
import { moment } from "../moments.ts";
import { adviceSection } from "./adviceSection.ts";
import { aiSection } from "./aiSection.ts";
import { deploymentSection } from "./deploymentSection.ts";
import { flowSection } from "./flowSection.ts";
import { followUps } from "./followUps.ts";
import { forecastSection } from "./forecastSection.ts";
import { headline } from "./headline.ts";
import { healthSection } from "./healthSection.ts";
import { inBrief } from "./inBrief.ts";
import { oldestSection } from "./oldestSection.ts";
import { reportJson } from "./reportObject.ts";
import { coordinationSection, reworkSection } from "./reworkSection.ts";
import { stageSection } from "./stageSection.ts";
import { queuesAgainstUsual, stageTable } from "./stageTable.ts";
import type { SummarySetting } from "./summarySetting.ts";
import { valueSection } from "./valueSection.ts";
import { waitSection } from "./waitSection.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

export type SummaryText = { title: string; body: string; asOf: string };

/** The summary of a week. `asOf` is the part that alone changes as time passes: a text that differs only in it says the same. */
export function weeklySummary(report: WeeklyReport, setting: SummarySetting): SummaryText {
  const asOf = asOfLine(report, setting);
  const blocks: RootContent[] = [
    ...headline(report),
    ...severalRepositories(report),
    ...adviceSection(report),
    stageTable(report),
    queuesAgainstUsual(report),
    flowSection(report),
    followUps(setting.web, setting.home, report.week),
    ...deploymentSection(report, setting),
    ...oldestSection(report, setting),
    ...aiSection(report),
    forecastSection(report),
    stageSection(report),
    ...waitSection(report),
    ...reworkSection(report),
    ...coordinationSection(report),
    ...valueSection(report),
    healthSection(report, setting),
    numbersBlock(report),
    asOf,
  ];
  return { title: titleOf(report), body: render(blocks, commentLimit), asOf: render([asOf], commentLimit) };
}

/** The app itself finds the week in the title again. */
function titleOf({ week }: Pick<WeeklyReport, "week">): string {
  return `Where work waited: week ${week}`;
}

function severalRepositories({ repositories }: WeeklyReport): Paragraph[] {
  if (repositories.length < 2) return [];
  const names = repositories.flatMap((name, index) => [...(index === 0 ? [] : [text(", ")]), untrusted(name)]);
  return [paragraph(text("Of "), ...names, text(", read as one."))];
}

/** Programs read it out of the issue; there is no text from outside in it but names of repositories, environments and checks. */
function numbersBlock(report: WeeklyReport): RootContent {
  const json: Code = {
    type: "code",
    lang: "json",
    value: inertJson(reportJson(inBrief(report))),
  };
  return details("The numbers as JSON", json);
}

function asOfLine({ period, timeZone, health }: WeeklyReport, { now }: SummarySetting): Paragraph {
  const calendar = { now, timeZone };
  const version =
    health.configCommit === null
      ? "with the default configuration"
      : `with the configuration of commit ${health.configCommit.slice(0, 7)}`;
  return paragraph(
    emphasis(
      `${moment(period.from, calendar)} to ${moment(period.to, calendar)}, ${version}. As of ${moment(now, calendar)}.`,
    ),
  );
}
