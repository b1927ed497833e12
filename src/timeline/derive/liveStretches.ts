/** Decides from when to when a merged pull request was live, by deployments, by releases or by its merge. */
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import type { Instant } from "../../instant.ts";
import { addSeconds } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import type { Deployment, LiveStretch, PublishedRelease, Release } from "./knowledge.ts";
import type { ReleaseSignal } from "../timeline.ts";

export type MergedPullRequest = { number: number; mergedAt: Instant; fact: Fact };

/** How far back a production deployment or a release shows that the repository has them. */
const habitSeconds = 90 * 24 * 3600;

export function releasesOfMerges(
  merges: readonly MergedPullRequest[],
  deployments: readonly Deployment[],
  releases: readonly PublishedRelease[],
  config: RepositoryConfig,
): Map<number, Release> {
  const production = deployments.filter(({ kind }) => kind === "production");
  const deployed = liveByDeployments(production);
  return new Map(
    merges.map((merge) => {
      const signal =
        config.releaseSignal === "auto" ? signalAt(merge.mergedAt, production, releases) : config.releaseSignal;
      return [merge.number, { signal, live: liveBy(signal, merge, deployed, releases) }];
    }),
  );
}

/** Deployments if the repository had a production one in the 90 days before, else releases if it had one, else merges. */
function signalAt(
  at: Instant,
  production: readonly Deployment[],
  releases: readonly PublishedRelease[],
): ReleaseSignal {
  const from = addSeconds(at, -habitSeconds);
  const isRecent = (moment: Instant) => from <= moment && moment < at;
  if (production.some(({ createdAt }) => isRecent(createdAt))) return "deployment";
  return releases.some(({ publishedAt }) => isRecent(publishedAt)) ? "release" : "merge";
}

function liveBy(
  signal: ReleaseSignal,
  { number, mergedAt, fact }: MergedPullRequest,
  deployed: ReadonlyMap<number, LiveStretch[]>,
  releases: readonly PublishedRelease[],
): LiveStretch[] {
  if (signal === "deployment") return deployed.get(number) ?? [];
  if (signal === "merge") return [{ from: mergedAt, to: null, began: fact, ended: null }];
  const release = releases.find(({ carries }) => carries.includes(number));
  return release ? [{ from: release.publishedAt, to: null, began: release.fact, ended: null }] : [];
}

/** With several production environments it is live while any of them has it. */
function liveByDeployments(production: readonly Deployment[]): Map<number, LiveStretch[]> {
  const live = new Map<number, LiveStretch[]>();
  const present = new Map<string, Map<number, number>>();
  for (const deployment of production.filter(isSuccess).toSorted(byEnd)) {
    const here = present.get(deployment.environment) ?? new Map<number, number>();
    present.set(deployment.environment, here);
    if (deployment.isRollback) rollBack(deployment, here, live, present);
    for (const number of deployment.carries) {
      here.set(number, deployment.id);
      const stretches = live.get(number) ?? [];
      live.set(number, stretches);
      if (stretches.at(-1)?.to !== null) {
        stretches.push({
          from: deployment.finishedAt ?? deployment.createdAt,
          to: null,
          began: deployment.endFact ?? deployment.fact,
          ended: null,
        });
      }
    }
  }
  return live;
}

function rollBack(
  { rollsBack, finishedAt, createdAt, endFact, fact }: Deployment,
  here: Map<number, number>,
  live: ReadonlyMap<number, LiveStretch[]>,
  present: ReadonlyMap<string, ReadonlyMap<number, number>>,
): void {
  for (const number of rollsBack) {
    here.delete(number);
    if ([...present.values()].some((elsewhere) => elsewhere.has(number))) continue;
    const last = live.get(number)?.at(-1);
    if (last?.to === null) Object.assign(last, { to: finishedAt ?? createdAt, ended: endFact ?? fact });
  }
}

function isSuccess({ completed }: Deployment): boolean {
  return completed === true;
}

function byEnd(a: Deployment, b: Deployment): number {
  return (a.finishedAt ?? "") < (b.finishedAt ?? "") ? -1 : Number((a.finishedAt ?? "") > (b.finishedAt ?? ""));
}
