import { describe, expect, test } from "vitest";
import type { QueueEntry } from "../../src/metrics/reviewQueue.ts";
import { queuePlace, reviewQueueDepth } from "../../src/metrics/reviewQueue.ts";

const monday = "2026-03-02T09:00:00Z";
const friday = "2026-03-06T09:00:00Z";
const nextMonday = "2026-03-09T09:00:00Z";

function onReviewer(number: number, from: string, to: string | null = null): QueueEntry {
  return { number, waits: [{ on: "reviewer", from, to }] };
}

describe("depth", () => {
  const queue = [onReviewer(1, monday, friday)];

  test("counts from the moment when the wait began up to, but not at, the moment when it ended", () => {
    expect(reviewQueueDepth(queue, "2026-03-02T08:59:59Z")).toBe(0);
    expect(reviewQueueDepth(queue, monday)).toBe(1);
    expect(reviewQueueDepth(queue, "2026-03-06T08:59:59Z")).toBe(1);
    expect(reviewQueueDepth(queue, friday)).toBe(0);
  });

  test("counts only waits on a reviewer", () => {
    expect(reviewQueueDepth([{ number: 1, waits: [{ on: "author", from: monday, to: null }] }], friday)).toBe(0);
  });
});

describe("place", () => {
  const queue: QueueEntry[] = [
    onReviewer(9, monday),
    onReviewer(5, "2026-03-03T09:00:00Z"),
    onReviewer(7, "2026-03-03T09:00:00Z"),
    onReviewer(2, "2026-03-04T09:00:00Z"),
    onReviewer(3, monday, friday),
  ];

  test("who began earlier has waited longer; of two that began together, the lower number", () => {
    expect([9, 5, 7, 2].map((number) => queuePlace(queue, number, nextMonday).longer)).toEqual([0, 1, 2, 3]);
  });

  test("the trend compares with the depth seven days before", () => {
    expect(queuePlace(queue, 9, nextMonday)).toEqual({ depth: 4, longer: 0, depthWeekAgo: 2 });
  });

  test("one that does not wait on a reviewer has none", () => {
    expect(queuePlace(queue, 3, nextMonday).longer).toBeNull();
    expect(queuePlace(queue, 1000, nextMonday).longer).toBeNull();
  });

  test("the clock is that of the current wait: an answered pull request stands at the end again", () => {
    const answered: QueueEntry = {
      number: 1,
      waits: [
        { on: "reviewer", from: "2026-03-01T09:00:00Z", to: "2026-03-02T09:00:00Z" },
        { on: "author", from: "2026-03-02T09:00:00Z", to: friday },
        { on: "reviewer", from: friday, to: null },
      ],
    };
    expect(queuePlace([...queue, answered], 1, nextMonday)).toMatchObject({ depth: 5, longer: 4 });
  });
});
