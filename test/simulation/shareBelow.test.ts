import { expect, test } from "vitest";
import { shareBelow } from "./shareBelow.ts";

test.each([
  [200, "0.015"],
  [2_000, "0.0015"],
  [2_603, "0.0012"],
  [10_000, "0.0003"],
  [20_000, "0.00015"],
  [200_017, "0.000015"],
])("none in %i trials bounds the share below %s", (trials, share) => {
  expect(shareBelow(trials)).toBe(share);
});
