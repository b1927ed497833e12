/** A request for changes, each way of answering it, and whose word is waited for then. */
import { test } from "vitest";
import {
  type StoryRow,
  opened,
  openedDraft,
  ready,
  pushed,
  reviewIds,
  reviewed,
  approved,
  changesRequested,
  dismissed,
  askedAgain,
  askedTeam,
  tellsWaits,
} from "../../support/reviewDay.ts";

test.for<StoryRow>([
  [
    "it is the author's turn until it is answered",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace")],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-",
    },
  ],
  [
    "a push answers",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace")],
        ["11:00", pushed()],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-11:00, reviewer 11:00-",
    },
  ],
  [
    "a review asked for again from them answers",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace")],
        ["11:00", askedAgain("grace")],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-11:00, reviewer 11:00-",
    },
  ],
  [
    "one asked for from somebody else answers nothing",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace")],
        ["11:00", askedAgain("linus")],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-",
    },
  ],
  [
    "nor does one asked for from a team",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace")],
        ["11:00", askedTeam("payments")],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-",
    },
  ],
  [
    "its dismissal answers",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace")],
        ["11:00", dismissed("grace", reviewIds.changes_requested)],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-11:00, reviewer 11:00-",
    },
  ],
  [
    "dismissed, it still waits for the word of who asked, though others approved",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace")],
        ["11:00", approved("linus")],
        ["12:00", dismissed("grace", reviewIds.changes_requested)],
        ["13:00", approved("grace", 101)],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-12:00, reviewer 12:00-13:00, merge 13:00-",
    },
  ],
  [
    "the dismissal of an earlier verdict of theirs answers nothing",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace", 200)],
        ["11:00", changesRequested("grace", 201)],
        ["12:00", dismissed("grace", 200)],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-",
    },
  ],
  [
    "answered, it waits for their new verdict though others approved",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace")],
        ["11:00", pushed()],
        ["12:00", approved("linus")],
        ["13:00", approved("grace", 101)],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-11:00, reviewer 11:00-13:00, merge 13:00-",
    },
  ],
  [
    "of two requests, one answered leaves the other",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace", 200)],
        ["10:30", changesRequested("linus", 201)],
        ["11:00", askedAgain("grace")],
        ["12:00", pushed()],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-12:00, reviewer 12:00-",
    },
  ],
  [
    "their own approval is the new word, with no answer needed",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace")],
        ["11:00", approved("grace")],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-11:00, merge 11:00-",
    },
  ],
  [
    "a comment of theirs leaves it as it was",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("grace")],
        ["11:00", reviewed("commented", "grace")],
      ],
      waits: "reviewer 09:00-10:00, author 10:00-",
    },
  ],
  [
    "a bot's request is nobody's turn",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", changesRequested("coderabbitai[bot]")],
      ],
      waits: "reviewer 09:00-",
    },
  ],
  [
    "on a draft it is not forgotten when the draft is made ready",
    {
      steps: [
        ["09:00", openedDraft],
        ["10:00", changesRequested("grace")],
        ["11:00", ready],
      ],
      waits: "author 09:00-",
    },
  ],
])("changes requested: %s", tellsWaits);
