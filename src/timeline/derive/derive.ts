/** Decides the first pass: from a repository's facts, what they say together. */
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import type { Instant } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import { branchWorkOf } from "./branchWork.ts";
import { coAuthorsByPullRequest } from "./coAuthors.ts";
import { comparisonsWanted } from "./comparisons.ts";
import { deploymentsOf } from "./deployments.ts";
import { incidentsOf, withUndoing } from "./incidents.ts";
import type { Known } from "../known.ts";
import type { Knowledge, MainlineRun, Revert } from "./knowledge.ts";
import type { LabelVocabulary } from "../labels.ts";
import { labelsLost, withLabelsLost } from "./labelsLost.ts";
import { issuesOf, linkablesOf } from "../links.ts";
import type { MergedPullRequest } from "./liveStretches.ts";
import { releasesOfMerges } from "./liveStretches.ts";
import type { Merge } from "./mainline.ts";
import { mainlineOf } from "./mainline.ts";
import { packagings, publishedReleases } from "./publishedReleases.ts";
import { weeklySummariesOf } from "./weeklySummaries.ts";

/**
 * Of the repository: facts about it, and what is known of its issues and pull requests; of both at least those that the facts can speak of. `all` holds later
 * ones as well.
 */
export type RepositoryFacts = {
  repositoryId: number;
  about: readonly Fact[];
  known: Known;
  all: readonly Fact[];
};

export function derive(
  { repositoryId, about, known: told, all }: RepositoryFacts,
  config: RepositoryConfig,
  roles: LabelVocabulary,
): Knowledge {
  const lost = labelsLost(about, told);
  const known = withLabelsLost(told, lost);
  const merges = mergesOf(known);
  const mainline = mainlineOf(about, merges);
  const seen = deploymentsOf(about, config, mainline, merges);
  const releases = publishedReleases(about, mainline, merges);
  const incidents = incidentsOf(known.issues, seen, roles);
  const release = releasesOfMerges(merges, seen, releases, config);
  const reverts = revertsOf(known, release);
  const linkable = linkablesOf(known);
  const branches = branchWorkOf(about, repositoryId, known.pullRequests, linkable);
  return {
    deployments: withUndoing(seen, incidents, reverts, release, pullRequestsBehind(known, linkable)),
    incidents,
    reverts,
    releases,
    comparisonsWanted: comparisonsWanted(about, seen, mainline),
    packagings: packagings(about, mainline, merges),
    runs: about.flatMap((fact) => runOf(fact)),
    branches,
    labelsLost: lost,
    coAuthors: coAuthorsByPullRequest(about, merges, branches),
    weeklySummaries: weeklySummariesOf(all, config.bots),
    rules: rulesIn(all),
    release,
  };
}

function rulesIn(facts: readonly Fact[]): Knowledge["rules"] {
  const [rules] = facts.flatMap(({ signal }) => (signal.kind === "branch-rules" ? [signal.rules] : []));
  return rules ?? null;
}

function mergesOf({ pullRequests }: Known): (Merge & MergedPullRequest)[] {
  return [...pullRequests].flatMap(([number, { snapshot, own }]) => {
    const { mergedAt: asKept, mergeSha, base, defaultBranch } = snapshot.signal;
    const closing = own.find(({ signal }) => signal.kind === "closed" && signal.merged);
    const told = closing?.signal.kind === "closed" ? closing : undefined;
    const mergedAt: Instant | null = told?.at ?? asKept;
    if (mergedAt === null) return [];
    const sha = (told?.signal.kind === "closed" ? told.signal.mergeSha : null) ?? mergeSha ?? `merge of ${number}`;
    return [{ number, sha, mergedAt, intoDefaultBranch: base === defaultBranch, fact: told ?? snapshot }];
  });
}

function revertsOf({ pullRequests }: Known, release: Knowledge["release"]): Revert[] {
  return [...pullRequests].flatMap(([by, { snapshot, own }]) => {
    const { reverts: of, createdAt: openedAt, mergedAt: asKept, closedAt } = snapshot.signal;
    if (of === null || !pullRequests.has(of)) return [];
    const merged = own.find(({ signal }) => signal.kind === "closed" && signal.merged);
    const mergedAt = merged?.at ?? asKept;
    const overAt = mergedAt === null ? closedAt : (release.get(by)?.live[0]?.from ?? null);
    return [{ of, by, openedAt, mergedAt, overAt, fact: merged ?? snapshot }];
  });
}

/** The pull requests of the item that a number names: that one itself, or those of the issue. */
function pullRequestsBehind(
  { pullRequests }: Known,
  linkable: ReturnType<typeof linkablesOf>,
): (number: number) => readonly number[] {
  const ofIssue = new Map<number, number[]>();
  for (const [number, { snapshot }] of pullRequests) {
    const { createdAt: openedAt, head, closes } = snapshot.signal;
    for (const issue of issuesOf({ number, openedAt, head, closes }, linkable)) {
      ofIssue.set(issue, [...(ofIssue.get(issue) ?? []), number]);
    }
  }
  return (number) => ofIssue.get(number) ?? (pullRequests.has(number) ? [number] : []);
}

const mergeQueuePrefix = "gh-readonly-queue/";

function runOf(fact: Fact): MainlineRun[] {
  const { signal } = fact;
  // A merge queue tries out the very commit that it then merges: that is no run after the merge.
  if (signal.kind !== "workflow-run" || signal.branch?.startsWith(mergeQueuePrefix)) return [];
  return [{ sha: signal.sha, name: signal.name, from: signal.startedAt, to: signal.endedAt, fact }];
}
