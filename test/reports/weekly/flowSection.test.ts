/** Decides how throughput, cycle time, pull requests and the forecast are told, each with its number and its counterweight. */
import { describe, expect, test } from "vitest";
import { flowSection } from "../../../src/reports/weekly/flowSection.ts";
import { forecastSection } from "../../../src/reports/weekly/forecastSection.ts";
import { seriesOf } from "../../../src/reports/weekly/series.ts";
import type { WeeklyReport } from "../../../src/reports/weekly/weeklyReport.ts";
import { day, hour } from "../../support/flowItems.ts";
import { alike, aReport, growing, growth, queue, ranked, said, slowest } from "../../support/weeklyReports.ts";

const base = aReport();

/** The line of that name. */
function lineOf(name: string, changes: Partial<WeeklyReport> = {}): string {
  const start = `- **${name}:** `;
  const lines = said(flowSection(aReport(changes))).split("\n");
  return lines.find((line) => line.startsWith(start))?.slice(start.length) ?? "";
}

test("a usual week", () => {
  expect(said(flowSection(base))).toBe(
    [
      "- **Released:** 9 items ▆▇▇█▆▇▇█▇. As usual (7 to 12). 4 production deployments completed, none had to be undone.",
      "- **Cycle time:** from the idea half within 6 days, 85% within 12 days (9 items); from the start of work half within 2 days, 85% within 5 days (7 items), not known for 2 more. As usual (6 days).",
      "- **Still open:** 14 items under way, half of them for more than 5 days; besides, 30 issues not yet triaged.",
      "- **Pull requests:** 12 opened, 9 merged, 1 closed unmerged; 12 open at the end, 7 of them waiting for review.",
      "- **First review:** half within 3 h, 85% within 1 day 2 h (8 reviews). As usual (3 h). Merged without a review by another person: 2 of 9. Review rounds: 0.4 for each merged (n 9).",
      "- **At this rate:** no queue grows.",
    ].join("\n"),
  );
});

describe("what was released", () => {
  test.each([
    [14, "14 items ▅▆▆▇▅▆▆▇█. More than usual (7 to 12)."],
    [1, "1 item ▆▇▇█▆▇▇█▂. Fewer than usual (7 to 12)."],
  ])("%i is news against eight weeks", (released, words) => {
    expect(lineOf("Released", { released: seriesOf([8, 9, 10, 11, 8, 9, 10, 11, released]) })).toContain(words);
  });

  test("is not held against three weeks", () => {
    const released = seriesOf([null, null, null, null, null, 8, 9, 10, 14]);
    expect(lineOf("Released", { released })).toContain("·····▅▆▆█. What is usual is not known yet (3 of 4 weeks).");
  });

  test.each([
    [1, "1 production deployment completed, none had to be undone."],
    [0, "No production deployment completed, none had to be undone."],
  ])("stands beside what had to be undone: of %i", (completed, words) => {
    const deployments = { ...base.deployments, changeFailure: { completed, undone: 0, rate: null } };
    expect(lineOf("Released", { deployments })).toContain(words);
  });

  test("says that it does not know what was undone where no production was seen", () => {
    expect(lineOf("Released", { health: { ...base.health, productionSeen: false } })).toContain(
      "Whether any had to be undone is not known: no production deployment was seen.",
    );
  });
});

describe("cycle time", () => {
  const { cycleTime } = base;
  const none = { p50Seconds: null, p85Seconds: null, n: 0 };

  test("of nothing is none", () => {
    expect(lineOf("Cycle time", { cycleTime: { ...cycleTime, fromIdea: none } })).toBe("nothing was released.");
  });

  test("of one item is its own, and an unknown start is said", () => {
    const fromIdea = { p50Seconds: 19 * hour, p85Seconds: 19 * hour, n: 1 };
    expect(lineOf("Cycle time", { cycleTime: { ...cycleTime, fromIdea, fromStart: none, startUnknown: 1 } })).toMatch(
      /^from the idea 19 h \(1 item\); when work began is not known\. /,
    );
  });

  test("is longer or shorter than usual, never more or less", () => {
    expect(
      lineOf("Cycle time", { cycleSeries: seriesOf([5, 6, 5, 6, 5, 6, 5, 6, 60].map((days) => days * day)) }),
    ).toMatch(/Longer than usual \(4 days 3 h to 6 days 20 h\)\.$/);
  });

  test("is told in working time, too, where hours are configured", () => {
    const fromIdea = { p50Seconds: 26 * hour, p85Seconds: 61.5 * hour, n: 9 };
    expect(lineOf("Cycle time", { workingCycleTime: { ...cycleTime, fromIdea } })).toContain(
      "In working time: half within 26 h, 85% within 61 h (9 items).",
    );
  });

  test.each([
    [{ ratio: 3.86, n: 10 }, true],
    [{ ratio: 3.86, n: 9 }, false],
    [{ ratio: 1.4, n: 40 }, false],
  ])("of %o speaks of the slow ones: %s", (fromIdea, isSaid) => {
    const words = lineOf("Cycle time", { predictability: { ...base.predictability, fromIdea } });
    expect(words.includes("One in seven took at least 3.8 times as long as the middle one.")).toBe(isSaid);
  });
});

