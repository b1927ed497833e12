import { expect, test } from "vitest";
import { alsoLabeled, clock, issue, labeled, unlabeled } from "../../support/helloWorld.ts";
import { recorded } from "../../support/recorded.ts";
import { spansOf } from "../../support/taskSpans.ts";

const opened = recorded("issues.opened", clock("15:20:18"));
const author = { login: "Codertocat", id: 21031067, type: "User" };
const other = { login: "octocat", id: 583231, type: "User" };
const robot = { login: "triage[bot]", id: 99, type: "Bot" };
const afterAll = clock("05-31 12:00");

function commented(by: object, time: string) {
  const at = clock(time);
  return recorded("issue_comment.created", at, {
    "comment.user": by,
    "comment.created_at": at,
    "issue.updated_at": at,
  });
}

test.each([
  ["a comment of the author's own", commented(author, "15:30"), "on"],
  ["a comment of a bot", commented(robot, "15:30"), "on"],
  ["a comment of another person", commented(other, "15:30"), "15:30:00"],
  ["a label by a bot", issue("labeled", "15:30", { sender: robot, label: { id: 7, name: "bug" } }), "on"],
  ["a label by a person", labeled("bug", "15:30"), "15:30:00"],
  ["a label that starts a task", labeled("Needs Info", "15:30"), "on"],
  ["a task's own label", labeled("task: scoping", "15:30"), "on"],
  ["an assignee", issue("assigned", "15:30"), "15:30:00"],
  ["an edit", issue("edited", "15:30"), "on"],
])("of %s the end of triage is %s", (_, act, end) => {
  for (const task of ["idea-capture", "initial-triage"] as const) {
    expect(spansOf(task, [opened, act], 1, afterAll)).toEqual([`15:20:18 to ${end}`]);
  }
});

test("taking `needs triage` off triages nothing", () => {
  const asked = [opened, issue("assigned", "15:25"), labeled("needs triage", "15:30")];

  expect(spansOf("initial-triage", [...asked, unlabeled("needs triage", "15:40")], 1, afterAll)).toEqual([
    "15:20:18 to 15:25:00",
    "15:30:00 to on",
  ]);
});

test("scoping ends when the label is taken off, if nothing said more by then", () => {
  const scoping = [opened, labeled("needs scoping", "15:30"), unlabeled("needs scoping", "15:45")];

  expect(spansOf("scoping", scoping, 1, afterAll)).toEqual(["15:30:00 to 15:45:00"]);
});

test("what was known when scoping was asked for does not end it", () => {
  const asked = [opened, labeled("needs scoping", "15:30"), alsoLabeled("size/M", "15:30")];

  expect(spansOf("scoping", asked, 1, afterAll)).toEqual(["15:30:00 to on"]);
});

test("sketching ends with the visit to design", () => {
  expect(
    spansOf(
      "solution-sketching",
      [opened, labeled("stage: design", "15:30"), alsoLabeled("in progress", "16:00")],
      1,
      afterAll,
    ),
  ).toEqual(["15:30:00 to 16:00:00"]);
});

test("a second sketch is a second span", () => {
  const twice = [
    opened,
    labeled("stage: design", "15:30"),
    alsoLabeled("in progress", "16:00"),
    unlabeled("stage: design", "16:10"),
    labeled("stage: design", "17:00"),
  ];

  expect(spansOf("solution-sketching", twice, 1, afterAll)).toEqual(["15:30:00 to 16:00:00", "17:00:00 to on"]);
});
