/** Decides the pull request that tests of texts start from: ready Monday 2 March 2026, 09:14, read at 12:34. */
import type { PullRequestView } from "../../src/reports/pullRequestView.ts";
import type { StageSlug } from "../../src/stages.ts";
import type { ItemTimeline, PullRequestTimeline, Visit } from "../../src/timeline/timeline.ts";

export function aPullRequest(changes: Partial<PullRequestTimeline> = {}): PullRequestTimeline {
  return {
    number: 41,
    title: "Retry failed exports",
    author: { id: 7, login: "mona", bot: false },
    head: "retry-exports",
    headSha: "5f0c1f1c5f0c1f1c5f0c1f1c5f0c1f1c5f0c1f1c",
    base: "main",
    draft: false,
    openedAt: "2026-03-02T09:14:00Z",
    readyAt: "2026-03-02T09:14:00Z",
    firstReviewAt: null,
    firstReviewAfterReadyAt: null,
    mergedAt: null,
    closedAt: null,
    releasedAt: null,
    reviewRounds: 0,
    ai: "none",
    issues: [],
    waits: [{ on: "reviewer", from: "2026-03-02T09:14:00Z", to: null }],
    askedOfAuthor: null,
    ignored: false,
    checkedAt: null,
    flakyChecks: [],
    doubts: [],
    lastActHeardAt: "2026-03-02T09:14:00Z",
    ...changes,
  };
}

export function aVisit(stage: StageSlug, enteredAt: string, leftAt: string | null): Visit {
  return {
    stage,
    enteredAt,
    leftAt,
    segments: [{ on: "attention", from: enteredAt, to: leftAt }],
    sign: "test",
    cause: { key: "k", at: enteredAt, timeSource: "test", delivery: "d", event: "test" },
  };
}

export function anItem(changes: Partial<ItemTimeline> = {}): ItemTimeline {
  return {
    number: 41,
    kind: "pull-request",
    title: "Retry failed exports",
    pullRequests: [41],
    enteredAt: "2026-03-02T09:14:00Z",
    stage: "review",
    exitedAt: null,
    outcome: null,
    releasedAt: null,
    releaseSignal: null,
    visits: [aVisit("review", "2026-03-02T09:14:00Z", null)],
    tasks: [],
    rework: [],
    ai: "none",
    ignored: false,
    owned: [],
    priorityChanges: [],
    value: null,
    exitSign: null,
    exitCause: null,
    nextChangeAt: null,
    ...changes,
  };
}

/** The issue that the pull request belongs to: three days of shaping, one of design, then built in two. */
export function anIssue(changes: Partial<ItemTimeline> = {}): ItemTimeline {
  return anItem({
    number: 12,
    kind: "issue",
    title: "Exports stop after a timeout",
    enteredAt: "2026-02-24T08:00:00Z",
    visits: [
      aVisit("shaping", "2026-02-24T08:00:00Z", "2026-02-27T08:00:00Z"),
      aVisit("design", "2026-02-27T08:00:00Z", "2026-02-28T08:00:00Z"),
      aVisit("implementation", "2026-02-28T08:00:00Z", "2026-03-02T09:14:00Z"),
      aVisit("review", "2026-03-02T09:14:00Z", null),
    ],
    ...changes,
  });
}

export function aView(changes: Partial<PullRequestView> = {}): PullRequestView {
  return {
    repository: "octo/exports",
    timeZone: "UTC",
    now: "2026-03-02T12:34:00Z",
    pullRequest: aPullRequest(),
    item: anItem(),
    issues: [],
    queue: { depth: 9, longer: 3, depthWeekAgo: 6 },
    usual: { p50Seconds: 14_400, p85Seconds: 93_600, n: 143 },
    expectedWait: null,
    slowest: { stage: "review", waitingItemDays: 84.5, items: 23 },
    overLimits: [],
    ...changes,
  };
}
