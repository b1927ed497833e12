/** Decides the whole timeline of one item from its own facts, what the repository tells of it, and the configuration. */
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Instant } from "../instant.ts";
import type { Fact } from "../signals/signal.ts";
import { circumstancesOf } from "./circumstances.ts";
import type { KnownPullRequest } from "./circumstances.ts";
import { evolve } from "./evolve.ts";
import { inOrder } from "./factOrder.ts";
import type { IssueFacts } from "./known.ts";
import { issueSigns, labelSigns, pullRequestSigns } from "./itemSigns.ts";
import { labelStays } from "./labelStretches.ts";
import type { LabelVocabulary } from "./labels.ts";
import { reviewEvents } from "./reviewEvents.ts";
import { reworkOf } from "./rework.ts";
import { segmentsOf } from "./segments.ts";
import type { ItemTimeline, ReleaseSignal } from "./timeline.ts";
import { staysOfMoves } from "./visits.ts";

/** An issue with the pull requests that belong to it, or a lone pull request. */
export type Item = { number: number; issue: IssueFacts | null; pullRequests: readonly KnownPullRequest[] };

/** When a merged pull request went live, and by which signal that is known. */
export type Release = { signal: ReleaseSignal; liveAt: Instant | null };

export type FoldContext = {
  config: RepositoryConfig;
  roles: LabelVocabulary;
  releaseOf: (pullRequest: number) => Release | null;
  now: Instant;
};

/** Null for an item that nothing has brought into the pipeline by `now`. */
export function foldItem(item: Item, { config, roles, releaseOf, now }: FoldContext): ItemTimeline | null {
  const facts = inOrder(factsOf(item));
  const signs = [
    ...(item.issue ? issueSigns(item.issue) : []),
    ...item.pullRequests.flatMap(({ number, facts: own }) => pullRequestSigns(number, reviewEvents(own))),
    ...labelSigns(facts, roles),
  ];
  const { moves, state, nextChangeAt } = evolve(signs, {
    windows: config.windows,
    liveAt: (number) => releaseOf(number)?.liveAt ?? null,
    verificationSeconds: 0,
    now,
  });
  const stays = staysOfMoves(moves);
  const [first] = stays;
  if (!first) return null;
  const labels = labelStays(facts, roles);
  const circumstances = circumstancesOf(facts, labels, item.pullRequests, config);
  const exit = state.stage === null ? moves.at(-1) : undefined;
  return {
    number: item.number,
    kind: item.issue ? "issue" : "pull-request",
    title: titleOf(item),
    pullRequests: item.pullRequests.map(({ number }) => number).toSorted((a, b) => a - b),
    enteredAt: first.enteredAt,
    stage: state.stage,
    exitedAt: exit?.at ?? null,
    outcome: state.outcome,
    releasedAt: state.releasedAt,
    releaseSignal: releaseSignalOf(item, releaseOf),
    visits: stays.map((stay) => ({ ...stay, segments: segmentsOf(stay, circumstances, now) })),
    tasks: [],
    rework: reworkOf(
      stays,
      labels,
      item.pullRequests.map(({ folded }) => folded),
    ),
    ai: "none",
    exitCause: exit?.cause ?? null,
    nextChangeAt: earliest(
      nextChangeAt,
      circumstances.active.map(({ to }) => to),
      now,
    ),
  };
}

function factsOf({ issue, pullRequests }: Item): Fact[] {
  const ofIssue = issue ? [issue.snapshot, ...issue.own] : [];
  return [...ofIssue, ...pullRequests.flatMap(({ facts }) => [facts.snapshot, ...facts.own])];
}

function titleOf({ issue, pullRequests }: Item): string {
  return issue?.snapshot.signal.title ?? pullRequests[0]?.facts.snapshot.signal.title ?? "";
}

/** The signal of the last merge. */
function releaseSignalOf({ pullRequests }: Item, releaseOf: FoldContext["releaseOf"]): ReleaseSignal | null {
  const merged = pullRequests.filter(({ folded }) => folded.timeline.mergedAt !== null);
  const last = merged
    .toSorted((a, b) => ((a.folded.timeline.mergedAt ?? "") < (b.folded.timeline.mergedAt ?? "") ? -1 : 1))
    .at(-1);
  return last ? (releaseOf(last.number)?.signal ?? null) : null;
}

/** The next moment at which time alone changes the item: a window's end or the end of an activity. */
function earliest(windowEnd: Instant | null, ends: readonly (Instant | null)[], now: Instant): Instant | null {
  const coming = [windowEnd, ...ends].filter((at) => at !== null && at > now);
  return coming.toSorted()[0] ?? null;
}
