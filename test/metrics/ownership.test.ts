import { expect, test } from "vitest";
import { ownership } from "../../src/metrics/ownership.ts";
import { flowIssue, flowItem, march, stay, week } from "../support/flowItems.ts";

const visits = [stay("implementation", 10)];
const until = (date: number | null) => ({ owned: [{ from: march(10), to: date === null ? null : march(date) }] });

test.each([
  { item: flowItem(visits, until(null)), unowned: 0, items: 1, why: "somebody has it" },
  { item: flowItem(visits, until(16)), unowned: 0, items: 1, why: "somebody had it in the last second" },
  { item: flowItem(visits, until(15)), unowned: 1, items: 1, why: "nobody has it any more" },
  { item: flowItem(visits), unowned: 1, items: 1, why: "nobody ever had it" },
  { item: flowIssue([stay("shaping", 10)], 11), unowned: 0, items: 0, why: "what is being shaped needs no owner yet" },
  { item: flowItem([stay("release", 10)]), unowned: 0, items: 0, why: "what was merged is not nobody's" },
  { item: flowItem([stay("review", 10, 15)]), unowned: 0, items: 0, why: "it has left" },
])("$unowned of $items: $why", ({ item, unowned, items }) => {
  expect(ownership([item], week)).toEqual({ unowned, items });
});
