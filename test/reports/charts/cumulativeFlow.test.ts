/** Decides where the bands of the cumulative flow lie, by numbers reckoned by hand. */
import { expect, test } from "vitest";
import { cumulativeFlow } from "../../../src/reports/charts/cumulativeFlow.ts";
import { stageColours } from "../../../src/reports/charts/theme.ts";
import { aLook, flowAt } from "../../support/chartData.ts";
import { all, parseSvg, textsIn } from "../../support/dom.ts";

/** Ten items at the most: one is 29 pixels, 0 lies at 402, and the weeks reach from 50 to 348. */
const root = parseSvg(
  cumulativeFlow(
    [
      flowAt("2026-03-02T00:00:00Z", { review: 2 }),
      flowAt("2026-03-09T00:00:00Z", { review: 4, implementation: 4 }, 2),
    ],
    aLook,
  ),
);

function shapeOf(band: keyof typeof stageColours): string[] {
  return all(root, `path[fill="${stageColours[band]}"]`).map((each) => each.getAttribute("d") ?? "");
}

test("what is done lies at the bottom", () => {
  expect(shapeOf("released")).toEqual(["M50,402L348,344L348,402L50,402Z"]);
});

test("review lies on it", () => {
  expect(shapeOf("review")).toEqual(["M50,344L348,228L348,344L50,402Z"]);
});

test("implementation, which was empty, opens above review", () => {
  expect(shapeOf("implementation")).toEqual(["M50,344L348,112L348,228L50,344Z"]);
});

test("the bands are named from top to bottom as work flows, with what is in them at the end", () => {
  expect(textsIn(root).slice(-8)).toEqual([
    "Shaping 0",
    "Design 0",
    "Implementation 4",
    "Review 4",
    "Release 0",
    "Stability 0",
    "Learning 0",
    "Done 2",
  ]);
});

test("the head says what is to be seen, for how long and of how many", () => {
  expect(textsIn(root).slice(0, 3)).toEqual([
    "Cumulative flow",
    "acme/shop, 2 Mar to 9 Mar 2026, n = 10 items",
    "Widening bands are growing queues; grey has left all stages.",
  ]);
});

test("the description tells the first and the last number of each stage", () => {
  expect(all(root, "desc").map((each) => each.textContent)).toEqual([
    "Items in each stage, 2 Mar to 9 Mar 2026, n = 10 items. From the first moment to the last: Shaping 0 to 0, Design 0 to 0, " +
      "Implementation 0 to 4, Review 2 to 4, Release 0 to 0, Stability 0 to 0, Learning 0 to 0, released and done 2.",
  ]);
});

test("more moments than can be seen are thinned, and the first and the last kept", () => {
  const many = Array.from({ length: 1001 }, (_, index) =>
    flowAt(new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 19) + "Z", {
      review: index === 1000 ? 10 : 1,
    }),
  );
  const [d = ""] = all(parseSvg(cumulativeFlow(many, aLook)), `path[fill="${stageColours.review}"]`).map(
    (each) => each.getAttribute("d") ?? "",
  );
  expect(d.split(/[ML]/u).length - 1).toBe(2 * 240);
  expect(d.startsWith("M50,373L")).toBe(true);
  expect(d).toContain("L348,112L348,402L");
});
