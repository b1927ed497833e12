/** Which checks put a pull request back to its author, and which are waited for. */
import { test } from "vitest";
import { defaultConfig } from "../../../src/config/repositoryConfig.ts";
import {
  type StoryRow,
  opened,
  pushed,
  approved,
  checkStarts,
  checkEnds,
  status,
  otherApp,
  buildIsRequired,
  tellsWaits,
  clock,
} from "../../support/reviewDay.ts";

test.for<StoryRow>([
  ...["failure", "timed_out", "action_required"].map((conclusion): StoryRow => [
    `a GitHub Actions run that ended as ${conclusion} is the author's turn`,
    {
      steps: [
        ["09:00", opened()],
        ["09:01", checkStarts()],
        ["09:10", checkEnds(conclusion)],
      ],
      waits: "reviewer 09:00-09:10, author 09:10-",
    },
  ]),
  ...["success", "neutral", "skipped", "cancelled", "stale"].map((conclusion): StoryRow => [
    `one that ended as ${conclusion} is not`,
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkEnds(conclusion)],
      ],
      waits: "reviewer 09:00-",
    },
  ]),
  [
    "a failed check of another app does not count where nobody says what is required",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkEnds("failure", otherApp)],
        ["09:20", status(1, "failure")],
      ],
      waits: "reviewer 09:00-",
    },
  ],
  [
    "a running GitHub Actions run is not waited for where nobody says what is required",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", approved("grace")],
        ["09:20", checkStarts()],
      ],
      waits: "reviewer 09:00-09:10, merge 09:10-",
    },
  ],
  [
    "a required check of any app counts, and what is not required does not",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkEnds("failure", { name: "lint", run: 2 })],
        ["09:20", checkEnds("failure", otherApp)],
      ],
      waits: "reviewer 09:00-09:20, author 09:20-",
      config: buildIsRequired,
    },
  ],
  [
    "a required commit status counts like a check",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", status(1, "pending")],
        ["09:20", status(2, "failure")],
        ["09:30", status(3, "success")],
      ],
      waits: "reviewer 09:00-09:20, author 09:20-09:30, reviewer 09:30-",
      config: { review: { ...defaultConfig.review, requiredChecks: ["ci/*"] } },
    },
  ],
  [
    "approved, it waits for a required check that runs",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkStarts()],
        ["09:20", approved("grace")],
        ["09:30", checkEnds("success", { startedAt: clock("09:10") })],
      ],
      waits: "reviewer 09:00-09:20, checks 09:20-09:30, merge 09:30-",
      config: buildIsRequired,
    },
  ],
  [
    "a running required check does not keep it from its reviewers",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkStarts()],
      ],
      waits: "reviewer 09:00-",
      config: buildIsRequired,
    },
  ],
  [
    "a re-run puts the failure aside from its start",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkEnds("failure", { run: 1 })],
        ["09:20", checkStarts({ run: 2 })],
        ["09:30", checkEnds("failure", { run: 2, startedAt: clock("09:20") })],
        ["09:40", checkEnds("success", { run: 3, startedAt: clock("09:40") })],
      ],
      waits: "reviewer 09:00-09:10, author 09:10-09:20, reviewer 09:20-09:30, author 09:30-09:40, reviewer 09:40-",
    },
  ],
  [
    "an attempt that ends late does not speak for the one that began after it",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkStarts({ run: 1 })],
        ["09:20", checkStarts({ run: 2 })],
        ["09:25", checkEnds("success", { run: 2, startedAt: clock("09:20") })],
        ["09:30", checkEnds("failure", { run: 1, startedAt: clock("09:10") })],
      ],
      waits: "reviewer 09:00-",
    },
  ],
  [
    "of two attempts in one second the one with the higher id is the later",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkEnds("success", { run: 50_000_000_002 })],
        ["09:10", checkEnds("failure", { run: 50_000_000_001 })],
      ],
      waits: "reviewer 09:00-",
    },
  ],
  [
    "each name speaks for itself: one that passed does not mend another",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkEnds("failure", { name: "build", run: 1 })],
        ["09:20", checkEnds("success", { name: "lint", run: 2 })],
      ],
      waits: "reviewer 09:00-09:10, author 09:10-",
    },
  ],
  [
    "only the head's checks count: a push leaves a failure behind",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkEnds("failure")],
        ["09:20", pushed()],
        ["09:30", checkEnds("failure", { run: 2 })],
      ],
      waits: "reviewer 09:00-09:10, author 09:10-09:20, reviewer 09:20-",
    },
  ],
  [
    "a failure known before the push that brought its commit counts from the push on",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkEnds("failure", { head: "second" })],
        ["09:20", pushed()],
      ],
      waits: "reviewer 09:00-09:20, author 09:20-",
    },
  ],
  [
    "a commit pushed back to is judged by its own checks again",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkEnds("failure")],
        ["09:20", pushed("second", "first")],
        ["09:30", pushed("first", "second")],
      ],
      waits: "reviewer 09:00-09:10, author 09:10-09:20, reviewer 09:20-09:30, author 09:30-",
    },
  ],
  [
    "checks count on a pull request from a fork as well",
    {
      steps: [
        ["09:00", opened({ headRepositoryId: 2002 })],
        ["09:10", checkEnds("failure")],
      ],
      waits: "reviewer 09:00-09:10, author 09:10-",
    },
  ],
])("checks: %s", tellsWaits);
