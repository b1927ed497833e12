import { expect, test } from "vitest";
import { waitByWhom } from "../../src/metrics/waitByWhom.ts";
import type { Wait } from "../../src/timeline/timeline.ts";

const hour = 3600;
const readyAt = "2026-03-02T09:00:00Z";

const waits: Wait[] = [
  { on: "author", from: "2026-03-02T06:00:00Z", to: readyAt },
  { on: "reviewer", from: readyAt, to: "2026-03-02T12:00:00Z" },
  { on: "author", from: "2026-03-02T12:00:00Z", to: "2026-03-02T13:00:00Z" },
  { on: "reviewer", from: "2026-03-03T13:00:00Z", to: null },
];

test("waits are summed by whom since ready for review; drafting and time while closed count for nobody", () => {
  expect(waitByWhom({ readyAt, waits }, "2026-03-03T15:00:00Z")).toEqual(
    new Map([
      ["reviewer", 3 * hour + 2 * hour],
      ["author", hour],
    ]),
  );
});

test("nothing after the moment counts", () => {
  expect(waitByWhom({ readyAt, waits }, "2026-03-02T10:00:00Z")).toEqual(new Map([["reviewer", hour]]));
  expect(waitByWhom({ readyAt, waits }, readyAt)).toEqual(new Map());
});

test("a draft that never was ready has waited on nobody", () => {
  expect(waitByWhom({ readyAt: null, waits }, "2026-03-03T15:00:00Z")).toEqual(new Map());
});
