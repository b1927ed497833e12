/** Decides what the first words of the weekly summary are: the slowest stage, why, how sure, and what comes next. */
import { describe, expect, test } from "vitest";
import { headline } from "../../../src/reports/weekly/headline.ts";
import type { WeeklyReport } from "../../../src/reports/weekly/weeklyReport.ts";
import {
  alike,
  aReport,
  growing,
  growth,
  queue,
  ranked,
  said,
  slowest,
  stageRows,
} from "../../support/weeklyReports.ts";

function headlineOf(changes: Partial<WeeklyReport>): string {
  return said(...headline(aReport(changes)));
}

const inReview = growing("review", [1, 2, 2, 1, 2, 2, 2, 2], [1, 1, 1, 1, 1, 1, 1, 2], 6);
const byTest = { by: "growth-test", pValue: 0.0117, n: 8 } as const;

describe("a queue that grows", () => {
  test("is told with what came, what left, where it leads, and this week's part of it", () => {
    const stages = stageRows({ review: queue([6, 7, 8, 8, 9, 10, 11, 11, 11], 2, 2) });
    expect(headlineOf({ slowest: slowest([inReview], byTest), stages })).toBe(
      "**Review is the slowest stage: its queue grows.** In 8 weeks 14 items came into review and 9 left; the queue grew from 6 to 11. At this rate it is 14 by 28 December. This week 2 came in and 2 left.\n\nHow sure: if no queue were growing, at most 2 in 100 reports would look like this. Nothing waited in any other stage.",
    );
  });

  test("25 a week against 10 are 15 more a week", () => {
    const overload = growing("review", alike(25).slice(1), alike(10).slice(1), 21);
    expect(headlineOf({ slowest: slowest([overload], byTest) })).toContain(
      "In 8 weeks 200 items came into review and 80 left; the queue grew from 21 to 141. At this rate it is 201 by 28 December.",
    );
  });

  test("is not the only one: the next is named with its waiting, and every other that grows", () => {
    const shaping = growing("shaping", [3, 3, 3, 3, 3, 3, 3, 3], [1, 1, 1, 1, 1, 1, 1, 1], 4);
    const release = growing("release", [3, 3, 3, 3, 3, 3, 3, 3], [1, 1, 1, 1, 1, 1, 1, 1], 4);
    expect(headlineOf({ slowest: slowest([inReview, shaping, release], byTest) })).toContain(
      "Next: shaping, where 11 items waited 22 days in all. Growing, too: shaping and release.",
    );
  });

  test("leads into the next year with the year", () => {
    const report = aReport({ slowest: slowest([inReview], byTest) });
    const period = { from: "2026-12-07T00:00:00Z", to: "2026-12-14T00:00:00Z" };
    expect(
      said(...headline({ ...report, weeks: [...report.weeks.slice(2), "2026-W49", "2026-W50"], period })),
    ).toContain("At this rate it is 14 by 11 January 2027.");
  });
});

describe("where no queue grows, most waiting", () => {
  const review = ranked("review", { items: 11, waitingItemDays: 22.9 });

  test("is told with the items, their days, and the week's queue", () => {
    const stages = stageRows({ review: queue([9, 9, 9, 9, 9, 9, 9, 9, 11], 14, 12) });
    const design = ranked("design", { items: 1, waitingItemDays: 0.4 });
    expect(headlineOf({ slowest: slowest([review, design], { by: "resampling", share: 0.859, n: 8 }), stages })).toBe(
      "**Review is the slowest stage: work waits most there.** 11 items waited 22 days in all. This week 14 came in and 12 left; the queue went from 9 to 11.\n\nHow sure: fairly; it comes first in 85% of random mixes of the last 8 weeks. Next: design, where 1 item waited under a day.",
    );
  });

  test("a queue that stayed is said to have stayed", () => {
    const stages = stageRows({ review: queue(alike(114), 0, 0) });
    expect(headlineOf({ stages })).toContain("This week none came in and none left; the queue stayed at 114.");
  });

  test.each([
    [0.95, "very"],
    [0.949, "fairly"],
    [0.8, "fairly"],
    [0.799, "not very"],
  ])("is sure by its share of %s: %s", (share, grade) => {
    expect(headlineOf({ slowest: slowest([review], { by: "resampling", share, n: 8 }) })).toContain(
      `How sure: ${grade}; it comes first in`,
    );
  });

  test.each([
    [0.5, "it comes first in 50% of random mixes of the last 8 weeks. "],
    [0.49, "it comes first in 49% of random mixes of the last 8 weeks; in most of them another stage waits more. "],
  ])("says of a share of %s whether the weeks agree with this one", (share, words) => {
    expect(headlineOf({ slowest: slowest([review], { by: "resampling", share, n: 8 }) })).toContain(words);
  });

  test("of few weeks nothing is sure", () => {
    expect(headlineOf({ slowest: slowest([review], null) })).toContain("How sure: too few weeks are known to say.");
  });
});

test("of nothing that waited no stage is named", () => {
  expect(headlineOf({ slowest: slowest([], null) })).toBe(
    "**Nothing waited this week.** No item waited in any stage from shaping to release.",
  );
});

describe("a limit that the team set", () => {
  const atLimit = { ...queue(alike(20), 3, 3), limit: 20 };

  test("warns at the top once it is reached", () => {
    expect(headlineOf({ stages: stageRows({ review: atLimit }) })).toMatch(
      /\n\n\*\*Limit reached:\*\* review holds 20 items, the limit is 20\.$/,
    );
  });

  test("warns of several at once", () => {
    const one = { ...queue(alike(1), 0, 0), limit: 1 };
    expect(headlineOf({ stages: stageRows({ design: one, review: atLimit }) })).toMatch(
      /\*\*Limits reached:\*\* design holds 1 item, the limit is 1; review holds 20 items, the limit is 20\.$/,
    );
  });

  test("is silent below", () => {
    expect(headlineOf({ stages: stageRows({ review: { ...queue(alike(19), 3, 3), limit: 20 } }) })).not.toContain(
      "imit",
    );
  });
});

test.each([
  ["2026-11-25T10:00:00Z", "**Only a part of the week is known:** it is from Wed 25 Nov 10:00 UTC on."],
  ["2026-11-23T00:00:00Z", null],
])("of an app that came at %s is said: %s", (since, words) => {
  const { health } = aReport();
  const told = headlineOf({ health: { ...health, since } });
  if (words === null) expect(told).not.toContain("part of the week");
  else expect(told).toContain(words);
});

test("growth that is not sure of itself is not told as growth", () => {
  const unsure = ranked("review", { items: 2, waitingItemDays: 9, growth: growth("not-enough-work", { perWeek: 3 }) });
  expect(headlineOf({ slowest: slowest([unsure], null) })).not.toContain("grow");
});
