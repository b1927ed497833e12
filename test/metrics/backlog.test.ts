import { describe, expect, test } from "vitest";
import type { QueuedItem } from "../../src/metrics/backlog.ts";
import { backlogStays, staysIn, waitsIn } from "../../src/metrics/backlog.ts";
import type { TaskSpan } from "../../src/timeline/timeline.ts";
import { aVisit } from "../support/pullRequestViews.ts";

const march = { from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z" };

function day(number: number): string {
  return `2026-03-${String(number).padStart(2, "0")}T00:00:00Z`;
}

function triage(from: number, to: number | null): TaskSpan {
  return { task: "initial-triage", startedAt: day(from), endedAt: to === null ? null : day(to) };
}

/** In shaping from the 2nd to the 12th, then in design. */
function issue(...tasks: TaskSpan[]): QueuedItem {
  return { kind: "issue", visits: [aVisit("shaping", day(2), day(12)), aVisit("design", day(12), null)], tasks };
}

describe("an issue stands in shaping's queue", () => {
  test.each<[string, TaskSpan[], { from: string; to: string | null }[]]>([
    ["from the end of its triage", [triage(2, 5)], [{ from: day(5), to: day(12) }]],
    ["from the first of several ends", [triage(2, 5), triage(2, 8)].toReversed(), [{ from: day(8), to: day(12) }]],
    ["never while triage goes on", [triage(2, null)], []],
    ["never where no triage is known", [], []],
    [
      "not while it is triaged again",
      [triage(2, 5), triage(7, 9)],
      [
        { from: day(5), to: day(7) },
        { from: day(9), to: day(12) },
      ],
    ],
    [
      "not after the second triage began, if that goes on",
      [triage(2, 5), triage(7, null)],
      [{ from: day(5), to: day(7) }],
    ],
    [
      "all the time where triage was over before, as on a second visit",
      [triage(1, 2)],
      [{ from: day(2), to: day(12) }],
    ],
    ["not at all where triage ends with the visit", [triage(2, 12)], []],
  ])("%s", (_, tasks, stays) => {
    expect(staysIn(issue(...tasks), "shaping", march)).toEqual(stays);
  });
});

test("an untriaged issue stands in the queue of every later stage", () => {
  expect(staysIn(issue(), "design", march)).toEqual([{ from: day(12), to: null }]);
});

test("a lone pull request is no backlog", () => {
  expect(staysIn({ ...issue(), kind: "pull-request" }, "shaping", march)).toEqual([{ from: day(2), to: day(12) }]);
});

describe("what is left out of the queue is backlog", () => {
  test.each<[string, QueuedItem, [number, number][]]>([
    ["until its triage ends", issue(triage(2, 5)), [[2, 5]]],
    ["all the time where triage goes on", issue(triage(2, null)), [[2, 12]]],
    [
      "again while it is triaged again",
      issue(triage(2, 5), triage(8, 10)),
      [
        [2, 5],
        [8, 10],
      ],
    ],
    ["never of a lone pull request", { ...issue(), kind: "pull-request" }, []],
    ["never in another stage", { ...issue(), visits: [aVisit("review", day(2), day(12))] }, []],
  ])("%s", (_, item, backlog) => {
    expect(backlogStays(item)).toEqual(backlog.map(([from, to]) => ({ from: day(from), to: day(to) })));
  });
});

test("it waits while it is not active and no backlog", () => {
  const visit = aVisit("shaping", day(2), day(12));
  const segments = [
    { on: "decision" as const, from: day(2), to: day(6) },
    { on: "active" as const, from: day(6), to: day(7) },
    { on: "attention" as const, from: day(7), to: day(12) },
  ];
  const item: QueuedItem = { kind: "issue", visits: [{ ...visit, segments }], tasks: [triage(2, 4)] };
  expect(waitsIn(item, "shaping", march)).toEqual([
    { from: day(4), to: day(6) },
    { from: day(7), to: day(12) },
  ]);
});

test("a visit that ended before the period or begins after it is no stay in it; one that touches it is, whole", () => {
  const visits = [aVisit("review", day(1), day(3)), aVisit("review", day(5), day(9)), aVisit("review", day(12), null)];
  const item: QueuedItem = { kind: "pull-request", visits, tasks: [] };
  const week = { from: day(4), to: day(8) };
  expect(staysIn(item, "review", week)).toEqual([{ from: day(5), to: day(9) }]);
  expect(waitsIn(item, "review", week)).toEqual([{ from: day(5), to: day(9) }]);
});
