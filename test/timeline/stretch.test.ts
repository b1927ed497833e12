import { expect, test } from "vitest";
import { difference } from "../../src/timeline/stretch.ts";

const hole = { from: "2026-03-03T00:00:00Z", to: "2026-03-05T00:00:00Z" };

test.each([
  {
    stretch: ["2026-03-01", "2026-03-09"],
    left: ["2026-03-01/2026-03-03", "2026-03-05/2026-03-09"],
    why: "cut in two",
  },
  { stretch: ["2026-03-01", "2026-03-04"], left: ["2026-03-01/2026-03-03"], why: "its end cut off" },
  { stretch: ["2026-03-04", "2026-03-09"], left: ["2026-03-05/2026-03-09"], why: "its beginning cut off" },
  { stretch: ["2026-03-03", "2026-03-05"], left: [], why: "all of it" },
  { stretch: ["2026-03-01", "2026-03-03"], left: ["2026-03-01/2026-03-03"], why: "only touching before" },
  { stretch: ["2026-03-05", "2026-03-09"], left: ["2026-03-05/2026-03-09"], why: "only touching after" },
  { stretch: ["2026-03-01", null], left: ["2026-03-01/2026-03-03", "2026-03-05/null"], why: "one that goes on" },
])("$stretch without the 3rd to the 5th: $why", ({ stretch: [from = null, to = null], left }) => {
  const stretch = { from: `${from}T00:00:00Z`, to: to === null ? null : `${to}T00:00:00Z` };
  expect(
    difference([stretch], [hole]).map((each) => `${each.from.slice(0, 10)}/${each.to?.slice(0, 10) ?? null}`),
  ).toEqual(left);
});

test("without one that goes on, only what was before is left", () => {
  const stretch = { from: "2026-03-01T00:00:00Z", to: null };
  expect(difference([stretch], [{ ...hole, to: null }])).toEqual([{ from: stretch.from, to: hole.from }]);
});
