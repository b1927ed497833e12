/** The labels of QA, and staging deployments. */
import { test } from "vitest";
import {
  type StoryRow,
  opened,
  pushed,
  approved,
  labeled,
  unlabeled,
  issue,
  issueLabel,
  issueLabelOff,
  stagingBegins,
  stagingEnds,
  tellsWaits,
} from "../../support/reviewDay.ts";

test.for<StoryRow>([
  [
    "failed, it is the author's turn until a push",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", labeled("qa failed")],
        ["11:00", pushed()],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-11:00, reviewer 11:00-",
    },
  ],
  [
    "the label taken off is no longer on",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", labeled("QA: failed")],
        ["11:00", unlabeled("QA: failed")],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-11:00, reviewer 11:00-",
    },
  ],
  [
    "put on again after the push, it counts again",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", labeled("qa failed")],
        ["11:00", pushed()],
        ["12:00", unlabeled("qa failed")],
        ["13:00", labeled("qa failed")],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-11:00, reviewer 11:00-13:00, author 13:00-",
    },
  ],
  ...["needs qa", "In QA"].map((label): StoryRow => [
    `approved and \`${label}\` on, it waits on QA`,
    {
      steps: [
        ["09:00", opened()],
        ["10:00", labeled(label)],
        ["11:00", approved("grace")],
        ["12:00", unlabeled(label)],
      ],
      waits: "reviewer 09:00-11:00, qa 11:00-12:00, merge 12:00-",
    },
  ]),
  [
    "the label on its issue counts, from before it was opened too",
    {
      steps: [
        ["08:00", issue],
        ["08:30", issueLabel("needs qa")],
        ["09:00", opened()],
        ["10:00", approved("grace")],
        ["11:00", issueLabelOff("needs qa")],
      ],
      waits: "reviewer 09:00-10:00, qa 10:00-11:00, merge 11:00-",
      body: "Closes #7",
    },
  ],
  [
    "the same label on both is on until both are off",
    {
      steps: [
        ["08:00", issue],
        ["09:00", opened()],
        ["09:10", issueLabel("needs qa")],
        ["09:20", labeled("needs qa")],
        ["10:00", approved("grace")],
        ["11:00", issueLabelOff("needs qa")],
        ["12:00", unlabeled("needs qa")],
      ],
      waits: "reviewer 09:00-10:00, qa 10:00-12:00, merge 12:00-",
      body: "Closes #7",
    },
  ],
])("QA: %s", tellsWaits);

test.for<StoryRow>([
  ...["failure", "error"].map((state): StoryRow => [
    `a staging deployment of the head that ended as ${state} is the author's turn until a push`,
    {
      steps: [
        ["09:00", opened()],
        ["09:30", stagingBegins()],
        ["10:00", stagingEnds(state)],
        ["11:00", pushed()],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-11:00, reviewer 11:00-",
    },
  ]),
  [
    "one of a commit that is the head no more is not",
    {
      steps: [
        ["09:00", opened()],
        ["09:30", stagingBegins()],
        ["09:40", pushed()],
        ["10:00", stagingEnds("failure")],
      ],
      waits: "reviewer 09:00-",
    },
  ],
])("staging: %s", tellsWaits);
