import { expect, test } from "vitest";
import { waitShare } from "../../src/metrics/waitShare.ts";
import { day, flowIssue, flowItem, segment, stay, week } from "../support/flowItems.ts";

const reviewed = flowItem([
  stay("implementation", 7, 10, [segment("active", 7, 10)]),
  stay("review", 10, 14, [segment("reviewer", 10, 12), segment("active", 12, 13), segment("author", 13, 14)]),
  stay("release", 14, undefined, [segment("release", 14)]),
]);

test("waiting over stage time, by what it waited on, cut at the period's ends", () => {
  const { overall, stages } = waitShare([reviewed], week);

  expect(stages.find(({ stage }) => stage === "review")).toEqual({
    stage: "review",
    stageSeconds: 4 * day,
    waitingSeconds: 3 * day,
    share: 0.75,
    reasons: [
      { on: "reviewer", seconds: 2 * day },
      { on: "author", seconds: day },
    ],
  });
  expect(stages.find(({ stage }) => stage === "implementation")).toMatchObject({ stageSeconds: day, share: 0 });
  expect(overall).toEqual({
    stageSeconds: 7 * day,
    waitingSeconds: 5 * day,
    share: 5 / 7,
    reasons: [
      { on: "release", seconds: 2 * day },
      { on: "reviewer", seconds: 2 * day },
      { on: "author", seconds: day },
    ],
  });
});

test("shaping's backlog is left out and told apart", () => {
  const { overall, backlogSeconds } = waitShare([flowIssue([stay("shaping", 8)], 11)], week);
  expect({ waiting: overall.waitingSeconds, backlogSeconds }).toEqual({ waiting: 5 * day, backlogSeconds: 2 * day });
});

test("shaping to release only: what settings time is no wait", () => {
  const { overall, stages } = waitShare([flowItem([stay("production-stability", 9)])], week);

  expect(overall).toEqual({ stageSeconds: 0, waitingSeconds: 0, share: null, reasons: [] });
  expect(stages.map(({ stage }) => stage)).toEqual(["shaping", "design", "implementation", "review", "release"]);
});

test("by whatever clock, in every part", () => {
  // Three segments in review, one each in implementation and release, each 10 s long by this clock.
  const { overall, backlogSeconds } = waitShare([reviewed, flowIssue([stay("shaping", 8)], 11)], week, () => 10);
  expect({ ...overall, backlogSeconds }).toMatchObject({ stageSeconds: 60, waitingSeconds: 40, backlogSeconds: 10 });
});

test("a reason of another week is absent, and of two alike the first by name comes first", () => {
  const segments = [segment("reviewer", 7, 8), segment("qa", 8, 10), segment("author", 10, 11)];
  const { overall } = waitShare([flowItem([stay("review", 7, 11, segments)])], week);
  expect(overall.reasons).toEqual([
    { on: "author", seconds: day },
    { on: "qa", seconds: day },
  ]);
});
