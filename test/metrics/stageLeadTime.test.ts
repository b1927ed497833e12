import { expect, test } from "vitest";
import { stageLeadTime } from "../../src/metrics/stageLeadTime.ts";
import type { StageSlug } from "../../src/stages.ts";
import type { FlowItem } from "../../src/metrics/history.ts";
import { day, flowItem, stay, week } from "../support/flowItems.ts";

function inStage(stage: StageSlug, ...items: FlowItem[]) {
  const { stage: _, ...spread } = stageLeadTime(items, week).find((row) => row.stage === stage)!;
  return spread;
}

test("all visits count, of items whose last one ended in the period", () => {
  const twice = flowItem([
    stay("review", 1, 3),
    stay("implementation", 3, 5),
    stay("review", 5, 11),
    stay("release", 11),
  ]);
  const once = flowItem([stay("review", 8, 10), stay("release", 10)]);

  // 2 + 6 and 2 days: the middle 5; 0.85 of the way from 2 to 8 is 7.1.
  expect(inStage("review", twice, once)).toEqual({ p50Seconds: 5 * day, p85Seconds: 7.1 * day, n: 2 });
  expect(inStage("implementation", twice, once)).toMatchObject({ n: 0 });
});

test.each([
  { why: "it is still there", visits: [stay("review", 10)] },
  {
    why: "it came back after the period",
    visits: [stay("review", 9, 11), stay("implementation", 11, 20), stay("review", 20)],
  },
  { why: "it left with the first second after the period", visits: [stay("review", 9, 16)] },
  { why: "it left before the period", visits: [stay("review", 1, 8)] },
])("left out: $why", ({ visits }) => {
  expect(inStage("review", flowItem(visits))).toEqual({ p50Seconds: null, p85Seconds: null, n: 0 });
});

test("it left with the first second of the period: counted", () => {
  expect(inStage("review", flowItem([stay("review", 1, 9)]))).toMatchObject({ p50Seconds: 8 * day, n: 1 });
});

test("all seven stages, in order, by whatever clock", () => {
  const rows = stageLeadTime([flowItem([stay("shaping", 8, 10)])], week, () => 5);

  expect(rows.map(({ stage, p50Seconds }) => [stage, p50Seconds])).toEqual([
    ["shaping", 5],
    ["design", null],
    ["implementation", null],
    ["review", null],
    ["release", null],
    ["production-stability", null],
    ["learning-and-flow", null],
  ]);
});
