/** Pushes that only the branch tells of: before there is a pull request, and where the pull request's own delivery was missed. */
import { expect, test } from "vitest";
import { folded, itemOf, pullRequestOf } from "../support/folded.ts";
import { type Moment, played } from "../support/scenario.ts";

type Script = [at: string, happens: (m: Moment) => void][];

const ada = { by: "ada" };
const issue = (m: Moment) => m.issueOpened(1, { ...ada, title: "Checkout is slow" });
const pushed = (branch: string) => (m: Moment) => m.pushed(branch, ada);
const opened = (number: number, branch: string) => (m: Moment) =>
  m.pullRequestOpened(number, { ...ada, branch, closes: [1] });
const checked = (head: number | string, conclusion: string) => (m: Moment) => {
  m.checkStarted(head, "build");
  m.checkEnded(head, "build", conclusion);
};

function told(
  script: Script,
  isMissed: (words: string) => boolean = () => false,
  receivedAt: Record<string, string> = {},
) {
  const story = played(2026, { fullName: "acme/shop", id: 1001 }, ({ at }) => {
    for (const [moment, happens] of script) at(moment, happens);
  });
  const heard = story.deliveries.filter(({ id }) => !isMissed(story.told(id)));
  const late = heard.map((each) => ({ ...each, receivedAt: receivedAt[story.told(each.id)] ?? each.receivedAt }));
  return { ...story, ...folded(late) };
}

function waitsOf(history: ReturnType<typeof told>, number: number): string {
  const { waits } = pullRequestOf(history, number);
  return waits.map(({ on, from, to }) => `${on} ${from.slice(11, 16)}-${to?.slice(11, 16) ?? ""}`).join(", ");
}

function reworkOf(history: ReturnType<typeof told>): string[] {
  const { rework } = itemOf(history);
  return rework.map(({ kind, stage, at, delivery }) =>
    [kind, stage, at.slice(11, 19), history.told(delivery)].join(" "),
  );
}

test("pushed before its pull request was opened, a failed QA on the issue is answered", () => {
  const history = told([
    ["03-02 09:00", issue],
    ["03-02 10:00", (m) => m.labeled(1, "qa failed", ada)],
    ["03-02 11:00", pushed("1-again")],
    ["03-02 12:00", opened(3, "1-again")],
  ]);
  expect(waitsOf(history, 3)).toBe("reviewer 12:00-");
});

test("pushed before QA failed, it is not", () => {
  const history = told([
    ["03-02 09:00", issue],
    ["03-02 10:00", pushed("1-again")],
    ["03-02 11:00", (m) => m.labeled(1, "qa failed", ada)],
    ["03-02 12:00", opened(3, "1-again")],
  ]);
  expect(waitsOf(history, 3)).toBe("author 12:00-");
});

test("a push answers a request for changes, though the pull request's own delivery of it was missed", () => {
  const history = told(
    [
      ["03-02 09:00", pushed("part")],
      ["03-02 10:00", (m) => m.pullRequestOpened(2, { ...ada, branch: "part" })],
      ["03-02 11:00", (m) => m.reviewed(2, "lena", "changes_requested")],
      ["03-02 12:00", pushed("part")],
      ["03-02 13:00", (m) => m.reviewed(2, "lena", "approved")],
    ],
    (words) => words.startsWith("pull_request.synchronize"),
  );
  expect(waitsOf(history, 2)).toBe("reviewer 10:00-11:00, author 11:00-12:00, reviewer 12:00-13:00, merge 13:00-");
  expect(pullRequestOf(history, 2).reviewRounds).toBe(1);
});

test("told by both, it is one push, at the pull request's time", () => {
  const history = told([
    ["03-02 09:00", pushed("part")],
    ["03-02 10:00", (m) => m.pullRequestOpened(2, { ...ada, branch: "part" })],
    ["03-02 11:00", (m) => m.labeled(2, "qa failed", ada)],
    ["03-02 12:00", pushed("part")],
  ]);
  expect(pullRequestOf(history, 2).waits.map(({ from }) => from.slice(11))).toEqual([
    "10:00:00Z",
    "11:00:00Z",
    "12:00:00Z",
  ]);
});

