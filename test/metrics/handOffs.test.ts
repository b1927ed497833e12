import { expect, test } from "vitest";
import { decisionWaits, handOffs } from "../../src/metrics/handOffs.ts";
import { waitShare } from "../../src/metrics/waitShare.ts";
import { flowIssue, flowItem, flowPullRequest, march, segment, stay, wait, week } from "../support/flowItems.ts";

const releasedAt = march(12);
const threeTurns = flowPullRequest({
  number: 41,
  waits: [wait("reviewer", 1, 3), wait("author", 3, 4), wait("reviewer", 4, 6), wait("merge", 6, 7)],
});
const oneTurn = flowPullRequest({ number: 42, waits: [wait("author", 2, 4), wait("reviewer", 4, 7)] });

test("changes of the turn over the whole life of what was released in the period", () => {
  const items = [
    flowItem([stay("review", 1)], { releasedAt, pullRequests: [41, 42] }),
    flowItem([stay("review", 1)], { releasedAt, pullRequests: [42] }),
    flowItem([stay("review", 1)], { releasedAt: march(16), pullRequests: [41] }),
  ];
  expect(handOffs(items, [threeTurns, oneTurn], week)).toEqual({
    items: 2,
    unknown: 0,
    changes: 5,
    changesPerItem: 2.5,
  });
});

test("closed and reopened, the turn that goes on is no change", () => {
  const reopened = flowPullRequest({ waits: [wait("author", 1, 3), wait("author", 5, 6)] });
  const item = flowItem([stay("review", 1)], { releasedAt });
  expect(handOffs([item], [reopened], week)).toMatchObject({ items: 1, changes: 0 });
});

test("an item of whose pull requests one is not known is told and left out", () => {
  const items = [flowItem([stay("review", 1)], { releasedAt, pullRequests: [42, 43] })];
  expect(handOffs(items, [oneTurn], week)).toEqual({ items: 0, unknown: 1, changes: 0, changesPerItem: null });
});

test("the same number in another repository is another pull request", () => {
  const items = [flowItem([stay("review", 1)], { releasedAt, pullRequests: [42], repository: "octo/imports" })];
  expect(handOffs(items, [oneTurn, { ...threeTurns, number: 42, repository: "octo/imports" }], week)).toMatchObject({
    changes: 3,
  });
});

test("item-days that waited on a decision or on information, cut at the period and without the backlog", () => {
  const shaped = flowIssue([stay("shaping", 7, 14, [segment("decision", 7, 12), segment("information", 12, 14)])], 10);
  const designed = flowItem([stay("design", 15, 18, [segment("decision", 15, 18)])]);

  // Decision: the 10th to the 12th after triage, and the 15th.
  expect(decisionWaits(waitShare([shaped, designed], week))).toEqual({ decisionItemDays: 3, informationItemDays: 2 });
});

test("nothing waited: 0 days, not unknown", () => {
  expect(decisionWaits(waitShare([], week))).toEqual({ decisionItemDays: 0, informationItemDays: 0 });
});
