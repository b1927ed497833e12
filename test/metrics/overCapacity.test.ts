import { expect, test } from "vitest";
import { overCapacity } from "../../src/metrics/overCapacity.ts";
import { flowIssue, flowItem, march, stay } from "../support/flowItems.ts";

const weeks = [2, 9, 16].map((monday) => ({ from: march(monday), to: march(monday + 7) }));

test.each([
  { stays: [[3], [10], [17]], run: { weeks: 3, arrivals: 3, departures: 0 }, why: "every week" },
  {
    stays: [[3, 10], [10], [17], [18]],
    run: { weeks: 1, arrivals: 2, departures: 0 },
    why: "as many left in the second",
  },
  {
    stays: [[3], [10], [11, 17], [12, 18], [17]],
    run: { weeks: 0, arrivals: 0, departures: 0 },
    why: "not in the last",
  },
  {
    stays: [[10], [11, 12], [17], [18, 19]],
    run: { weeks: 2, arrivals: 4, departures: 2 },
    why: "nothing came in the first",
  },
])("review, $run.weeks weeks in a row: $why", ({ stays, run }) => {
  const items = stays.map(([from = 0, to]) => flowItem([stay("review", from, to)]));
  expect(overCapacity(items, weeks)).toContainEqual({ stage: "review", ...run });
});

test("shaping without its backlog, and only shaping to release", () => {
  const untouched = [3, 10, 17].map((from) => flowIssue([stay("shaping", from)], null));
  expect(overCapacity(untouched, weeks).map((row) => [row.stage, row.weeks])).toEqual([
    ["shaping", 0],
    ["design", 0],
    ["implementation", 0],
    ["review", 0],
    ["release", 0],
  ]);
});
