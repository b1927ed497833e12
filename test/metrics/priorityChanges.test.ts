import { expect, test } from "vitest";
import { priorityChanges } from "../../src/metrics/priorityChanges.ts";
import { flowItem, march, stay, week } from "../support/flowItems.ts";

test("items whose priority changed in the period, of those that were there", () => {
  const changed = (...dates: number[]) =>
    flowItem([stay("review", 2)], { priorityChanges: dates.map((each) => march(each)) });
  const items = [changed(10, 12), changed(8, 16), changed(9), changed(), flowItem([stay("review", 2, 8)])];

  expect(priorityChanges(items, week)).toEqual({ changed: 2, changes: 3, items: 4 });
});
