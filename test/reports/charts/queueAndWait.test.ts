/** Decides where a stage's queue and its wait lie, week by week. */
import { describe, expect, test } from "vitest";
import type { StageWeek } from "../../../src/reports/charts/queueAndWait.ts";
import { queueAndWait } from "../../../src/reports/charts/queueAndWait.ts";
import { colours } from "../../../src/reports/charts/theme.ts";
import { aLook } from "../../support/chartData.ts";
import { all, numberOf, parseSvg, textsIn } from "../../support/dom.ts";

function weeksOf(...weeks: [queueLength: number, waitHours: number | null, n: number][]): StageWeek[] {
  return weeks.map(([queueLength, waitHours, n], index) => ({
    week: `2026-W${10 + index}`,
    queueLength,
    medianWaitSeconds: waitHours === null ? null : waitHours * 3600,
    n,
  }));
}

function draw(weeks: readonly StageWeek[]) {
  return parseSvg(queueAndWait("review", weeks, aLook));
}

/** Hours from 6 to 24, a queue from 5 to 10. */
const growing = draw(weeksOf([5, 6, 12], [10, 24, 15]));

const [queue, wait] = all(growing, "path").map((each) => each.getAttribute("d"));

test("the queue has its own panel, from nothing to ten items", () => {
  // Weeks at 29.2 pixels from either side of 50 to 424; 10 items at 96, 0 at 216.
  expect(queue).toBe("M81.2,156L392.8,96");
});

test("the wait has another under it, in hours while they are few", () => {
  // 0 at 384, 30 hours at 264: an hour is 4 pixels.
  expect(wait).toBe("M81.2,360L392.8,288");
});

test("both say at their end where they stand", () => {
  const words = textsIn(growing);
  expect(words.filter((each) => each === "10 items" || each === "24 hours")).toEqual(["10 items", "24 hours"]);
});

test("waits of days are told in days", () => {
  const words = textsIn(draw(weeksOf([5, 6, 12], [10, 84, 15])));
  expect(words).toContain("Median wait of what left in the week, days");
  expect(words).toContain("3.5 days");
});

describe("a week in which nothing left", () => {
  const broken = draw(weeksOf([5, 6, 12], [5, null, 0], [5, 8, 12], [5, 9, 12]));

  test("breaks the line", () => {
    expect(all(broken, "path")[1]?.getAttribute("d")?.match(/M/gu)?.length).toBe(2);
  });

  test("has no dot in the lower panel", () => {
    expect(all(broken, "g").map((each) => all(each, "circle").length)).toEqual([4, 3]);
  });
});

test("a median of fewer than ten items is hollow, and it says so", () => {
  const root = draw(weeksOf([5, 6, 9], [10, 24, 10]));
  expect(all(root, `circle[fill="${colours.light.ground}"]`).map((each) => numberOf(each, "cy"))).toEqual([380]);
  expect(textsIn(root)).toContain("Hollow dots are medians of fewer than 10 items.");
});

test("weeks are named by their Mondays", () => {
  expect(textsIn(growing)).toEqual(expect.arrayContaining(["2 Mar", "9 Mar"]));
});
