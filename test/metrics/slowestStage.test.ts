import { describe, expect, test } from "vitest";
import { addSeconds } from "../../src/instant.ts";
import type { WaitingItem } from "../../src/metrics/slowestStage.ts";
import { mostWaiting, slowestStage, waitingItemDays } from "../../src/metrics/slowestStage.ts";
import { periodOfWeek, weeksUpTo } from "../../src/metrics/weeks.ts";
import type { StageSlug } from "../../src/stages.ts";
import type { Segment, TaskSpan } from "../../src/timeline/timeline.ts";
import { aVisit } from "../support/pullRequestViews.ts";

const daySeconds = 24 * 3600;
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

describe("the slowest stage", () => {
  const weeks = weeksUpTo("2026-W10", 8).map((week) => periodOfWeek(week, "UTC"));
  const period = { from: weeks[0]!.from, to: weeks.at(-1)!.to };

  /** One item that waits in the stage for so many days of each week, from Monday on. */
  const each = (stage: StageSlug, days: number): WaitingItem[] =>
    weeks.map((week) => passing(stage, week.from, addSeconds(week.from, days * daySeconds)));

  /** So many a week come on Monday, at 01:00, and stay. */
  const growing = (stage: StageSlug, stay: number): WaitingItem[] =>
    weeks.flatMap((week) => Array.from({ length: stay }, () => passing(stage, addSeconds(week.from, 3600), null)));

  function passing(stage: StageSlug, enteredAt: string, leftAt: string | null): WaitingItem {
    return { kind: "pull-request", visits: [aVisit(stage, enteredAt, leftAt)], tasks: [] };
  }

  /** There all along. */
  const standing = (stage: StageSlug, count: number): WaitingItem[] =>
    Array.from({ length: count }, () => passing(stage, "2025-06-01T00:00:00Z", null));

  test("is the one whose queue grows, though work waited more in another", () => {
    const verdict = slowestStage([...growing("review", 2), ...standing("design", 50)], weeks, period);
    expect(verdict).toMatchObject({
      slowest: { stage: "review", growth: { verdict: "growing", perWeek: 2, pValue: 1 / 256 } },
      why: "growing",
      runnerUp: { stage: "design" },
      sure: { by: "growth-test", pValue: 1 / 256, n: 8 },
    });
  });

  test("of several that grow it is the one with most waiting added, however much waited before", () => {
    const items = [...growing("design", 2), ...standing("design", 50), ...growing("release", 3)];
    const verdict = slowestStage(items, weeks, period);
    expect(verdict).toMatchObject({ slowest: { stage: "release" }, runnerUp: { stage: "design" }, why: "growing" });
    // Eight weeks and seven and so on to one, 36 for each item a week, less the hour before each came.
    expect(verdict.slowest?.waitingItemDaysAdded).toBeCloseTo(3 * (36 * 7 - 8 / 24), 9);
  });

  test("where none grows it is the one in which most waited, and the next is named beside it", () => {
    const items = [...each("review", 3), ...each("release", 2), ...each("design", 1)];
    const verdict = slowestStage(items, weeks, period);
    expect(verdict).toMatchObject({
      slowest: { stage: "review", waitingItemDays: 24, items: 8 },
      why: "most-waiting",
      runnerUp: { stage: "release", waitingItemDays: 16 },
      sure: { by: "resampling", share: 1, n: 8 },
    });
  });

  test("is less sure where a single week decided", () => {
    const once = Array.from({ length: 9 }, () =>
      passing("release", weeks[2]!.from, addSeconds(weeks[2]!.from, 3 * daySeconds)),
    );
    const { slowest, sure } = slowestStage([...each("review", 3), ...once], weeks, period);
    expect(slowest?.stage).toBe("release");
    // Drawn at least once in 1 - (7/8)^8 of all samples: 66%.
    expect(sure).toMatchObject({ by: "resampling", share: expect.closeTo(0.656, 1) });
  });

  test("waiting may be summed over the last week alone", () => {
    const last = weeks.at(-1)!;
    const items = [...each("review", 1), passing("release", last.from, addSeconds(last.from, 2 * daySeconds))];
    expect(slowestStage(items, weeks, period).slowest?.stage).toBe("review");
    expect(slowestStage(items, weeks, last).slowest).toMatchObject({ stage: "release", waitingItemDays: 2 });
  });

  test("is none where nothing waited", () => {
    expect(slowestStage([], weeks, period)).toMatchObject({ slowest: null, why: null, runnerUp: null, sure: null });
  });

  test("is not shaping for a backlog of 3,000 untouched issues, old and new", () => {
    const untouched = Array.from({ length: 3000 }, (_, index): WaitingItem => {
      const openedAt = addSeconds(weeks[0]!.from, (index - 1500) * 3600);
      return {
        kind: "issue",
        visits: [aVisit("shaping", openedAt, null)],
        tasks: [{ task: "initial-triage", startedAt: openedAt, endedAt: null }],
      };
    });
    const { slowest, runnerUp, stages } = slowestStage([...untouched, ...each("review", 1)], weeks, period);
    expect([slowest?.stage, runnerUp]).toEqual(["review", null]);
    expect(stages[0]).toMatchObject({ stage: "shaping", waitingItemDays: 0, growth: { perWeek: 0 } });
  });

  test("is never stability or learning, which settings time", () => {
    const items = [...growing("learning-and-flow", 9), ...growing("production-stability", 9), ...each("review", 1)];
    expect(slowestStage(items, weeks, period).slowest?.stage).toBe("review");
  });
});
