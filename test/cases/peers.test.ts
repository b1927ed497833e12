/**
 * Holds our figures against those that peers publish with their own tests, told to us as deliveries: Apache DevLake's change lead time (minutes, rounded
 * up), GitHub's issue-metrics' time in labels, Middleware's first review and rework cycles. Where we say something else on purpose, the README says why.
 */
import { describe, expect, test } from "vitest";
import type { Instant } from "../../src/instant.ts";
import { secondsBetween } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { folded, itemOf, pullRequestOf } from "../support/folded.ts";
import {
  issueClosed,
  issueLabeled,
  issueOpened,
  issueUnlabeled,
  pullRequestMerged,
  pullRequestOpened,
  pullRequestPushed,
  reviewSubmitted,
} from "../support/payloads.ts";
import { deploymentCreated, deploymentStatus, pushed } from "../support/repositoryPayloads.ts";

function minutes(from: Instant | null, to: Instant | null): number | null {
  return from === null || to === null ? null : Math.ceil(secondsBetween(from, to) / 60);
}

describe("change lead time", () => {
  const opened = { 1: "2023-04-11T04:51:47Z", 2: "2023-04-12T04:51:47Z", 4: "2023-04-13T07:55:01Z" };

  function deployed(id: number, sha: string, at: Instant, finishedAt: Instant, state: string): Delivery[] {
    const options = { deployment: id, sha, environment: "production" };
    return [
      deploymentCreated({ ...options, at, createdAt: at }),
      deploymentStatus({ ...options, at: finishedAt, createdAt: at, status: id, state }),
    ];
  }

  const story = folded([
    pushed({ at: "2023-04-10T06:00:00Z", before: "commit0", after: "commit1" }),
    ...deployed(1, "commit1", "2023-04-10T06:51:47Z", "2023-04-10T06:52:47Z", "success"),
    pullRequestOpened({ number: 1, at: opened[1], author: "ann" }),
    reviewSubmitted({
      number: 1,
      at: "2023-04-11T04:56:47Z",
      createdAt: opened[1],
      author: "ann",
      review: 2,
      by: "ben",
    }),
    pullRequestMerged({
      number: 1,
      at: "2023-04-11T05:51:47Z",
      createdAt: opened[1],
      author: "ann",
      mergeSha: "merge1",
    }),
    pushed({ at: "2023-04-11T05:51:48Z", before: "commit1", after: "merge1" }),
    pullRequestOpened({ number: 2, at: opened[2], author: "ann" }),
    reviewSubmitted({
      number: 2,
      at: "2023-04-12T04:51:49Z",
      createdAt: opened[2],
      author: "ann",
      review: 4,
      by: "dan",
    }),
    pullRequestMerged({
      number: 2,
      at: "2023-04-12T05:51:47Z",
      createdAt: opened[2],
      author: "ann",
      mergeSha: "merge2",
    }),
    pushed({ at: "2023-04-12T05:51:48Z", before: "merge1", after: "merge2" }),
    ...deployed(5, "merge2", "2023-04-13T07:28:14Z", "2023-04-13T07:29:14Z", "success"),
    ...deployed(11, "merge2", "2023-04-13T07:54:39Z", "2023-04-13T07:55:39Z", "failure"),
    pullRequestOpened({ number: 4, at: opened[4], author: "ann" }),
    pullRequestMerged({
      number: 4,
      at: "2023-04-13T08:55:01Z",
      createdAt: opened[4],
      author: "ann",
      mergeSha: "merge4",
    }),
    reviewSubmitted({
      number: 4,
      at: "2023-04-14T08:55:01Z",
      createdAt: opened[4],
      author: "ann",
      review: 10,
      by: "jo",
    }),
  ]);

  test.each([
    { number: 1, pickup: 5, review: 55, deploy: 2978 },
    { number: 2, pickup: 1, review: 60, deploy: 1538 },
  ])("pull request $number: $pickup min to pick it up, $review to review, $deploy to deploy", (peer) => {
    const { readyAt, firstReviewAfterReadyAt, mergedAt, releasedAt } = pullRequestOf(story, peer.number);

    expect(minutes(readyAt, firstReviewAfterReadyAt)).toBe(peer.pickup);
    expect(minutes(firstReviewAfterReadyAt, mergedAt)).toBe(peer.review);
    expect(minutes(mergedAt, releasedAt)).toBe(peer.deploy);
  });

  test("from the opening to production pull request 2 took 1,598 min", () => {
    const { openedAt, releasedAt } = pullRequestOf(story, 2);

    expect(minutes(openedAt, releasedAt)).toBe(1598);
  });

  test("deployment 11 failed, 1 and 5 did not", () => {
    const ended = story.knowledge.deployments.map(({ id, completed }) => [id, completed]);

    expect(ended).toEqual([
      [1, true],
      [5, true],
      [11, false],
    ]);
  });

  test("a review that came after the merge is none with us, where the peer counts 1,500 min to pick it up", () => {
    expect(pullRequestOf(story, 4).firstReviewAfterReadyAt).toBeNull();
  });
});

