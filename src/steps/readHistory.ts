/** Decides what is read of repositories for the metrics. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { endOfTime } from "../instant.ts";
import type { History, InRepository, Reach } from "../metrics/history.ts";
import type { Period } from "../metrics/period.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import { deploymentsWithin } from "../timeline/deploymentStore.ts";
import { union } from "../timeline/stretch.ts";
import { flowsWithin, pullRequestsWithin } from "../timeline/timelineReader.ts";

/** As much as the reach asks for; without what the configuration leaves out of statistics. */
export async function readHistory(
  executor: Kysely<Tables>,
  repositories: readonly Pick<KnownRepository, "id" | "fullName">[],
  reach: Reach,
): Promise<History> {
  const histories: History[] = [];
  for (const { id, fullName } of repositories) {
    const items = await eachOnce(reach.items, (period) => flowsWithin(executor, id, period), byNumber);
    const pullRequests = await eachOnce(
      reach.pullRequests,
      (period) => pullRequestsWithin(executor, id, period),
      byNumber,
    );
    const deployments = await eachOnce(reach.deployments, (period) => deploymentsWithin(executor, id, period), byId);
    histories.push({
      repositories: [fullName],
      items: counted(items, fullName),
      pullRequests: counted(pullRequests, fullName),
      deployments: deployments.map((each) => ({ ...each, repository: fullName })),
    });
  }
  return asOne(histories);
}

const byNumber = ({ number }: { number: number }) => number;
const byId = ({ id }: { id: number }) => id;

/** What lasted from one period into the next is read with both. */
async function eachOnce<T>(
  periods: readonly Period[],
  read: (period: Period) => Promise<T[]>,
  keyOf: (one: T) => number,
): Promise<T[]> {
  const found = new Map<number, T>();
  for (const { from, to } of union(periods))
    for (const one of await read({ from, to: to ?? endOfTime })) found.set(keyOf(one), one);
  return [...found.values()];
}

function counted<T extends { ignored: boolean }>(all: readonly T[], repository: string): (T & InRepository)[] {
  return all.filter(({ ignored }) => !ignored).map((each) => ({ ...each, repository }));
}

function asOne(histories: readonly History[]): History {
  return {
    repositories: histories.flatMap((each) => each.repositories),
    items: histories.flatMap((each) => each.items),
    pullRequests: histories.flatMap((each) => each.pullRequests),
    deployments: histories.flatMap((each) => each.deployments),
  };
}
