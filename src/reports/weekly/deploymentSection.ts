/** Decides how deployments are told that failed or had to be undone. */
import type { PhrasingContent, RootContent, Table } from "mdast";
import type { Deployments, Trouble } from "../../metrics/deployments.ts";
import { duration } from "../durations.ts";
import { details, itemName, paragraph, table, text, untrusted } from "../markdown.ts";
import { type Calendar, shortMoment } from "../moments.ts";
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
  const cut = troubles.length - mostRows;
  const linking = { severalRepositories: report.repositories.length > 1, web: setting.web };
  return [
    details(
      `Deployments: ${inShort(report)}`,
      paragraph(text(failureRate(report))),
      ...(troubles.length === 0
        ? []
        : [
            troublesTable(troubles.slice(0, mostRows), {
              now: report.period.to,
              timeZone: report.timeZone,
              ...linking,
            }),
          ]),
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
  return changeFailureWords(changeFailure, "this week") ?? "No production deployment completed this week.";
}

/** Of the production deployments that completed; null where none did. `when` is as in "this week". */
export function changeFailureWords(
  { completed, undone, rate }: Deployments["changeFailure"],
  when: string,
): string | null {
  if (rate === null) return null;
  return `Completed ${when}: ${counted(completed, "production deployment")}. Undone since: ${whole(undone)} of ${whole(completed)}, a change failure rate of ${percent(rate)}.`;
}

type Linking = { severalRepositories: boolean; web: Web };

/** Deployments that went wrong, in the order given. */
export function troublesTable(troubles: readonly Trouble[], setting: Calendar & Linking): Table {
  const head = ["When (UTC)", "What", "Users served again", "Carried", "Environment", "Commit"].map(text);
  return table(head, ...troubles.map((trouble) => rowOf(trouble, setting)));
}

function rowOf(trouble: Trouble, { severalRepositories, web, ...calendar }: Calendar & Linking): PhrasingContent[] {
  const { restoredAfterSeconds: after, restoredBy } = trouble;
  return [
    text(shortMoment(trouble.at, calendar)),
    text(whatHappened(trouble)),
    text(after === null || restoredBy === null ? "not yet" : `after ${duration(after)}, ${restoredWords[restoredBy]}`),
    carried(trouble, severalRepositories, web),
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