describe("time in labels", () => {
  const opened = "2020-01-01T00:00:00Z";
  const coding = { id: 1, name: "task: coding" };
  const documentation = { id: 2, name: "task: documentation-updates" };
  const labelled = [
    issueOpened({ number: 1, at: opened }),
    issueLabeled({ number: 1, at: "2021-01-01T00:00:00Z", createdAt: opened, label: coding }),
    issueLabeled({ number: 1, at: "2021-01-02T00:00:00Z", createdAt: opened, label: documentation }),
    issueUnlabeled({ number: 1, at: "2021-01-03T00:00:00Z", createdAt: opened, label: coding }),
  ];
  const closed = issueClosed({ number: 1, at: "2021-01-05T00:00:00Z", createdAt: opened });

  function daysIn(task: string, deliveries: readonly Delivery[]): number {
    const spans = itemOf(folded(deliveries)).tasks.filter((span) => span.task === task);
    return (
      spans.reduce((sum, { startedAt, endedAt }) => sum + secondsBetween(startedAt, endedAt ?? startedAt), 0) / 86_400
    );
  }

  test("two days in the one that was taken off, three in the one that was on until the closing", () => {
    expect(daysIn("coding", [...labelled, closed])).toBe(2);
    expect(daysIn("documentation-updates", [...labelled, closed])).toBe(3);
  });

  test("put on again for the last day, the first counts three", () => {
    const again = issueLabeled({ number: 1, at: "2021-01-04T00:00:00Z", createdAt: opened, label: coding });

    expect(daysIn("coding", [...labelled, again, closed])).toBe(3);
  });
});

describe("first review and rework cycles", () => {
  const opened = "2026-03-02T09:00:00Z";
  const at = (hour: number): Instant => `2026-03-02T${String(9 + hour).padStart(2, "0")}:00:00Z`;
  const review = (hour: number, state: "approved" | "changes_requested" | "commented") =>
    reviewSubmitted({ number: 1, at: at(hour), createdAt: opened, review: 100 + hour, by: "dhruv", state });
  const push = (hour: number) =>
    pullRequestPushed({ number: 1, at: at(hour), createdAt: opened, after: `head${hour}` });
  const after = (...deliveries: Delivery[]) =>
    pullRequestOf(folded([pullRequestOpened({ number: 1, at: opened }), ...deliveries]));

  test("a first review after an hour", () => {
    const { readyAt, firstReviewAfterReadyAt } = after(review(1, "commented"));

    expect(secondsBetween(readyAt ?? "", firstReviewAfterReadyAt ?? "")).toBe(3600);
  });

  test("none without a review: null with us, -1 with the peer", () => {
    expect(after().firstReviewAfterReadyAt).toBeNull();
  });

  test.each([
    ["approved at once", [push(1), review(2, "approved")], 0],
    ["changes, a push, approved", [review(1, "changes_requested"), push(2), review(3, "approved")], 1],
    [
      "changes twice, each answered, approved",
      [review(1, "changes_requested"), push(2), review(3, "changes_requested"), push(4), review(5, "approved")],
      2,
    ],
    [
      "several pushes in one answer",
      [review(1, "changes_requested"), push(2), push(3), push(4), review(5, "approved")],
      1,
    ],
  ])("%s: as many rounds as the peer's cycles", (_, deliveries, rounds) => {
    expect(after(...deliveries).reviewRounds).toBe(rounds);
  });

  test("rounds count without an approval as well, where the peer says 0", () => {
    const { reviewRounds } = after(review(1, "changes_requested"), push(2), review(3, "changes_requested"), push(4));

    expect(reviewRounds).toBe(1);
  });

  test("a comment ends no round, where the peer counts one more", () => {
    const commented = [review(1, "changes_requested"), push(2), review(3, "commented"), push(4), review(5, "approved")];

    expect(after(...commented).reviewRounds).toBe(1);
  });
});