test("a push from before the opening that is heard of long after is no push since", () => {
  const late = { "push part": "2026-03-02T13:00:00Z" };
  const history = told(
    [
      ["03-02 09:00", pushed("part")],
      ["03-02 10:00", (m) => m.pullRequestOpened(2, { ...ada, branch: "part" })],
      ["03-02 11:00", (m) => m.reviewed(2, "lena", "changes_requested")],
    ],
    () => false,
    late,
  );
  expect(waitsOf(history, 2)).toBe("reviewer 10:00-11:00, author 11:00-");
});

test("the push that a pull request was opened with, heard of a little later, is no push since", () => {
  const history = told([
    ["03-02 09:00", issue],
    ["03-02 10:00", (m) => m.labeled(1, "blocked", ada)],
    ["03-02 12:00:00", pushed("1-again")],
    ["03-02 12:00:01", opened(3, "1-again")],
    ["03-02 12:00:02", (m) => m.labeled(3, "qa failed", ada)],
  ]);
  expect(waitsOf(history, 3)).toBe("reviewer 12:00-12:00, author 12:00-");
});

test("a push to a branch whose pull request closed another issue is for no issue, whatever the branch is called", () => {
  const history = told([
    ["03-02 09:00", issue],
    ["03-02 09:00", (m) => m.issueOpened(9, { ...ada, title: "Prices are wrong" })],
    ["03-02 10:00", pushed("9-prices")],
    ["03-02 11:00", opened(2, "9-prices")],
    ["03-02 12:00", (m) => m.merged(2)],
    ["03-02 13:00", pushed("9-prices")],
  ]);
  expect(itemOf(history, 9).visits.map(({ stage }) => stage)).toEqual(["shaping"]);
});

test("a red check on a branch and then a push are rework in implementation, before there is a pull request", () => {
  const history = told([
    ["03-02 09:00", issue],
    ["03-02 10:00", pushed("1-faster")],
    ["03-02 10:10", checked("1-faster", "failure")],
    ["03-02 11:00", pushed("1-faster")],
    ["03-02 11:10", checked("1-faster", "success")],
    ["03-02 12:00", pushed("1-faster")],
    ["03-02 13:00", opened(2, "1-faster")],
  ]);
  expect(reworkOf(history)).toEqual(["red-check implementation 11:00:02 push 1-faster"]);
});

test("so is one on a branch that never gets a pull request", () => {
  const history = told([
    ["03-02 09:00", issue],
    ["03-02 10:00", pushed("1-faster")],
    ["03-02 10:10", checked("1-faster", "timed_out")],
    ["03-02 11:00", pushed("1-faster")],
  ]);
  expect(reworkOf(history)).toEqual(["red-check implementation 11:00:02 push 1-faster"]);
});

test("run again and green, it is not", () => {
  const history = told([
    ["03-02 09:00", issue],
    ["03-02 10:00", pushed("1-faster")],
    ["03-02 10:10", checked("1-faster", "failure")],
    ["03-02 10:20", checked("1-faster", "success")],
    ["03-02 11:00", pushed("1-faster")],
  ]);
  expect(reworkOf(history)).toEqual([]);
});

test("red before and pushed after the opening, it is the pull request's, once", () => {
  const history = told([
    ["03-02 09:00", issue],
    ["03-02 10:00", pushed("1-faster")],
    ["03-02 10:10", checked("1-faster", "failure")],
    ["03-02 11:00", opened(2, "1-faster")],
    ["03-02 12:00", pushed("1-faster")],
  ]);
  expect(reworkOf(history)).toEqual(["red-check review 12:00:00 pull_request.synchronize #2"]);
});
