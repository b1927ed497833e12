/** Decides how deployments are told that failed or had to be undone. */
import type { PhrasingContent, RootContent, Table } from "mdast";
import type { Deployments, Trouble } from "../../metrics/deployments.ts";
import { duration } from "../durations.ts";
import { details, paragraph, table, text, untrusted } from "../markdown.ts";
import { type Calendar, shortMoment } from "../moments.ts";
import { counted, percent, whole } from "./amounts.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

const mostRows = 10;

export function deploymentSection(report: WeeklyReport): RootContent[] {
  const { didNotComplete, undone, stagingFailures, changeFailure } = report.deployments;
  const troubles = [...didNotComplete, ...undone, ...stagingFailures];
  const rate = changeFailureWords(changeFailure) ?? "No production deployment completed this week.";
  if (troubles.length === 0 && changeFailure.rate === null) return [];
  const cut = troubles.length - mostRows;
  return [
    details(
      `Deployments: ${counted(didNotComplete.length, "production deployment")} did not complete, ${whole(undone.length)} had to be undone`,
      paragraph(text(rate)),
      ...(troubles.length === 0
        ? []
        : [troublesTable(troubles.slice(0, mostRows), { now: report.period.to, timeZone: report.timeZone })]),
      ...(cut > 0 ? [paragraph(text(`And ${whole(cut)} more: the JSON below has them all.`))] : []),
    ),
  ];
}

/** Of the production deployments that completed; null where none did. */
export function changeFailureWords({ completed, undone, rate }: Deployments["changeFailure"]): string | null {
  if (rate === null) return null;
  return `${counted(completed, "production deployment")} completed, ${whole(undone)} of them had to be undone: a change failure rate of ${percent(rate)}.`;
}

/** Deployments that went wrong, in the order given. */
export function troublesTable(troubles: readonly Trouble[], calendar: Calendar): Table {
  const head = ["When (UTC)", "Environment", "Commit", "What", "Carried", "Users served again"].map(text);
  return table(head, ...troubles.map((trouble) => rowOf(trouble, calendar)));
}

function rowOf(trouble: Trouble, calendar: Calendar): PhrasingContent[] {
  const { restoredAfterSeconds: after, restoredBy, carries } = trouble;
  return [
    text(shortMoment(trouble.at, calendar)),
    untrusted(trouble.environment, 40),
    untrusted(trouble.sha.slice(0, 7)),
    text(whatHappened(trouble)),
    text(carries.length === 0 ? "nothing known" : counted(carries.length, "pull request")),
    text(after === null || restoredBy === null ? "not yet" : `after ${duration(after)}, ${restoredWords[restoredBy]}`),
  ];
}

function whatHappened({ undoneBy, state }: Trouble): string {
  switch (undoneBy) {
    case "rollback":
      return "rolled back";
    case "revert":
      return "reverted";
    case "incident":
      return "incident";
    case null:
      return state === "error" ? "error" : "failed";
  }
}

const restoredWords: Record<NonNullable<Trouble["restoredBy"]>, string> = {
  redeployment: "by another deployment",
  rollback: "by the rollback",
  revert: "by the revert",
  "incident-closed": "when the incident was closed",
};
