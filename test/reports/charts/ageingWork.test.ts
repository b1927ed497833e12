/** Decides where open items lie by their age, and which of them are called slow. */
import { expect, test } from "vitest";
import { ageingWork } from "../../../src/reports/charts/ageingWork.ts";
import { colours } from "../../../src/reports/charts/theme.ts";
import { aLook, stageAges } from "../../support/chartData.ts";
import { all, numberOf, parseSvg, textsIn } from "../../support/dom.ts";
import type { AgeingStage } from "../../../src/reports/charts/ageingStage.ts";

function draw(...rows: AgeingStage[]) {
  return parseSvg(ageingWork(rows, "2026-03-30T08:00:00Z", aLook));
}

function dotsOf(root: ReturnType<typeof draw>, colour: string) {
  return all(root, `g[fill="${colour}"] circle`);
}

const { usual, notable, bands } = colours.light;

test("what has been there longer than 85% of past work is of another colour, what is just as old is not", () => {
  const root = draw(stageAges("review", [1, 6, 7, 30], [2, 6]));
  expect([dotsOf(root, usual).length, dotsOf(root, notable).length]).toEqual([2, 2]);
});

test("a dot lies where the past of its age ends", () => {
  // From 1 day at 16 to 7 days x 1.15 at 440: two days are log(2) / log(8.05) of the way.
  const root = draw(stageAges("review", [2], [2, 7]));
  const [fast] = all(root, `rect[fill="${bands.fast}"][height="30"]`);
  expect(numberOf(dotsOf(root, usual)[0]!, "cx")).toBe(156.9);
  expect(numberOf(fast!, "x") + numberOf(fast!, "width")).toBeCloseTo(156.9);
});

test("each stage says how many are open, how many of them are slow, and of how many the past is", () => {
  const root = draw(
    stageAges("shaping", []),
    stageAges("design", [3]),
    stageAges("review", [1, 30], [2, 6]),
    stageAges("release", [], [1, 2]),
  );
  expect(
    textsIn(root).filter((words) => words.includes("open") && words.includes("n = ") && !words.includes("acme")),
  ).toEqual([
    "none open; past n = 0",
    "1 open, too little past to compare, n = 0",
    "2 open, 1 over 6 days; past n = 40",
    "none open; past n = 40",
  ]);
});

test("the oldest item of each stage is named", () => {
  const root = draw(stageAges("design", [3, 9, 4]), stageAges("review", [1]));
  expect(textsIn(root).filter((words) => words.startsWith("#"))).toEqual(["#2", "#1"]);
});

test("items of one age lie on each other, around the middle of their row", () => {
  const heights = dotsOf(draw(stageAges("review", [2, 2, 2], [3, 4])), usual).map((each) => numberOf(each, "cy"));
  expect(heights.map((y) => y - heights[1]!)).toEqual([-7, 0, 7]);
});

test("where more than four are of one age, dots are larger the more of them they are, in every stage", () => {
  const root = draw(stageAges("review", [2, 2, 2, 2, 2], [3, 4]), stageAges("release", [9], [10, 11]));
  expect(dotsOf(root, usual).map((each) => numberOf(each, "r"))).toEqual([13, 3]);
  expect(textsIn(root).at(-1)).not.toContain("each dot is an item");
});

test("of a stage without a past nothing is called slow", () => {
  const root = draw(stageAges("review", [900]));
  expect([dotsOf(root, usual).length, dotsOf(root, notable).length]).toEqual([1, 0]);
});
