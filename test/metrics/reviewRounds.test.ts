import { expect, test } from "vitest";
import { reviewRounds } from "../../src/metrics/reviewRounds.ts";
import { flowPullRequest, march, week } from "../support/flowItems.ts";

function merged(rounds: number, date: number, login = "mona", bot = false) {
  return flowPullRequest({ reviewRounds: rounds, mergedAt: march(date), author: { id: 1, login, bot } });
}

test("the mean, and the share without any, of what people opened and was merged in the period", () => {
  const pullRequests = [
    merged(0, 9),
    merged(3, 10),
    merged(1, 11),
    merged(0, 12),
    merged(0, 13),
    merged(1, 14),
    merged(1, 15),
    merged(1, 15),
    merged(9, 8),
    merged(9, 16),
    merged(9, 12, "renovate[bot]", true),
    merged(9, 12, "our-robot"),
    flowPullRequest({ reviewRounds: 9 }),
  ];
  expect(reviewRounds(pullRequests, week, ["our-robot"])).toEqual({ mean: 0.875, shareWithNone: 3 / 8, n: 8 });
});

test("of nothing merged, nothing is known", () => {
  expect(reviewRounds([], week, [])).toEqual({ mean: null, shareWithNone: null, n: 0 });
});
