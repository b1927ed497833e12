import { describe, expect, test } from "vitest";
import type { FlowPullRequest } from "../../src/metrics/history.ts";
import { pullRequestFlow } from "../../src/metrics/pullRequestFlow.ts";
import type { Wait } from "../../src/timeline/timeline.ts";
import { flowPullRequest, march, wait, week } from "../support/flowItems.ts";

function pullRequest(waits: Wait[], changes: Partial<FlowPullRequest> = {}): FlowPullRequest {
  return flowPullRequest({
    waits,
    openedAt: waits[0]?.from ?? march(1),
    closedAt: waits.at(-1)?.to ?? null,
    ...changes,
  });
}

function merged(date: number, changes: Partial<FlowPullRequest> = {}): FlowPullRequest {
  return pullRequest([wait("reviewer", 1, date)], { mergedAt: march(date), ...changes });
}

test("what is open at the start, with what came and without what went, is open at the end", () => {
  const pullRequests = [
    pullRequest([wait("reviewer", 1)]),
    pullRequest([wait("author", 10)]),
    pullRequest([wait("author", 9, 11)]),
    merged(12),
    merged(8),
    pullRequest([wait("reviewer", 16)]),
  ];

  expect(pullRequestFlow(pullRequests, week, [])).toMatchObject({
    openAtStart: 2,
    opened: 2,
    reopened: 0,
    merged: 1,
    closedUnmerged: 1,
    openAtEnd: 2,
    reviewsWaiting: 1,
  });
});

test("a merge ends its last turn, and is no closing besides, though GitHub closes a second later", () => {
  const slow = merged(12, { closedAt: "2026-03-12T00:00:01Z" });
  expect(pullRequestFlow([slow], week, [])).toMatchObject({ merged: 1, closedUnmerged: 0 });
});

test("closed, reopened, and merged in a later week: open only while it was", () => {
  const pullRequests = [
    pullRequest([wait("reviewer", 1, 8), wait("reviewer", 10, 18)], { mergedAt: march(18), closedAt: march(18) }),
    pullRequest([wait("reviewer", 1, 12), wait("reviewer", 17)]),
  ];

  expect(pullRequestFlow(pullRequests, week, [])).toMatchObject({
    openAtStart: 1,
    reopened: 1,
    merged: 0,
    closedUnmerged: 1,
    openAtEnd: 1,
  });
});

test("opened and closed within one second, it was opened and closed", () => {
  const atOnce = pullRequest([], { openedAt: march(10), closedAt: march(10) });
  expect(pullRequestFlow([atOnce], week, [])).toMatchObject({ opened: 1, closedUnmerged: 1, openAtEnd: 0 });
});

describe("merged with nobody or nothing having looked", () => {
  const bot = { id: 2, login: "renovate[bot]", bot: true };
  const robot = { id: 3, login: "our-robot", bot: false };
  const pullRequests = [
    merged(10, { firstReviewAt: march(9), checkedAt: march(8) }),
    merged(11),
    merged(12, { checkedAt: march(8) }),
    merged(12, { author: bot }),
    merged(12, { author: robot }),
    merged(16),
  ];

  test("without a review: of those that people opened", () => {
    expect(pullRequestFlow(pullRequests, week, ["our-robot"]).withoutReview).toEqual({ merged: 3, without: 2 });
  });

  test("without a check: of all", () => {
    expect(pullRequestFlow(pullRequests, week, ["our-robot"]).withoutChecks).toEqual({ merged: 5, without: 3 });
  });
});

test.each([
  {
    what: "closed in the second of its opening and reopened a week later",
    one: { openedAt: march(10), waits: [wait("reviewer", 18)] },
    counts: { opened: 1, reopened: 0, merged: 0, closedUnmerged: 1, openAtEnd: 0 },
  },
  {
    what: "closed, and merged in the second of its reopening",
    one: { openedAt: march(10), mergedAt: march(12), closedAt: march(12), waits: [wait("reviewer", 10, 11)] },
    counts: { opened: 1, reopened: 1, merged: 1, closedUnmerged: 1, openAtEnd: 0 },
  },
])("one that was $what adds up", ({ one, counts }) => {
  expect(pullRequestFlow([flowPullRequest(one)], week, [])).toMatchObject(counts);
});
