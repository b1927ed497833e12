/** Decides the timelines of items from the facts of a repository: links first, then each pull request, then each item by itself. */
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Instant } from "../instant.ts";
import type { Fact } from "../signals/signal.ts";
import type { KnownPullRequest } from "./circumstances.ts";
import type { FoldContext, Item } from "./item.ts";
import { foldItem } from "./item.ts";
import { labelVocabulary } from "./labels.ts";
import type { IssueFacts, Known } from "./known.ts";
import { knownAt } from "./known.ts";
import type { LinkableIssue } from "./links.ts";
import { issuesOf } from "./links.ts";
import { issueSigns } from "./itemSigns.ts";
import { foldPullRequest } from "./pullRequest.ts";
import type { ItemTimeline, PullRequestTimeline } from "./timeline.ts";

export type Timelines = { items: ItemTimeline[]; pullRequests: PullRequestTimeline[] };

/**
 * Folds every item that the facts tell of, as seen at `now`; the facts must hold whole items, an issue with its pull requests. What an issue or pull
 * request is when the app sees it late is taken from its snapshot. Sorted by number.
 */
export function foldRepository(facts: readonly Fact[], config: RepositoryConfig, now: Instant): Timelines {
  const known = knownAt(facts, now);
  const roles = labelVocabulary(config.labels);
  const folded = foldPullRequests(known, { config, roles });
  const releaseOf = releasedByMerge(folded);
  const items = itemsOf(known, folded).flatMap((item) => foldItem(item, { config, roles, releaseOf, now }) ?? []);
  const pullRequests = folded.map((each) => ({
    ...each.folded.timeline,
    releasedAt: releaseOf(each.number)?.liveAt ?? null,
  }));
  return { items: items.toSorted(byNumber), pullRequests: pullRequests.toSorted(byNumber) };
}

function foldPullRequests(known: Known, { config, roles }: Pick<FoldContext, "config" | "roles">): KnownPullRequest[] {
  const linkable = new Map(
    [...known.issues].map(([number, issue]) => [number, { number, open: openStretches(issue) }]),
  );
  return [...known.pullRequests].map(([number, { snapshot, own }]) => {
    const { createdAt: openedAt, head, closes } = snapshot.signal;
    const issues = issuesOf({ number, openedAt, head, closes }, linkable);
    const ofIssues = issues.flatMap((issue) => known.issues.get(issue)?.own ?? []);
    const facts = { snapshot, own, ofIssues, checks: known.checks, stagingFailures: [] };
    return { number, facts, folded: foldPullRequest(facts, { number, issues, config, roles }) };
  });
}

function openStretches(issue: IssueFacts): LinkableIssue["open"] {
  const stretches: { from: Instant; to: Instant | null }[] = [];
  for (const { at, change } of issueSigns(issue)) {
    const last = stretches.at(-1);
    if (change?.to === "open" && last?.to !== null) stretches.push({ from: at, to: null });
    if (change?.to === "closed" && last?.to === null) last.to = at;
  }
  return stretches;
}

/** Each issue with the pull requests that belong to it, and each pull request that belongs to none. */
function itemsOf({ issues }: Known, folded: readonly KnownPullRequest[]): Item[] {
  const belonging = new Map<number, KnownPullRequest[]>([...issues.keys()].map((number) => [number, []]));
  for (const each of folded) for (const issue of each.folded.timeline.issues) belonging.get(issue)?.push(each);
  const lone = folded.filter((each) => each.folded.timeline.issues.length === 0);
  return [
    ...[...issues].map(([number, issue]) => ({ number, issue, pullRequests: belonging.get(number) ?? [] })),
    ...lone.map((each) => ({ number: each.number, issue: null, pullRequests: [each] })),
  ];
}

/** Where the repository deploys and releases nothing, merging counts as released. */
function releasedByMerge(folded: readonly KnownPullRequest[]): FoldContext["releaseOf"] {
  const merges = new Map(folded.map(({ number, folded: { timeline } }) => [number, timeline.mergedAt]));
  return (number) => {
    const liveAt = merges.get(number) ?? null;
    return liveAt === null ? null : { signal: "merge", liveAt };
  };
}

function byNumber(a: { number: number }, b: { number: number }): number {
  return a.number - b.number;
}
