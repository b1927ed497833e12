/** Which of two true things comes first. */
import { test } from "vitest";
import {
  type StoryRow,
  opened,
  pushed,
  approved,
  changesRequested,
  askedAgain,
  labeled,
  enqueued,
  dequeued,
  checkStarts,
  checkEnds,
  buildIsRequired,
  tellsWaits,
} from "../../support/reviewDay.ts";

test.for<StoryRow>([
  [
    "in the queue it waits on the queue, out of it on the merge",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("grace")],
        ["11:00", enqueued],
        ["12:00", dequeued],
      ],
      waits: "reviewer 09:00-10:00, merge 10:00-11:00, merge-queue 11:00-12:00, merge 12:00-",
    },
  ],
  [
    "QA comes before the queue",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("grace")],
        ["10:00", enqueued],
        ["11:00", labeled("needs qa")],
      ],
      waits: "reviewer 09:00-10:00, merge-queue 10:00-11:00, qa 11:00-",
    },
  ],
  [
    "required checks come before QA",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", labeled("needs qa")],
        ["11:00", approved("grace")],
        ["12:00", checkStarts()],
      ],
      waits: "reviewer 09:00-11:00, qa 11:00-12:00, checks 12:00-",
      config: buildIsRequired,
    },
  ],
  [
    "a failed check comes before missing approvals, and a request for changes before that is answered by the same push",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", checkEnds("failure")],
        ["11:00", changesRequested("grace")],
        ["12:00", askedAgain("grace")],
        ["13:00", pushed()],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-13:00, reviewer 13:00-",
    },
  ],
])("order: %s", tellsWaits);
