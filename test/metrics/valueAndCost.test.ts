import { expect, test } from "vitest";
import { valueAndCost } from "../../src/metrics/valueAndCost.ts";
import { flowItem, march, reworked, segment, stay, week } from "../support/flowItems.ts";

const value = { labels: new Map([["value-large", 50]]) };
const cost = { perWaitingDay: 10, rework: { hours: 4, hourlyRate: 50 }, currency: "EUR" };

const items = [
  flowItem([stay("learning-and-flow", 1, 12)], { outcome: "shipped", exitedAt: march(12), value: 50 }),
  flowItem([stay("learning-and-flow", 1, 13)], { outcome: "shipped", exitedAt: march(13), value: 10 }),
  flowItem([stay("learning-and-flow", 1, 16)], { outcome: "shipped", exitedAt: march(16), value: 1000 }),
  flowItem([stay("shaping", 1, 12)], { outcome: "dropped", exitedAt: march(12), value: 1000 }),
  flowItem([stay("review", 9, 14, [segment("active", 9, 11), segment("reviewer", 11, 14)])], {
    value: 1000,
    rework: [
      reworked("review-round", "review", 10),
      reworked("flow-back", "review", 11),
      reworked("red-check", "review", 11),
    ],
  }),
];

test("by the configured assumptions", () => {
  // Waiting: 3 days in shaping until it was dropped, 3 in review. Active: 2. A round and a flow-back.
  expect(valueAndCost(items, week, { value, cost })).toEqual({
    value: 60,
    shipped: 2,
    currency: "EUR",
    waitingCost: 60,
    waitingItemDays: 6,
    reworkCost: 400,
    reworks: 2,
    costPerValue: 460 / 60,
    efficiency: 60 / (2 + 2),
  });
});

test("nothing is reckoned where nothing is configured", () => {
  expect(valueAndCost(items, week, { value: null, cost: null })).toBeNull();
});

test.each([
  {
    why: "only value",
    config: { value, cost: null },
    told: { value: 60, currency: null, waitingCost: null, reworkCost: null, costPerValue: null, efficiency: 15 },
  },
  {
    why: "only cost",
    config: { value: null, cost },
    told: { value: null, waitingCost: 60, reworkCost: 400, costPerValue: null, efficiency: null },
  },
  {
    why: "only the cost of waiting",
    config: { value, cost: { ...cost, rework: null } },
    told: { waitingCost: 60, reworkCost: null, costPerValue: 1 },
  },
  {
    why: "only the cost of rework",
    config: { value, cost: { ...cost, perWaitingDay: null } },
    told: { waitingCost: null, reworkCost: 400, costPerValue: 400 / 60 },
  },
])("what is not configured is not known: $why", ({ config, told }) => {
  expect(valueAndCost(items, week, config)).toMatchObject(told);
});

test("nothing shipped: worth 0, and no cost per value", () => {
  expect(valueAndCost([], week, { value, cost })).toMatchObject({ value: 0, costPerValue: null, efficiency: null });
});
