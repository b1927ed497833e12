/** Decides where released items and their percentiles lie in the scatter, by numbers reckoned by hand. */
import { describe, expect, test } from "vitest";
import type { ReleasedItem } from "../../../src/reports/charts/cycleTimeScatter.ts";
import { cycleTimeScatter } from "../../../src/reports/charts/cycleTimeScatter.ts";
import { colours } from "../../../src/reports/charts/theme.ts";
import { aLook, daySeconds } from "../../support/chartData.ts";
import { all, numberOf, parseSvg, textOf, textsIn } from "../../support/dom.ts";

function releasedAfter(...days: number[]): ReleasedItem[] {
  return days.map((each, index) => ({
    number: 100 + each,
    releasedAt: `2026-03-${String(index + 1).padStart(2, "0")}T00:00:00Z`,
    cycleSeconds: each * daySeconds,
  }));
}

function draw(items: readonly ReleasedItem[], unknown = 0) {
  return parseSvg(cycleTimeScatter({ from: "start", items, unknown }, aLook));
}

/** One to eleven days: half took at most 6, 85% at most 9.5, 95% at most 10.5. */
const eleven = draw(releasedAfter(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));

function linesIn(root: typeof eleven): number[] {
  return all(root, `g > line[stroke="${colours.light.notable}"]`).map((each) => numberOf(each, "y1"));
}

describe("percentiles", () => {
  test("are told in words beside their lines", () => {
    const at = textsIn(eleven).indexOf("50% within");
    expect(textsIn(eleven).slice(at, at + 6)).toEqual([
      "50% within",
      "6 days",
      "85% within",
      "9 days 12 h",
      "95% within",
      "10 days 12 h",
    ]);
  });

  test("the line of the half goes through the item in the middle", () => {
    expect(linesIn(eleven)[0]).toBe(numberOf(all(eleven, "circle")[5]!, "cy"));
  });

  test("are not drawn of fewer than ten items, and it says so", () => {
    const nine = draw(releasedAfter(1, 2, 3, 4, 5, 6, 7, 8, 9));
    expect(linesIn(nine)).toEqual([]);
    expect(textsIn(nine).join(" ")).toContain("Too few items for percentiles.");
  });

  test("that are alike are one line, that of the most items", () => {
    const alike = draw(releasedAfter(3, 3, 3, 3, 3, 3, 3, 3, 3, 3));
    expect(textsIn(alike).filter((words) => words.endsWith("within"))).toEqual(["95% within"]);
  });
});

test("each item is a dot at its date and time", () => {
  // The axis reaches from 1 hour at the bottom (404) to 11 days x 1.15 at the top (114); 1 day is log(24) / log(303.6) of it.
  const first = all(eleven, "circle")[0]!;
  expect(all(eleven, "circle").length).toBe(11);
  expect([numberOf(first, "cx"), numberOf(first, "cy"), numberOf(first, "r")]).toEqual([88, 240.8, 3]);
});

test("higher took longer", () => {
  const heights = all(eleven, "circle").map((each) => numberOf(each, "cy"));
  expect(heights).toEqual(heights.toSorted((a, b) => b - a));
});

test("of the items above the last line the number is told", () => {
  expect(textsIn(eleven).filter((words) => words.startsWith("#"))).toEqual(["#111"]);
});

test("items without a known start are counted and not drawn", () => {
  expect(textsIn(draw(releasedAfter(1, 2), 3)).join(" ")).toContain(
    "n = 2 items, 3 items without a known start left out",
  );
});

test("of thousands of items a dot is larger the more of them it is", () => {
  const crowd = Array.from({ length: 700 }, (_, index) => ({
    number: index,
    releasedAt: "2026-03-01T00:00:00Z",
    cycleSeconds: index < 699 ? 3600 * 5 : 3600 * 90,
  }));
  const root = draw(crowd);
  expect(all(root, "circle").map((each) => numberOf(each, "r"))).toEqual([6.6, 3]);
  expect(textOf(root, "Larger dots are more items; higher took longer. Log scale.")).toBeDefined();
});
