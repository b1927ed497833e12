import { describe, expect, test } from "vitest";
import type { PastPullRequest } from "../../src/forecast/expectedWait.ts";
import { expectedWait } from "../../src/forecast/expectedWait.ts";
import { addSeconds } from "../../src/instant.ts";

const at = "2026-03-30T00:00:00Z";
const hour = 3600;
const day = 24 * hour;
const week = 7 * day;
const person = { id: 1, login: "mona", bot: false };

/** A pull request that became ready ten days before `at` unless it says otherwise. */
function ready(changes: Partial<PastPullRequest> & { readyAt?: string } = {}): PastPullRequest & { readyAt: string } {
  return {
    author: person,
    readyAt: addSeconds(at, -10 * day),
    firstReviewAfterReadyAt: null,
    closedAt: null,
    ...changes,
  };
}

function reviewedAfter(seconds: number): PastPullRequest {
  const { readyAt } = ready();
  return ready({ firstReviewAfterReadyAt: addSeconds(readyAt, seconds) });
}

function closedAfter(seconds: number): PastPullRequest {
  const { readyAt } = ready();
  return ready({ closedAt: addSeconds(readyAt, seconds) });
}

function many(count: number, one: (index: number) => PastPullRequest): PastPullRequest[] {
  return Array.from({ length: count }, (_, index) => one(index));
}

/** Twenty reviews, one after each hour. */
const hourly = many(20, (index) => reviewedAfter((index + 1) * hour));

test("with every wait ended, half is the tenth of twenty and 85% the seventeenth", () => {
  expect(expectedWait(hourly, 0, at, [])).toEqual({
    known: true,
    at,
    observations: 20,
    p50Seconds: 10 * hour,
    p85Seconds: 17 * hour,
    closedUnreviewed: 0,
  });
});

test("having waited five hours, only those that waited longer count, from now on", () => {
  const more = [...hourly, ...many(5, () => reviewedAfter(30 * hour))];

  // Left are 6 to 20 h and five at 30 h: twenty. The tenth is at 15 h, the seventeenth at 30 h.
  expect(expectedWait(more, 5 * hour, at, [])).toMatchObject({
    observations: 20,
    p50Seconds: 10 * hour,
    p85Seconds: 25 * hour,
  });
});

test("fewer than twenty that waited as long say nothing", () => {
  expect(expectedWait(hourly, hour, at, [])).toEqual({ known: false, observations: 19 });
  expect(expectedWait([], 0, at, [])).toEqual({ known: false, observations: 0 });
});

test("closed without a review, merged or not, competes: here 85% never comes", () => {
  const pullRequests = [...hourly.slice(0, 15), ...many(5, () => closedAfter(2 * hour + 1))];

  // Reviews are a twentieth each: the tenth at 10 h. All fifteen make 75%.
  expect(expectedWait(pullRequests, 0, at, [])).toMatchObject({ p50Seconds: 10 * hour, p85Seconds: null });
  expect(expectedWait(pullRequests, 0, at, [])).toHaveProperty("closedUnreviewed", expect.closeTo(0.25, 9));
});

test("where more than half are closed unreviewed there is no half", () => {
  const pullRequests = [...hourly.slice(0, 8), ...many(12, () => closedAfter(hour))];

  expect(expectedWait(pullRequests, 0, at, [])).toMatchObject({ p50Seconds: null, p85Seconds: null });
  expect(expectedWait(pullRequests, 0, at, [])).toHaveProperty("closedUnreviewed", expect.closeTo(0.6, 9));
});

test("one that still waits counts for as long as it has waited", () => {
  const stillWaiting = many(20, () => ready({ readyAt: addSeconds(at, -5 * hour - 1) }));

  // Forty at risk: five reviews by 5 h make 12.5%. Then the twenty are lost from sight, and each of the fifteen left takes 87.5% / 15.
  // Half is passed with the seventh of them (12.5% + 40.8%), at 12 h; 85% with the thirteenth (12.5% + 75.8%), at 18 h.
  expect(expectedWait([...hourly, ...stillWaiting], 0, at, [])).toMatchObject({
    observations: 40,
    p50Seconds: 12 * hour,
    p85Seconds: 18 * hour,
  });
});

describe("which pull requests count", () => {
  const nineteen = hourly.slice(1);
  const observations = (...more: PastPullRequest[]) =>
    expectedWait([...nineteen, ...more], 0, at, ["our-robot"]).observations;

  test("ready in the 26 weeks before, the first moment included", () => {
    expect(observations(ready({ readyAt: addSeconds(at, -26 * week) }))).toBe(20);
    expect(observations(ready({ readyAt: addSeconds(at, -26 * week - 1) }))).toBe(19);
    expect(observations(ready({ readyAt: at }))).toBe(19);
    expect(observations({ ...ready(), readyAt: null })).toBe(19);
  });

  test("not those of bots, by GitHub's mark or by the configuration", () => {
    expect(observations(ready({ author: { id: 2, login: "renovate[bot]", bot: true } }))).toBe(19);
    expect(observations(ready({ author: { id: 3, login: "our-robot", bot: false } }))).toBe(19);
  });

  test("what came after the moment is not known yet: then it still waited", () => {
    const later = addSeconds(at, hour);
    const pullRequests = many(20, () => ready({ firstReviewAfterReadyAt: later, closedAt: later }));

    expect(expectedWait(pullRequests, 0, at, [])).toMatchObject({ p50Seconds: null, closedUnreviewed: 0 });
  });

  test("a review after closing came too late; in the same second it came first", () => {
    const { readyAt } = ready();
    const closedAt = addSeconds(readyAt, hour);
    const late = many(20, () => ready({ closedAt, firstReviewAfterReadyAt: addSeconds(closedAt, 1) }));
    const together = many(20, () => ready({ closedAt, firstReviewAfterReadyAt: closedAt }));

    expect(expectedWait(late, 0, at, [])).toMatchObject({ p50Seconds: null, closedUnreviewed: 1 });
    expect(expectedWait(together, 0, at, [])).toMatchObject({ p50Seconds: hour, closedUnreviewed: 0 });
  });
});
