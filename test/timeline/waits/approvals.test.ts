/** Which approvals count, and how many are needed. */
import { test } from "vitest";
import {
  type StoryRow,
  opened,
  pushed,
  reviewIds,
  reviewed,
  approved,
  dismissed,
  askedAgain,
  twoApprovals,
  noApproval,
  tellsWaits,
} from "../../support/reviewDay.ts";

test.for<StoryRow>([
  [
    "one approval is enough where nobody says how many",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("grace")],
      ],
      waits: "reviewer 09:00-10:00, merge 10:00-",
    },
  ],
  [
    "two approvals where the configuration says two",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("grace")],
        ["11:00", approved("linus", 101)],
      ],
      waits: "reviewer 09:00-11:00, merge 11:00-",
      config: twoApprovals,
    },
  ],
  ["none where it says none", { steps: [["09:00", opened()]], waits: "merge 09:00-", config: noApproval }],
  [
    "the same person's second approval is no second approval",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("grace")],
        ["11:00", approved("grace", 101)],
      ],
      waits: "reviewer 09:00-",
      config: twoApprovals,
    },
  ],
  [
    "a comment is no verdict",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", reviewed("commented", "grace")],
      ],
      waits: "reviewer 09:00-",
    },
  ],
  [
    "a comment after an approval takes nothing back",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("grace")],
        ["11:00", reviewed("commented", "grace")],
      ],
      waits: "reviewer 09:00-10:00, merge 10:00-",
    },
  ],
  [
    "a dismissed approval is gone",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("grace")],
        ["11:00", dismissed("grace", reviewIds.approved)],
      ],
      waits: "reviewer 09:00-10:00, merge 10:00-11:00, reviewer 11:00-",
    },
  ],
  [
    "an approval stays through a push",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("grace")],
        ["11:00", pushed()],
      ],
      waits: "reviewer 09:00-10:00, merge 10:00-",
    },
  ],
  [
    "a review asked for again takes no approval back",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("grace")],
        ["11:00", askedAgain("grace")],
      ],
      waits: "reviewer 09:00-10:00, merge 10:00-",
    },
  ],
  [
    "the author's own verdict counts as none",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("ada")],
      ],
      waits: "reviewer 09:00-",
    },
  ],
  [
    "an account deleted since is a person",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved(null)],
      ],
      waits: "reviewer 09:00-10:00, merge 10:00-",
    },
  ],
  [
    "an approval by an app counts for nothing",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("copilot-pull-request-reviewer[bot]")],
      ],
      waits: "reviewer 09:00-",
    },
  ],
  [
    "nor does one by a bot of type User that is known",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("DrahtBot")],
      ],
      waits: "reviewer 09:00-",
    },
  ],
  [
    "nor by one that the configuration names",
    {
      steps: [
        ["09:00", opened()],
        ["10:00", approved("ShopBot")],
      ],
      waits: "reviewer 09:00-",
      config: { bots: ["shopbot"] },
    },
  ],
])("approvals: %s", tellsWaits);
