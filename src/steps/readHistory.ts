/** Decides what is read of repositories for the metrics. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import type { History, InRepository } from "../metrics/history.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import { deploymentsSince } from "../timeline/deploymentStore.ts";
import { flowsSince, pullRequestsSince } from "../timeline/timelineReader.ts";

/** What was in the pipeline, open or deployed at some moment since `from`; without what the configuration leaves out of statistics. */
export async function readHistory(
  executor: Kysely<Tables>,
  repositories: readonly Pick<KnownRepository, "id" | "fullName">[],
  from: Instant,
): Promise<History> {
  const histories: History[] = [];
  for (const { id, fullName } of repositories) {
    const items = await flowsSince(executor, id, from);
    const pullRequests = await pullRequestsSince(executor, id, from);
    const deployments = await deploymentsSince(executor, id, from);
    histories.push({
      repositories: [fullName],
      items: counted(items, fullName),
      pullRequests: counted(pullRequests, fullName),
      deployments: deployments.map((each) => ({ ...each, repository: fullName })),
    });
  }
  return asOne(histories);
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
