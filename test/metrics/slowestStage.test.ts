import { describe, expect, test } from "vitest";
import type { WaitingItem } from "../../src/metrics/slowestStage.ts";
import { mostWaiting, waitingItemDays } from "../../src/metrics/slowestStage.ts";
import type { StageSlug } from "../../src/stages.ts";
import type { Segment, TaskSpan } from "../../src/timeline/timeline.ts";
import { aVisit } from "../support/pullRequestViews.ts";

const from = "2026-03-01T00:00:00Z";
const to = "2026-03-29T00:00:00Z";

function day(number: number): string {
  return `2026-03-${String(number).padStart(2, "0")}T00:00:00Z`;
}

function item(stage: StageSlug, segments: Segment[], tasks: TaskSpan[] = []): WaitingItem {
  const first = segments[0]?.from ?? from;
  return { kind: "issue", visits: [{ ...aVisit(stage, first, segments.at(-1)?.to ?? null), segments }], tasks };
}

function triage(startedAt: string, endedAt: string | null): TaskSpan {
  return { task: "initial-triage", startedAt, endedAt };
}

function daysIn(stage: StageSlug, ...items: WaitingItem[]) {
  return waitingItemDays(items, from, to).find((row) => row.stage === stage);
}

describe("waiting item-days", () => {
  test("are the days that items waited, active time left out", () => {
    const one = item("review", [
      { on: "active", from: day(2), to: day(3) },
      { on: "reviewer", from: day(3), to: day(7) },
    ]);
    const other = item("review", [{ on: "author", from: day(10), to: day(11) }]);

    expect(daysIn("review", one, other)).toEqual({ stage: "review", waitingItemDays: 5, items: 2 });
  });

  test("are cut at both ends of the period, and run to its end where the wait goes on", () => {
    const before = item("design", [{ on: "decision", from: "2026-02-01T00:00:00Z", to: day(3) }]);
    const still = item("design", [{ on: "attention", from: day(27), to: null }]);
    const outside = item("design", [{ on: "attention", from: "2026-02-01T00:00:00Z", to: from }]);

    expect(daysIn("design", before, still, outside)).toEqual({ stage: "design", waitingItemDays: 4, items: 2 });
  });

  test("are told from shaping to release, never of stages that settings time", () => {
    expect(waitingItemDays([], from, to).map((row) => row.stage)).toEqual([
      "shaping",
      "design",
      "implementation",
      "review",
      "release",
    ]);
  });
});

describe("shaping's backlog is not counted", () => {
  const waiting: Segment[] = [{ on: "decision", from: day(2), to: day(12) }];

  test("only what came after triage is", () => {
    expect(daysIn("shaping", item("shaping", waiting, [triage(day(2), day(5))]))?.waitingItemDays).toBe(7);
  });

  test("an issue whose triage goes on, or is not known to have ended, is all backlog", () => {
    expect(daysIn("shaping", item("shaping", waiting, [triage(day(2), null)]))?.waitingItemDays).toBe(0);
    expect(daysIn("shaping", item("shaping", waiting))?.waitingItemDays).toBe(0);
  });

  test("a second triage puts it back for as long as it takes", () => {
    const tasks = [triage(day(2), day(5)), triage(day(8), day(10))];
    expect(daysIn("shaping", item("shaping", waiting, tasks))?.waitingItemDays).toBe(5);
  });

  test("a lone pull request has no triage to wait for", () => {
    expect(daysIn("shaping", { ...item("shaping", waiting), kind: "pull-request" })?.waitingItemDays).toBe(10);
  });
});

describe("the stage with most waiting", () => {
  const rows = (review: number, release: number) => [
    { stage: "review" as const, waitingItemDays: review, items: 1 },
    { stage: "release" as const, waitingItemDays: release, items: 1 },
  ];

  test.each([
    [3, 2, "review"],
    [2, 3, "release"],
    [2, 2, "review"],
  ])("review %d days, release %d days: %s", (review, release, stage) => {
    expect(mostWaiting(rows(review, release))?.stage).toBe(stage);
  });

  test("is none where nothing waited", () => {
    expect(mostWaiting(rows(0, 0))).toBeNull();
  });
});
