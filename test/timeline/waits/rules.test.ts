/** What the rules of the default branch require, and when something else counts. */
import { expect, test } from "vitest";
import type { BranchRules } from "../../../src/signals/signal.ts";
import { branchRulesFact } from "../../../src/signals/branchRulesFact.ts";
import { mergeFact } from "../../../src/signals/mergeFact.ts";
import {
  approved,
  buildIsRequired,
  checkEnds,
  checkStarts,
  noApproval,
  opened,
  otherApp,
  status,
  type StoryRow,
  tellsWaits,
  twoApprovals,
} from "../../support/reviewDay.ts";

const none: BranchRules = { branch: "main", checks: [], approvals: null, isClassic: false };
const two = { ...none, approvals: 2 };
const build = { ...none, checks: [{ name: "build", appId: null }] };

const approvedTwice: StoryRow[1]["steps"] = [
  ["09:00", opened()],
  ["10:00", approved("grace")],
  ["11:00", approved("linus", 101)],
];
const failing: StoryRow[1]["steps"] = [
  ["09:00", opened()],
  ["09:20", checkEnds("failure", { name: "build", ...otherApp })],
];

test.for<StoryRow>([
  [
    "two approvals where the rules say two",
    { steps: approvedTwice, rules: two, waits: "reviewer 09:00-11:00, merge 11:00-" },
  ],
  ["one where they say nothing", { steps: approvedTwice, rules: none, waits: "reviewer 09:00-10:00, merge 10:00-" }],
  ["one where they were not read", { steps: approvedTwice, waits: "reviewer 09:00-10:00, merge 10:00-" }],
  [
    "none where they say none",
    { steps: [["09:00", opened()]], rules: { ...none, approvals: 0 }, waits: "merge 09:00-" },
  ],
  [
    "none where the configuration says none, whatever the rules say",
    { steps: approvedTwice, rules: two, config: noApproval, waits: "merge 09:00-" },
  ],
  [
    "two where the configuration says two, and the rules one",
    {
      steps: approvedTwice,
      rules: { ...none, approvals: 1 },
      config: twoApprovals,
      waits: "reviewer 09:00-11:00, merge 11:00-",
    },
  ],
  [
    "one for a pull request into another branch than theirs",
    { steps: approvedTwice, rules: { ...two, branch: "trunk" }, waits: "reviewer 09:00-10:00, merge 10:00-" },
  ],
])("approvals: %s", tellsWaits);

test.for<StoryRow>([
  [
    "a failure that the rules require is the author's turn",
    { steps: failing, rules: build, waits: "reviewer 09:00-09:20, author 09:20-" },
  ],
  ["without rules another app's failure is nobody's", { steps: failing, rules: none, waits: "reviewer 09:00-" }],
  [
    "a required one that runs is waited for",
    {
      steps: [
        ["09:00", opened()],
        ["09:10", checkStarts({ name: "build", ...otherApp })],
        ["09:20", approved("grace")],
        ["09:30", checkEnds("success", { name: "build", ...otherApp })],
      ],
      rules: build,
      waits: "reviewer 09:00-09:20, checks 09:20-09:30, merge 09:30-",
    },
  ],
  [
    "a failed GitHub Actions run that they do not require is nobody's",
    {
      steps: [
        ["09:00", opened()],
        ["09:20", checkEnds("failure", { name: "lint" })],
      ],
      rules: build,
      waits: "reviewer 09:00-",
    },
  ],
  [
    "a commit status counts by its context",
    {
      steps: [
        ["09:00", opened()],
        ["09:20", status(2, "failure")],
      ],
      rules: { ...none, checks: [{ name: "ci/build", appId: null }] },
      waits: "reviewer 09:00-09:20, author 09:20-",
    },
  ],
  [
    "a name is a name, and no glob",
    { steps: failing, rules: { ...none, checks: [{ name: "b*", appId: null }] }, waits: "reviewer 09:00-" },
  ],
  [
    "the configuration's globs count and the rules' names do not",
    {
      steps: failing,
      rules: { ...none, checks: [{ name: "test", appId: null }] },
      config: buildIsRequired,
      waits: "reviewer 09:00-09:20, author 09:20-",
    },
  ],
  [
    "where they require only the app's own, failed GitHub Actions runs count as usual",
    {
      steps: [
        ["09:00", opened()],
        ["09:20", checkEnds("failure", { name: "lint" })],
      ],
      rules: { ...none, checks: [{ name: "Throughline", appId: 77 }] },
      waits: "reviewer 09:00-09:20, author 09:20-",
    },
  ],
])("checks: %s", tellsWaits);

test("of two readings of the rules the later counts, whichever is heard first", () => {
  const early = branchRulesFact(1, two, "2026-03-02T09:00:00Z");
  const late = branchRulesFact(1, none, "2026-03-03T09:00:00Z");
  expect(mergeFact(early, late)).toEqual(late);
  expect(mergeFact(late, early)).toEqual(late);
});
