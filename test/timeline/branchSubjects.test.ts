import { expect, test } from "vitest";
import { withBranches } from "../../src/timeline/branchSubjects.ts";
import type { BranchWork } from "../../src/timeline/derive/knowledge.ts";
import { shaFor } from "../support/payloadParts.ts";
import { pushed } from "../support/repositoryPayloads.ts";
import { factOf } from "../support/translated.ts";

const at = "2026-03-02T09:14:00Z";
const [first, second, other] = [shaFor("first"), shaFor("second"), shaFor("other")];

function work(branch: string, issue: number, commits: string[]): BranchWork {
  const pushes = commits.map((after) => factOf(pushed({ at, branch, after }), "branch-pushed"));
  return { branch, pullRequest: null, issue, created: null, pushes };
}

const branches = [work("1-fix", 1, [first, second]), work("2-other", 2, [other])];

test("a commit brings the item that it was pushed for, and that item's other commits", () => {
  expect(withBranches([`commit ${first}`], branches)).toEqual([`commit ${first}`, "#1", `commit ${second}`]);
});

test("an item brings the commits of its branch", () => {
  expect(withBranches(["#2"], branches)).toEqual(["#2", `commit ${other}`]);
});

test("what no branch is about stays alone", () => {
  expect(withBranches(["#3", "repository"], branches)).toEqual(["#3", "repository"]);
});
