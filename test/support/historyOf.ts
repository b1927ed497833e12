/** Decides how tests make of what was folded the history that a report reads: in the form in which the store keeps it, and back. */
import { type RepositoryConfig, defaultConfig } from "../../src/config/repositoryConfig.ts";
import type { History } from "../../src/metrics/history.ts";
import { type HealthTold, nothingTold } from "../../src/reports/weekly/dataHealth.ts";
import { type WeeklyReport, weeklyReport } from "../../src/reports/weekly/weeklyReport.ts";
import { deploymentRecords } from "../../src/timeline/derive/deploymentRecords.ts";
import { type ItemFlow, packedFlow, unpackedFlows } from "../../src/timeline/flow.ts";
import type { ItemTimeline } from "../../src/timeline/timeline.ts";
import type { Folded } from "./folded.ts";

/** All of it, from the first fact on. */
export function historyOf(repository: string, { items, pullRequests, knowledge }: Folded): History {
  const here = <T extends object>(all: readonly T[]) => all.map((each) => ({ ...each, repository }));
  return {
    repositories: [repository],
    items: here(throughTheStore(items)),
    pullRequests: here(pullRequests),
    deployments: here(deploymentRecords(knowledge)),
  };
}

export function throughTheStore(items: readonly ItemTimeline[]): ItemFlow[] {
  return unpackedFlows(`[${items.map(packedFlow).join(",")}]`);
}

export const emptyHistory: History = { repositories: ["octo/exports"], items: [], pullRequests: [], deployments: [] };

export type ReportOptions = {
  config?: Partial<RepositoryConfig>;
  activePeople?: number;
  told?: Partial<HealthTold>;
};

/** By the defaults, and with five people at work, unless told. */
export function reportOf(
  history: History,
  week: string,
  { config = {}, activePeople = 5, told = {} }: ReportOptions = {},
): WeeklyReport {
  return weeklyReport(history, {
    week,
    config: { ...defaultConfig, ...config },
    activePeople,
    told: { ...nothingTold, ...told },
  });
}
