import { expect, test } from "vitest";
import { sparkline } from "../../src/reports/sparkline.ts";

test.each([
  ["from zero to the greatest", [0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"],
  ["small changes of large numbers stay small", [100, 98, 100, 97], "████"],
  ["what is not known is a gap, no zero", [3, null, 0, 6], "▅·▁█"],
  ["the least stands lowest where some are below zero", [-7, 0, 7], "▁▅█"],
  ["nothing but zeros", [0, 0], "▁▁"],
  ["nothing known", [null, null], "··"],
  ["nothing", [], ""],
])("%s", (_, values, drawn) => {
  expect(sparkline(values)).toBe(drawn);
});
