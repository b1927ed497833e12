/** Decides whether what charts show can be seen: by contrast on both grounds, and by the colour-blind. */
import { describe, expect, test } from "vitest";
import { colours, stageColours } from "../../../src/reports/charts/theme.ts";
import { contrast, distance, everySight } from "../../support/colourSight.ts";

test("contrast is reckoned as WCAG does", () => {
  expect([contrast("#000000", "#ffffff"), contrast("#777777", "#ffffff")].map((each) => each.toFixed(2))).toEqual([
    "21.00",
    "4.48",
  ]);
});

describe.each([["light", colours.light] as const, ["dark", colours.dark] as const])(
  "on the %s ground",
  (_, palette) => {
    const bands = Object.entries(palette.bands);

    test.each([["text"], ["muted"], ["notable"]] as const)("words in %s stand out 4.5:1", (name) => {
      expect(contrast(palette[name], palette.ground)).toBeGreaterThanOrEqual(4.5);
    });

    test.each(bands)("numbers of items stand out 4.5:1 from %s", (_name, band) => {
      expect(contrast(palette.text, band)).toBeGreaterThanOrEqual(4.5);
    });

    test.each(bands)("dots stand out 3:1 from %s", (_name, band) => {
      expect(Math.min(contrast(palette.usual, band), contrast(palette.notable, band))).toBeGreaterThanOrEqual(3);
    });

    test.each(everySight)("usual and notable dots differ to %s sight", (sight) => {
      expect(distance(palette.usual, palette.notable, sight)).toBeGreaterThan(30);
    });
  },
);

test.each(everySight)("neighbours in the flow differ to %s sight", (sight) => {
  const order = Object.values(stageColours);
  const distances = order.slice(1).map((colour, index) => distance(colour, order[index] ?? colour, sight));
  expect(Math.min(...distances)).toBeGreaterThan(15);
});