test("while nothing is known of what is usual, no line repeats it", () => {
  const stages = base.stages.map((row) => ({ ...row, ...queue([1, 2, 3], 1, 0) }));
  const young = { released: seriesOf([8, 9, 10]), cycleSeries: seriesOf([1, 2]), firstReviewSeries: seriesOf([1, 2]) };
  expect(said(flowSection(aReport({ ...young, stages })))).not.toContain("usual");
});

test("one item under way is told with its age", () => {
  const age = { p50Seconds: 26 * day, p85Seconds: 26 * day, n: 1 };
  const none = { p50Seconds: null, p85Seconds: null, n: 0 };
  expect(lineOf("Still open", { cycleTime: { ...base.cycleTime, openAge: age, backlogAge: none } })).toBe(
    "1 item under way, for 26 days.",
  );
});

test("where no review came, those that wait for one are told", () => {
  const firstReview = { p50Seconds: null, p85Seconds: null, n: 0 };
  const firstReviewSeries = seriesOf([...alike(3 * hour).slice(1), null]);
  expect(lineOf("First review", { firstReview, firstReviewSeries })).toMatch(
    /^none came; 7 wait for a review\. Merged/,
  );
});

describe("where queues lead", () => {
  test("every growing queue is led on four weeks", () => {
    const review = growing("review", alike(25).slice(1), alike(10).slice(1), 21);
    const shaping = growing("shaping", alike(3).slice(1), alike(1).slice(1), 4);
    expect(lineOf("At this rate", { slowest: slowest([review, shaping], null) })).toBe(
      "shaping grows by 2 a week, from 20 now to 28 by 28 December and review grows by 15 a week, from 141 now to 201 by 28 December.",
    );
  });

  test("too little work is not called steady", () => {
    const little = growth("not-enough-work");
    const some = slowest([ranked("design", { growth: little }), ranked("release", { growth: little })], null);
    expect(lineOf("At this rate", { slowest: some })).toBe(
      "no queue is seen to grow; there is not enough work to tell for design and release.",
    );
    const all = { ...some, stages: some.stages.map((row) => ({ ...row, growth: little })) };
    expect(lineOf("At this rate", { slowest: all })).toBe("there is not enough work to tell whether a queue grows.");
  });
});

describe("the forecast", () => {
  test.each<[string, Partial<WeeklyReport>]>([
    ["Forecast: at least 38 items in 4 weeks with 50% likelihood, 35 with 85%", {}],
    [
      "Forecast: at least 1 item in 4 weeks with 50% likelihood, perhaps nothing",
      { forecast: { p50: 1, p85: 0, p95: 0 } },
    ],
    ["Forecast: perhaps nothing is released in 4 weeks", { forecast: { p50: 0, p85: 0, p95: 0 } }],
    ["Forecast: not known yet (2 of 4 weeks)", { forecast: null, released: seriesOf([null, 3, 4]) }],
  ])("%s", (summary, changes) => {
    expect(said(forecastSection(aReport(changes)))).toContain(`<summary>${summary}</summary>`);
  });

  test("has its three likelihoods and the weeks that it goes by", () => {
    const section = said(forecastSection(base));
    expect(section).toContain("| 50% | 38 |\n| 85% | 35 |\n| 95% | 33 |");
    expect(section).toContain("If the next 4 weeks are like the last 9, drawn at random.");
  });
});
