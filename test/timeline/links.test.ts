/** Which issue a branch is for: a wrong link is worse than none. */
import { expect, test } from "vitest";
import { normalFormOfLabel } from "../../src/config/labelRoles.ts";
import { issueOfBranch, issuesOf } from "../../src/timeline/links.ts";

test.for([
  ["12-checkout", 12],
  ["12_checkout", 12],
  ["gh-12-checkout", 12],
  ["issue-12-checkout", 12],
  ["ada/12-checkout", 12],
  ["feature.x/gh-12_checkout", 12],
  ["12", null],
  ["fix-12-checkout", null],
  ["checkout-12", null],
  ["v2-12-checkout", null],
  ["ada/ui/12-checkout", null],
  ["patch-1", null],
  ["master", null],
  ["revert-12-checkout", null],
  ["ada/revert-12-checkout", null],
  ["12.5-release", null],
] as const)("the branch %s is for issue %s", ([branch, number]) => {
  expect(issueOfBranch(branch)).toBe(number);
});

const march = (day: string) => `2026-03-${day}T09:00:00Z`;
const issues = new Map(
  [
    { number: 12, open: [{ from: march("02"), to: march("04") }] },
    { number: 13, open: [{ from: march("02"), to: null }] },
  ].map((issue) => [issue.number, issue]),
);
const pullRequest = { number: 20, openedAt: march("03"), head: "12-checkout", closes: [] };

test.for([
  ["the one that its branch is for", {}, [12]],
  ["not one that was not open then", { openedAt: march("05") }, []],
  ["not one that was closed at that second", { openedAt: march("04") }, []],
  ["not one that is no issue we know", { head: "14-checkout" }, []],
  [
    "those that it closes before the one that its branch is for, each once, by number",
    { closes: [13, 12, 13] },
    [12, 13],
  ],
  ["by its branch, where what it closes is no issue we know", { closes: [99] }, [12]],
  ["one that it closes though it is closed by now", { closes: [12], openedAt: march("05"), head: "x" }, [12]],
] as const)("a pull request belongs to %s", ([, more, belongs]) => {
  expect(issuesOf({ ...pullRequest, ...more }, issues)).toEqual(belongs);
});

test.for([
  ["Stage: In Review", "stage-in-review"],
  ["stage/in_review", "stage-in-review"],
  ["stage  --  in   review", "stage-in-review"],
  ["Needs QA", "needs-qa"],
] as const)("the label %s is compared as %s", ([name, form]) => {
  expect(normalFormOfLabel(name)).toBe(form);
});
