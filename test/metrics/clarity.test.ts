import { expect, test } from "vitest";
import { clarity } from "../../src/metrics/clarity.ts";
import { flowItem, reworked, span, stay, week } from "../support/flowItems.ts";

test("moves back into shaping and design, not elsewhere, in the period", () => {
  const rework = [
    reworked("flow-back", "shaping", 10),
    reworked("flow-back", "design", 11),
    reworked("flow-back", "design", 12),
    reworked("flow-back", "implementation", 13),
    reworked("design-changes", "design", 13),
    reworked("flow-back", "shaping", 16),
  ];
  expect(clarity([flowItem([stay("review", 8)], { rework })], week)).toMatchObject({
    flowBacksIntoShaping: 1,
    flowBacksIntoDesign: 2,
  });
});

const visits = [stay("shaping", 1, 9), stay("design", 9, 11), stay("implementation", 11, 14)];

test.each([
  { task: span("clarification", 10), late: 0, why: "in design it is in time" },
  { task: span("clarification", 11, 12), late: 1, why: "with implementation it is late" },
  { task: span("clarification", 8, 12), late: 0, why: "it began in shaping, though it went on" },
  { task: span("scoping", 12), late: 0, why: "scoping is no clarification" },
  { task: span("clarification", 15), late: 0, why: "it had left the pipeline" },
])("a clarification: $late late, as $why", ({ task, late }) => {
  expect(clarity([flowItem(visits, { tasks: [task] })], week).lateClarifications).toBe(late);
});

test("of the items that were there in the period", () => {
  const items = [flowItem(visits), flowItem([stay("review", 1, 9)]), flowItem([stay("review", 16)])];
  expect(clarity(items, week).items).toBe(1);
});
