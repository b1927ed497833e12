import { expect, test } from "vitest";
import type { Delivery } from "../../../src/signals/delivery.ts";
import { check, clock, deployed, head, merged, pull, review } from "../../support/helloWorld.ts";
import { shaFor } from "../../support/payloadParts.ts";
import { recorded } from "../../support/recorded.ts";
import { spansOf } from "../../support/taskSpans.ts";

const opened = recorded("pull_request.opened", clock("15:20:33"));
const afterAll = clock("05-31 12:00");
const answer = pull("synchronize", "16:00", {
  before: head,
  after: shaFor("answer"),
  "pull_request.head.sha": shaFor("answer"),
});

function asked(time: string): Delivery {
  return pull("review_requested", time, { requested_reviewer: { login: "octocat", id: 583231, type: "User" } });
}

test.each([
  ["nobody has reviewed", [], ["15:20:33 to on"]],
  ["it is merged unreviewed, until the item leaves", [merged("16:00")], ["15:20:33 to on"]],
  ["it is made a draft", [pull("converted_to_draft", "16:00")], ["15:20:33 to on"]],
  ["it is asked for meanwhile", [asked("15:40"), review("commented", "15:50")], ["15:20:33 to 15:50:00"]],
  [
    "it is asked for again",
    [review("commented", "15:50"), asked("16:10"), review("approved", "16:30")],
    ["15:20:33 to 15:50:00", "16:10:00 to 16:30:00"],
  ],
  ["somebody asks after the merge", [merged("15:50"), asked("16:10")], ["15:20:33 to on"]],
])("a review by people, when %s", (_, then, spans) => {
  expect(spansOf("human-review", [opened, ...then], 2, afterAll)).toEqual(spans);
});

const changesRequested = review("changes_requested", "15:50");

test.each([
  ["nothing answers", [changesRequested], ["15:50:00 to on"]],
  ["an answer waits for a verdict", [changesRequested, answer, review("commented", "16:10")], ["15:50:00 to on"]],
  ["the reviewer gives in unanswered", [changesRequested, review("approved", "16:10")], ["15:50:00 to 16:10:00"]],
  ["the reviewer insists unanswered", [changesRequested, review("changes_requested", "16:10")], ["15:50:00 to on"]],
  [
    "the answer is not enough",
    [changesRequested, answer, review("changes_requested", "16:10"), merged("16:30")],
    ["15:50:00 to 16:10:00", "16:10:00 to on"],
  ],
])("an iteration, when %s", (_, then, spans) => {
  expect(spansOf("review-iteration", [opened, ...then], 2, afterAll)).toEqual(spans);
});

function status(id: number, state: string, time: string, sha = head): Delivery {
  return recorded("status", clock(time), { id, state, sha, created_at: clock(time), updated_at: clock(time) });
}

test("a commit status that was pending ends with the next one", () => {
  const deliveries = [opened, status(1, "pending", "15:30"), status(2, "success", "15:40")];

  expect(spansOf("automated-checks", deliveries, 2, afterAll)).toEqual(["15:30:00 to 15:40:00"]);
});

test("a check that never ends is waited for until another commit takes its place", () => {
  expect(spansOf("automated-checks", [opened, status(1, "pending", "15:30"), answer], 2, afterAll)).toEqual([
    "15:30:00 to 16:00:00",
  ]);
});

test("each head commit has its own span, over all of its checks and attempts", () => {
  const ran = (run: number, from: string, to: string, sha: string) =>
    check("completed", to, {
      "check_run.id": run,
      "check_run.head_sha": sha,
      "check_run.started_at": clock(from),
      "check_run.completed_at": clock(to),
    });
  const deliveries = [
    opened,
    ran(1, "15:30", "15:35", head),
    ran(2, "15:45", "16:05", head),
    answer,
    ran(3, "16:01", "16:03", shaFor("answer")),
  ];

  expect(spansOf("automated-checks", deliveries, 2, afterAll)).toEqual([
    "15:30:00 to 16:05:00",
    "16:01:00 to 16:03:00",
  ]);
});

test("a draft that is closed and never made ready was being made until then", () => {
  const closing = { "pull_request.closed_at": clock("16:00"), "pull_request.draft": true };
  const draft = recorded("pull_request.opened", clock("15:20:33"), { "pull_request.draft": true });

  expect(spansOf("pull-request-creation", [draft, pull("closed", "16:00", closing)], 2, afterAll)).toEqual([
    "15:20:33 to 16:00:00",
  ]);
});

test("a staging deployment of another commit is not the item's", () => {
  expect(
    spansOf("staging-validation", [opened, deployed(5, shaFor("other"), "15:30", "staging")], 2, afterAll),
  ).toEqual([]);
});
