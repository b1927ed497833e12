/** Whose turn a pull request is when nothing special happens. */
import { test } from "vitest";
import {
  type StoryRow,
  opened,
  openedDraft,
  ready,
  drafted,
  approved,
  labeled,
  checkEnds,
  tellsWaits,
} from "../../support/reviewDay.ts";

test.for<StoryRow>([
  ["a draft is its author's", { steps: [["09:00", openedDraft]], waits: "author 09:00-" }],
  [
    "a draft is its author's whatever else is true",
    {
      steps: [
        ["09:00", openedDraft],
        ["09:10", checkEnds("failure")],
        ["09:20", approved("grace")],
        ["09:30", labeled("needs qa")],
      ],
      waits: "author 09:00-",
    },
  ],
  ["without an approval it is the reviewers' turn", { steps: [["09:00", opened()]], waits: "reviewer 09:00-" }],
  [
    "made ready, a draft goes to the reviewers; made a draft, it comes back",
    {
      steps: [
        ["09:00", openedDraft],
        ["10:00", ready],
        ["11:00", drafted],
      ],
      waits: "author 09:00-10:00, reviewer 10:00-11:00, author 11:00-",
    },
  ],
  [
    "nothing left to wait on but the merge",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("grace")],
      ],
      waits: "reviewer 09:00-10:00, merge 10:00-",
    },
  ],
])("%s", tellsWaits);
