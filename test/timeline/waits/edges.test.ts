/** Closing, reopening, merging, and events in the same second. */
import { test } from "vitest";
import {
  type StoryRow,
  opened,
  openedDraft,
  drafted,
  closed,
  merged,
  reopened,
  pushed,
  reviewIds,
  approved,
  changesRequested,
  dismissed,
  enqueued,
  tellsWaits,
} from "../../support/reviewDay.ts";

test.for<StoryRow>([
  [
    "closed, it waits on nobody; reopened, it goes on as it was",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("grace")],
        ["11:00", closed],
        ["12:00", reopened],
      ],
      waits: "reviewer 09:00-10:00, merge 10:00-11:00, merge 12:00-",
    },
  ],
  [
    "a draft that is reopened is a draft",
    {
      steps: [
        ["09:00", openedDraft],
        ["10:00", closed],
        ["11:00", reopened],
      ],
      waits: "author 09:00-10:00, author 11:00-",
    },
  ],
  [
    "what happens while it is closed counts when it is reopened",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", closed],
        ["11:00", approved("grace")],
        ["12:00", reopened],
      ],
      waits: "reviewer 09:00-10:00, merge 12:00-",
    },
  ],
  [
    "closing takes it out of the merge queue",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("grace")],
        ["10:00", enqueued],
        ["11:00", closed],
        ["12:00", reopened],
      ],
      waits: "reviewer 09:00-10:00, merge-queue 10:00-11:00, merge 12:00-",
    },
  ],
  [
    "nothing after the merge changes it",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", merged],
        ["11:00", changesRequested("grace")],
        ["12:00", pushed()],
        ["13:00", drafted],
      ],
      waits: "reviewer 09:00-10:00",
    },
  ],
  [
    "closed and reopened within one second, it was never closed",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", closed],
        ["10:00", reopened],
      ],
      waits: "reviewer 09:00-",
    },
  ],
  [
    "a turn that lasts no second is not kept",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace")],
        ["10:00", dismissed("grace", reviewIds.changes_requested)],
      ],
      waits: "reviewer 09:00-",
    },
  ],
  [
    "opened and merged within one second, it waited on nobody",
    {
      steps: [
        ["09:00", opened()],
        ["09:00", merged],
      ],
      waits: "",
    },
  ],
])("edges: %s", tellsWaits);
