/** The moments of a pull request: ready, first review, rounds, merged, closed. */
import { expect, test } from "vitest";
import type { PullRequestTimeline } from "../../src/timeline/timeline.ts";
import { folded, pullRequestOf } from "../support/folded.ts";
import * as day from "../support/reviewDay.ts";
import { pullRequestMerged } from "../support/payloads.ts";

type Row = [name: string, steps: day.Story["steps"], expected: Partial<PullRequestTimeline>];
const at = day.clock;

test.for<Row>([
  ["opened ready, it is ready from its opening", [["09:00", day.opened()]], { readyAt: at("09:00") }],
  ["a draft is not ready", [["09:00", day.openedDraft]], { readyAt: null }],
  [
    "ready means the first time",
    [
      ["09:00", day.openedDraft],
      ["10:00", day.ready],
      ["11:00", day.drafted],
      ["12:00", day.ready],
    ],
    { readyAt: at("10:00") },
  ],
  [
    "a review of a draft is the first, but not the first after it was ready",
    [
      ["09:00", day.openedDraft],
      ["10:00", day.reviewed("commented", "grace")],
      ["11:00", day.ready],
      ["12:00", day.approved("grace")],
    ],
    { firstReviewAt: at("10:00"), firstReviewAfterReadyAt: at("12:00") },
  ],
  [
    "the author's, a bot's and a known bot's reviews are none",
    [
      ["09:00", day.opened()],
      ["10:00", day.reviewed("commented", "ada")],
      ["11:00", day.approved("coderabbitai[bot]")],
      ["12:00", day.changesRequested("DrahtBot")],
      ["13:00", day.reviewed("commented", "grace", 301)],
    ],
    { firstReviewAt: at("13:00"), firstReviewAfterReadyAt: at("13:00") },
  ],
  [
    "an account deleted since has reviewed",
    [
      ["09:00", day.opened()],
      ["10:00", day.approved(null)],
    ],
    { firstReviewAt: at("10:00") },
  ],
  [
    "a review after the merge is none",
    [
      ["09:00", day.opened()],
      ["10:00", day.merged],
      ["11:00", day.approved("grace")],
    ],
    { firstReviewAt: null, mergedAt: at("10:00"), closedAt: at("10:00") },
  ],
  [
    "one in the second of the merge came before it",
    [
      ["09:00", day.opened()],
      ["10:00", day.approved("grace")],
      ["10:00", day.merged],
    ],
    { firstReviewAt: at("10:00"), mergedAt: at("10:00") },
  ],
  [
    "reopened, it is not closed",
    [
      ["09:00", day.opened()],
      ["10:00", day.closed],
      ["11:00", day.reopened],
    ],
    { closedAt: null, mergedAt: null },
  ],
  [
    "changes requested, answered, and a new verdict of the same person is a round",
    [
      ["09:00", day.opened()],
      ["10:00", day.changesRequested("grace")],
      ["11:00", day.pushed()],
      ["12:00", day.approved("grace")],
    ],
    { reviewRounds: 1 },
  ],
  [
    "a new request for changes ends a round and begins the next",
    [
      ["09:00", day.opened()],
      ["10:00", day.changesRequested("grace")],
      ["11:00", day.pushed()],
      ["12:00", day.changesRequested("grace", 201)],
      ["13:00", day.askedAgain("grace")],
      ["14:00", day.approved("grace")],
    ],
    { reviewRounds: 2 },
  ],
  [
    "without an answer there is no round",
    [
      ["09:00", day.opened()],
      ["10:00", day.changesRequested("grace")],
      ["11:00", day.approved("grace")],
    ],
    { reviewRounds: 0 },
  ],
  [
    "nor with a comment, or another person's verdict",
    [
      ["09:00", day.opened()],
      ["10:00", day.changesRequested("grace")],
      ["11:00", day.pushed()],
      ["12:00", day.reviewed("commented", "grace")],
      ["13:00", day.approved("linus")],
    ],
    { reviewRounds: 0 },
  ],
])("%s", ([, steps, expected]) => {
  const deliveries = steps.map(([time, happened]) => happened({ at: at(time), createdAt: at("09:00"), body: "" }));
  expect(pullRequestOf(folded(deliveries))).toMatchObject(expected);
});

test("merged is when GitHub merged, closed when it closed a second later", () => {
  const opening = day.opened()({ at: at("09:00"), createdAt: at("09:00"), body: "" });
  const closedAt = "2026-03-02T10:00:01Z";
  const merge = pullRequestMerged({ at: closedAt, createdAt: at("09:00"), mergedAt: at("10:00"), closedAt });
  expect(pullRequestOf(folded([opening, merge]))).toMatchObject({
    mergedAt: at("10:00"),
    closedAt,
    waits: [{ on: "reviewer", from: at("09:00"), to: at("10:00") }],
  });
});
