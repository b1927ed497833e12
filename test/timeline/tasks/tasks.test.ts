import { expect, test } from "vitest";
import { defaultConfig } from "../../../src/config/repositoryConfig.ts";
import { foldRepository } from "../../../src/timeline/repository.ts";
import { alsoLabeled, clock, issue, labeled, pull, review, unlabeled } from "../../support/helloWorld.ts";
import { recorded } from "../../support/recorded.ts";
import { spansOf } from "../../support/taskSpans.ts";
import { factsOf } from "../../support/translated.ts";

const opened = recorded("issues.opened", clock("15:20:18"));
const pullOpened = recorded("pull_request.opened", clock("15:20:33"));
const afterAll = clock("05-31 12:00");

function closed(time: string) {
  const closing = { action: "closed", "issue.closed_at": clock(time), "issue.state_reason": "not_planned" };
  return issue("opened", time, closing);
}

function reopened(time: string) {
  return issue("opened", time, { action: "reopened" });
}

function onPull(action: "labeled" | "unlabeled", name: string, time: string) {
  return pull(action, time, { label: { id: name.length, name } });
}

test("leaving the pipeline ends what is in progress, and a label that is still on shows it again on coming back", () => {
  const away = [opened, labeled("needs info", "15:30"), closed("16:00"), reopened("17:00")];

  expect(spansOf("clarification", [...away, unlabeled("needs info", "18:00")], 1, afterAll)).toEqual([
    "15:30:00 to 16:00:00",
    "17:00:00 to 18:00:00",
  ]);
});

test("an event begins a task once: triage that leaving ended does not begin again by coming back", () => {
  expect(spansOf("initial-triage", [opened, closed("16:00"), reopened("17:00")], 1, afterAll)).toEqual([
    "15:20:18 to 16:00:00",
  ]);
});

test("a task that is put on after leaving is not in progress", () => {
  expect(spansOf("team-alignment", [opened, closed("16:00"), labeled("team alignment", "17:00")], 1, afterAll)).toEqual(
    [],
  );
});

test("a label and the default signal of a task are one span where they meet", () => {
  const reviewed = [pullOpened, onPull("labeled", "task: human-review", "15:40"), review("approved", "15:50")];
  const unmarked = onPull("unlabeled", "task: human-review", "16:10");

  expect(spansOf("human-review", [...reviewed, unmarked], 2, afterAll)).toEqual(["15:20:33 to 16:10:00"]);
});

test("two labels of one task that follow one another are one span", () => {
  const tested = [
    pullOpened,
    onPull("labeled", "needs qa", "15:30"),
    onPull("labeled", "in-qa", "15:40"),
    onPull("unlabeled", "needs qa", "15:40"),
    onPull("unlabeled", "in-qa", "15:50"),
  ];

  expect(spansOf("qa-testing", tested, 2, afterAll)).toEqual(["15:30:00 to 15:50:00"]);
});

test("what lies after the moment in question is not told", () => {
  expect(
    spansOf("clarification", [opened, labeled("question", "15:30"), unlabeled("question", "16:00")], 1, clock("15:45")),
  ).toEqual(["15:30:00 to on"]);
  expect(spansOf("clarification", [opened, labeled("question", "15:30")], 1, clock("15:25"))).toEqual([]);
});

test("tasks stand by their start, then in the order of the table", () => {
  const deliveries = [opened, alsoLabeled("task: team-alignment", "15:20:18"), labeled("task: coding", "15:20:18")];
  const { items } = foldRepository(deliveries.flatMap(factsOf), defaultConfig, afterAll);

  expect(items[0]?.tasks.map(({ task }) => task)).toEqual([
    "idea-capture",
    "initial-triage",
    "coding",
    "team-alignment",
  ]);
});
