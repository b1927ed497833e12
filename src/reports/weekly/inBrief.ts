/** Decides how long the lists of a week's numbers may be where they stand in an issue, which GitHub keeps short. */
import type { Trouble } from "../../metrics/deployments.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

const mostOldest = 20;
const mostTroubles = 10;
const mostCarried = 20;
const mostNamed = 20;

/** The same numbers with their longest lists cut; `listsCut` says whether any was. */
export function inBrief(report: WeeklyReport): WeeklyReport {
  const { ageing, deployments, health } = report;
  const troubles = [...deployments.didNotComplete, ...deployments.undone, ...deployments.stagingFailures];
  const isCut =
    ageing.oldest.length > mostOldest ||
    health.doubtful.length > mostNamed ||
    (health.requiredChecks?.length ?? 0) > mostNamed ||
    [deployments.didNotComplete, deployments.undone, deployments.stagingFailures].some(isLong) ||
    troubles.some(({ carries }) => carries.length > mostCarried);
  return {
    ...report,
    listsCut: isCut,
    ageing: { ...ageing, oldest: ageing.oldest.slice(0, mostOldest) },
    deployments: {
      ...deployments,
      didNotComplete: shortened(deployments.didNotComplete),
      undone: shortened(deployments.undone),
      stagingFailures: shortened(deployments.stagingFailures),
    },
    health: {
      ...health,
      doubtful: health.doubtful.slice(0, mostNamed),
      requiredChecks: health.requiredChecks?.slice(0, mostNamed) ?? null,
    },
  };
}

function isLong(troubles: readonly Trouble[]): boolean {
  return troubles.length > mostTroubles;
}

function shortened(troubles: readonly Trouble[]): Trouble[] {
  return troubles.slice(0, mostTroubles).map((each) => ({ ...each, carries: each.carries.slice(0, mostCarried) }));
}
