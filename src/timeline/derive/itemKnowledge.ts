/** Decides what of a repository's knowledge is about one item: the derived signs that the second pass folds with its own facts. */
import type {
  BranchWork,
  Deployment,
  Incident,
  Knowledge,
  MainlineRun,
  PublishedRelease,
  Release,
  Revert,
  WeeklySummary,
} from "./knowledge.ts";

export type ItemKnowledge = {
  /** Deployments that carried or took away one of its pull requests, or brought one of its heads or merges to staging; by their creation. */
  deployments: readonly Deployment[];
  /** Incidents that name it, or one of its pull requests. */
  naming: readonly Incident[];
  /** Incidents that name nothing and followed a deployment that carried it. */
  following: readonly Incident[];
  reverts: readonly Revert[];
  releases: readonly PublishedRelease[];
  packagings: readonly PublishedRelease[];
  /** Workflow runs on its merge commits and on the commits deployed with them. */
  runs: readonly MainlineRun[];
  /** Workflow runs on any commit. */
  runsOn: (commit: string) => readonly MainlineRun[];
  branches: readonly BranchWork[];
  weeklySummaries: readonly WeeklySummary[];
  /** Of its merged pull requests. */
  release: ReadonlyMap<number, Release>;
};

/** An item as knowledge needs it: its number, whether that is an issue's, its pull requests and the commits that are or were theirs. */
export type Whose = {
  number: number;
  pullRequests: readonly number[];
  heads: ReadonlySet<string>;
  mergeShas: readonly string[];
};

/** Indexes the knowledge once, so that narrowing it to each of many items is cheap. */
export function narrower(knowledge: Knowledge): (whose: Whose) => ItemKnowledge {
  const deployments = indexed(knowledge.deployments, (each) => [
    ...each.carries.map(pull),
    ...each.rollsBack.map(pull),
    ...(each.kind === "staging" ? [commit(each.sha)] : []),
  ]);
  const naming = indexed(knowledge.incidents, ({ names }) => names.map(pull));
  const following = indexed(knowledge.incidents, ({ deployment }) => (deployment === null ? [] : [String(deployment)]));
  const reverts = indexed(knowledge.reverts, ({ of }) => [pull(of)]);
  const releases = indexed(knowledge.releases, ({ carries }) => carries.map(pull));
  const packagings = indexed(knowledge.packagings, ({ carries }) => carries.map(pull));
  const runs = indexed(knowledge.runs, ({ sha }) => [commit(sha)]);
  const branches = indexed(knowledge.branches, ({ pullRequest, issue }) => [pull(pullRequest ?? issue ?? 0)]);
  return ({ number, pullRequests, heads, mergeShas }) => {
    const pulls = pullRequests.map(pull);
    const own = deployments([...pulls, ...[...heads, ...mergeShas].map(commit)]);
    const deployed = own.filter(({ kind }) => kind === "production").map(({ sha }) => sha);
    return {
      deployments: own,
      naming: naming([pull(number), ...pulls]).filter((incident) => incident.number !== number),
      following: following(
        own.filter((each) => each.carries.some((one) => pullRequests.includes(one))).map(({ id }) => String(id)),
      ),
      reverts: reverts(pulls),
      releases: releases(pulls),
      packagings: packagings(pulls),
      runs: runs([...mergeShas, ...deployed].map(commit)),
      runsOn: (sha) => runs([commit(sha)]),
      branches: branches([pull(number), ...pulls]),
      weeklySummaries: knowledge.weeklySummaries,
      release: new Map(pullRequests.flatMap((one) => entryOf(knowledge.release, one))),
    };
  };
}

function indexed<T>(all: readonly T[], keysOf: (one: T) => readonly string[]): (keys: readonly string[]) => T[] {
  const places = new Map<string, number[]>();
  for (const [place, one] of all.entries()) {
    for (const key of keysOf(one)) places.set(key, [...(places.get(key) ?? []), place]);
  }
  return (keys) => {
    const found = new Set(keys.flatMap((key) => places.get(key) ?? []));
    return [...found].toSorted((a, b) => a - b).flatMap((place) => all[place] ?? []);
  };
}

function pull(number: number): string {
  return `#${number}`;
}

function commit(sha: string): string {
  return `commit ${sha}`;
}

function entryOf(release: Knowledge["release"], pullRequest: number): [number, Release][] {
  const known = release.get(pullRequest);
  return known ? [[pullRequest, known]] : [];
}
