import { expect, test } from "vitest";
import { queueAhead, queueEvidence } from "../../src/metrics/queueEvidence.ts";
import type { StageWeeks } from "../../src/metrics/stageWeeks.ts";
import { periodOfWeek } from "../../src/metrics/weeks.ts";

function review(arrivals: number[], departures: number[], queueAtStart: number, queueAtEnd: number): StageWeeks {
  const waitingSeconds = arrivals.map(() => 0);
  return { stage: "review", arrivals, departures, queueAtStart, queueAtEnd, waitingAtStart: 0, waitingSeconds };
}

test("14 came into review, 9 left; the queue grew from 6 to 11; at this rate 26 by 14 December", () => {
  const week = periodOfWeek("2026-W47", "UTC");
  const evidence = queueEvidence(review([14], [9], 6, 11), [week])!;
  expect(evidence).toEqual({
    stage: "review",
    period: { from: "2026-11-16T00:00:00Z", to: "2026-11-23T00:00:00Z" },
    arrivals: 14,
    departures: 9,
    queueAtStart: 6,
    queueAtEnd: 11,
    perWeek: 5,
  });
  expect(queueAhead(evidence, 3, "UTC")).toEqual({ weeks: 3, at: "2026-12-14T00:00:00Z", queue: 26 });
});

test("over several weeks it is their sum, and the rate their mean", () => {
  const weeks = [periodOfWeek("2026-W42", "Europe/Berlin"), periodOfWeek("2026-W43", "Europe/Berlin")];
  const evidence = queueEvidence(review([4, 5], [3, 1], 10, 15), weeks)!;
  expect(evidence).toMatchObject({ arrivals: 9, departures: 4, perWeek: 2.5 });
  // Both ends are midnight there, before and after clocks go back.
  expect(evidence.period).toEqual({ from: "2026-10-11T22:00:00Z", to: "2026-10-25T23:00:00Z" });
  expect(queueAhead(evidence, 2, "Europe/Berlin")).toEqual({ weeks: 2, at: "2026-11-08T23:00:00Z", queue: 20 });
});

test("a week ahead is one of the calendar, also over a change of clocks", () => {
  const evidence = queueEvidence(review([1], [1], 3, 3), [periodOfWeek("2026-W42", "Europe/Berlin")])!;
  expect(queueAhead(evidence, 1, "Europe/Berlin").at).toBe("2026-10-25T23:00:00Z");
});

test("a queue that shrinks comes to nothing, and never below", () => {
  const evidence = queueEvidence(review([1], [5], 6, 2), [periodOfWeek("2026-W47", "UTC")])!;
  expect(queueAhead(evidence, 3, "UTC").queue).toBe(0);
});

test("without a week there is no evidence", () => {
  expect(queueEvidence(review([], [], 0, 0), [])).toBeNull();
});
