import { expect, test } from "vitest";
import type { ReviewedPullRequest } from "../../src/metrics/timeToFirstReview.ts";
import { timeToFirstReview } from "../../src/metrics/timeToFirstReview.ts";

const from = "2026-03-01T00:00:00Z";
const to = "2026-03-08T00:00:00Z";
const hour = 3600;

function pullRequest(
  readyAt: string | null,
  firstReviewAfterReadyAt: string | null,
  author = { id: 1, login: "mona", bot: false },
): ReviewedPullRequest {
  return { author, readyAt, firstReviewAfterReadyAt };
}

test("from ready for review to the first review, over the first reviews that came in the period", () => {
  const pullRequests = [
    pullRequest("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z"),
    pullRequest("2026-03-02T08:00:00Z", "2026-03-02T14:00:00Z"),
    pullRequest("2026-02-28T20:00:00Z", "2026-03-01T00:00:00Z"),
  ];

  // 2, 4 and 6 hours: the middle one, and 0.85 * 2 = 1.7 steps along.
  expect(timeToFirstReview(pullRequests, from, to, [])).toEqual({ p50Seconds: 4 * hour, p85Seconds: 5.4 * hour, n: 3 });
});

test("left out are reviews outside the period, pull requests without one, and those of bots", () => {
  const pullRequests = [
    pullRequest("2026-02-28T20:00:00Z", "2026-02-28T23:59:59Z"),
    pullRequest("2026-03-07T20:00:00Z", to),
    pullRequest("2026-03-02T08:00:00Z", null),
    pullRequest(null, null),
    pullRequest("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z", { id: 2, login: "renovate[bot]", bot: true }),
    pullRequest("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z", { id: 3, login: "our-robot", bot: false }),
  ];

  expect(timeToFirstReview(pullRequests, from, to, ["our-robot"])).toEqual({
    p50Seconds: null,
    p85Seconds: null,
    n: 0,
  });
});
