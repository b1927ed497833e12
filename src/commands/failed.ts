/** Decides the answer to `/flow failed`: deployments that did not complete or had to be undone. */
import type { RootContent } from "mdast";
import { deployments } from "../metrics/deployments.ts";
import { paragraph, strong, text } from "../reports/markdown.ts";
import { counted, whole } from "../reports/weekly/amounts.ts";
import { changeFailureWords, troublesTable } from "../reports/weekly/deploymentSection.ts";
import type { Question } from "./reading.ts";
import { windowOf } from "./window.ts";

export const failedWeeks = 4;
const mostRows = 20;

export function failedAnswer({ command, place, reading }: Question<"failed">): RootContent[] {
  const { period, words } = windowOf(command.narrowing, place, failedWeeks);
  const { didNotComplete, undone, stagingFailures, changeFailure } = deployments(reading.history.deployments, period);
  // The latest first: who asks wants to know of it.
  const troubles = [...didNotComplete, ...undone, ...stagingFailures].toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const rate = changeFailureWords(changeFailure, words) ?? `No production deployment completed ${words}.`;
  if (troubles.length === 0)
    return [paragraph(strong(`No deployment failed or had to be undone ${words}.`), text(` ${rate}`))];
  const cut = troubles.length - mostRows;
  const staging = stagingFailures.length === 0 ? "" : `, and ${whole(stagingFailures.length)} to staging failed`;
  return [
    paragraph(
      strong(
        `${counted(didNotComplete.length, "production deployment")} did not complete and ${whole(undone.length)} had to be undone ${words}${staging}.`,
      ),
      text(` ${rate}`),
    ),
    troublesTable(troubles.slice(0, mostRows), {
      now: place.now,
      timeZone: place.config.timeZone,
      severalRepositories: place.shared !== null,
      web: place.web,
    }),
    ...(cut > 0 ? [paragraph(text(`And ${whole(cut)} more, earlier.`))] : []),
  ];
}
