import { expect, test } from "vitest";
import { load } from "../../src/metrics/load.ts";
import { flowIssue, flowItem, flowPullRequest, stay, wait, week } from "../support/flowItems.ts";

const items = [
  flowItem([stay("implementation", 2)]),
  flowItem([stay("review", 2)]),
  flowItem([stay("review", 2, 17)]),
  flowIssue([stay("shaping", 2)], null),
  flowIssue([stay("shaping", 2)], 5),
  flowItem([stay("production-stability", 2)]),
  flowItem([stay("review", 2, 16)]),
  flowItem([stay("review", 16)]),
];
const pullRequests = [
  flowPullRequest({ waits: [wait("reviewer", 2)] }),
  flowPullRequest({ waits: [wait("reviewer", 2, 5), wait("author", 5)] }),
];

test("open items and reviews waiting at the period's end, for each person who was active", () => {
  // Five items: what left with the first second after the period was there in its last; backlog and what is watched are not open work.
  expect(load(items, pullRequests, week, 4)).toEqual({
    openItems: 5,
    reviewsWaiting: 1,
    activePeople: 4,
    perPerson: 1.5,
  });
});

test.each([
  [2, null],
  [3, 2],
])("of %d people: %d", (activePeople, perPerson) => {
  expect(load(items, pullRequests, week, activePeople).perPerson).toBe(perPerson);
});
