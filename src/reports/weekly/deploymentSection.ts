/** Decides how deployments are told that failed or had to be undone. */
import type { PhrasingContent, RootContent } from "mdast";
import type { Trouble } from "../../metrics/deployments.ts";
import { duration } from "../durations.ts";
import { details, itemName, paragraph, table, text, untrusted } from "../markdown.ts";
import { shortMoment } from "../moments.ts";
import { quietItemUrl, type Web } from "../webAddress.ts";
import { counted, orNone, percent, whole } from "./amounts.ts";
import type { SummarySetting } from "./summarySetting.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

const mostRows = 10;
const mostCarried = 4;

export function deploymentSection(report: WeeklyReport, setting: SummarySetting): RootContent[] {
  const { didNotComplete, undone, stagingFailures, changeFailure } = report.deployments;
  const troubles = [...didNotComplete, ...undone, ...stagingFailures];
  if (troubles.length === 0 && changeFailure.rate === null) return [];
  const head = ["When (UTC)", "What", "Users served again", "Carried", "Environment", "Commit"].map(text);
  const cut = troubles.length - mostRows;
  return [
    details(
      `Deployments: ${inShort(report)}`,
      paragraph(text(failureRate(report))),
      ...(troubles.length === 0
        ? []
        : [table(head, ...troubles.slice(0, mostRows).map((trouble) => rowOf(trouble, report, setting)))]),
      ...(cut > 0 ? [paragraph(text(`And ${whole(cut)} more: ${setting.rest}`))] : []),
    ),
  ];
}

/** "2 to production did not complete, 1 had to be undone; 3 to staging failed". */
function inShort({ deployments: { didNotComplete, undone, stagingFailures } }: WeeklyReport): string {
  if (didNotComplete.length + undone.length + stagingFailures.length === 0)
    return "all completed, none had to be undone";
  const staging = stagingFailures.length === 0 ? "" : `; ${whole(stagingFailures.length)} to staging failed`;
  return `${orNone(didNotComplete.length)} to production failed, ${orNone(undone.length)} had to be undone${staging}`;
}

function failureRate({ deployments: { changeFailure } }: WeeklyReport): string {
  const { completed, undone, rate } = changeFailure;
  if (rate === null) return "No production deployment completed this week.";
  return `Completed this week: ${counted(completed, "production deployment")}. Undone since: ${whole(undone)} of ${whole(completed)}, a change failure rate of ${percent(rate)}.`;
}

function rowOf(trouble: Trouble, report: WeeklyReport, { web }: SummarySetting): PhrasingContent[] {
  const { period, timeZone, repositories } = report;
  const { restoredAfterSeconds: after, restoredBy } = trouble;
  return [
    text(shortMoment(trouble.at, { now: period.to, timeZone })),
    text(whatHappened(trouble)),
    text(after === null || restoredBy === null ? "not yet" : `after ${duration(after)}, ${restoredWords[restoredBy]}`),
    carried(trouble, repositories.length > 1, web),
    untrusted(trouble.environment, 40),
    untrusted(trouble.sha.slice(0, 7)),
  ];
}

function carried({ carries, repository }: Trouble, severalRepositories: boolean, web: Web): PhrasingContent {
  if (carries.length === 0) return text("nothing known");
  const named = carries
    .slice(0, mostCarried)
    .flatMap((number, index): PhrasingContent[] => [
      ...(index === 0 ? [] : [text(" ")]),
      itemName(number, quietItemUrl(web, repository, number), severalRepositories ? repository : null),
    ]);
  const cut = carries.length - mostCarried;
  return { type: "emphasis", children: [...named, ...(cut > 0 ? [text(` and ${whole(cut)} more`)] : [])] };
}

function whatHappened({ undoneBy, state }: Trouble): string {
  switch (undoneBy) {
    case "rollback":
      return "undone: rolled back";
    case "revert":
      return "undone: reverted";
    case "incident":
      return "undone: incident";
    case null:
      return state === "error" ? "ended in an error" : "failed";
  }
}

const restoredWords: Record<NonNullable<Trouble["restoredBy"]>, string> = {
  redeployment: "by another deployment",
  rollback: "by the rollback",
  revert: "by the revert",
  "incident-closed": "when the incident was closed",
};
