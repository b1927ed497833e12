import { expect, test } from "vitest";
import { aiInflow } from "../../src/metrics/aiInflow.ts";
import type { FlowItem } from "../../src/metrics/history.ts";
import type { AiClass } from "../../src/timeline/timeline.ts";
import { deployed, flowItem, flowPullRequest, hour, march, reworked, stay, week } from "../support/flowItems.ts";

function inReview(ai: AiClass, count: number, changes: Partial<FlowItem> = {}): FlowItem[] {
  return Array.from({ length: count }, () =>
    flowItem([stay("review", 9, 11), stay("release", 11)], { ai, ...changes }),
  );
}

const twenty = [...inReview("none", 10), ...inReview("agent", 4), ...inReview("assisted", 6)];
const nothing = { pullRequests: [], deployments: [] };

test("written with AI beside the rest, other bots apart", () => {
  const items = [...twenty, ...inReview("automation", 2)];
  const { split, automation, review } = aiInflow({ items, ...nothing }, week, 3);

  expect([split?.ai.items, split?.rest.items, automation.items]).toEqual([10, 10, 2]);
  expect([split?.ai.arrivals, split?.rest.arrivals, automation.arrivals]).toEqual([10, 10, 2]);
  expect(review).toMatchObject({ arrivals: 22, departures: 22 });
});

test.each([
  { items: twenty, people: 2, why: "two people" },
  { items: twenty.slice(1), people: 3, why: "nine of the rest" },
  { items: twenty.slice(0, -1), people: 3, why: "nine with AI" },
  { items: [...twenty.slice(1), flowItem([stay("review", 2, 9)])], people: 3, why: "a tenth that was there before" },
])("there is no split of $why", ({ items, people }) => {
  expect(aiInflow({ items, ...nothing }, week, people).split).toBeNull();
});

test("an agent's pull requests are timed, though it is a bot", () => {
  const reviewed = (ai: AiClass, hours: number, reviewedOn = 10) =>
    flowPullRequest({
      ai,
      author: { id: 9, login: "agent[bot]", bot: true },
      readyAt: march(reviewedOn, 0),
      firstReviewAfterReadyAt: march(reviewedOn, hours),
    });
  const pullRequests = [reviewed("agent", 2), reviewed("assisted", 6), reviewed("none", 9), reviewed("agent", 5, 16)];

  expect(aiInflow({ items: twenty, pullRequests, deployments: [] }, week, 3).split).toMatchObject({
    ai: { firstReview: { p50Seconds: 4 * hour, p85Seconds: 5.4 * hour, n: 2 } },
    rest: { firstReview: { p50Seconds: 9 * hour, n: 1 } },
  });
});

test("rounds are of the pull requests merged in the period", () => {
  const merged = (reviewRounds: number, date: number) =>
    flowPullRequest({ ai: "assisted", reviewRounds, mergedAt: march(date) });
  const pullRequests = [merged(2, 10), merged(1, 12), merged(5, 16)];

  expect(aiInflow({ items: twenty, pullRequests, deployments: [] }, week, 3).split).toMatchObject({
    ai: { merged: 2, roundsPerMerged: 1.5 },
    rest: { merged: 0, roundsPerMerged: null },
  });
});

test("flow-backs, and items that an undone deployment had carried, of the same repository only", () => {
  const items = [
    ...twenty,
    flowItem([stay("review", 9)], { ai: "agent", pullRequests: [7], rework: [reworked("flow-back", "review", 9)] }),
    flowItem([stay("review", 9)], { ai: "none", pullRequests: [8] }),
    flowItem([stay("review", 9)], { ai: "none", pullRequests: [7], repository: "octo/imports" }),
  ];
  const deployments = [
    deployed(10, { carries: [7], undoneBy: "rollback", undoneAt: march(11) }),
    deployed(12, { carries: [8] }),
  ];

  expect(aiInflow({ items, pullRequests: [], deployments }, week, 3).split).toMatchObject({
    ai: { flowBacks: 1, undone: 1 },
    rest: { flowBacks: 0, undone: 0 },
  });
});
