import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WaitEnd } from "../../src/forecast/cumulativeIncidence.ts";
import { cumulativeIncidence, quantileOf } from "../../src/forecast/cumulativeIncidence.ts";

const review = (afterSeconds: number): WaitEnd => ({ by: "review", afterSeconds });
const closing = (afterSeconds: number): WaitEnd => ({ by: "closing", afterSeconds });
const still = (afterSeconds: number): WaitEnd => ({ by: "still-waiting", afterSeconds });

/** Rounded, since shares such as a third have no exact value. */
function curveOf(ends: WaitEnd[]): [number, number, number][] {
  return cumulativeIncidence(ends).map(({ afterSeconds, reviewed, closed }) => [
    afterSeconds,
    Number(reviewed.toFixed(9)),
    Number(closed.toFixed(9)),
  ]);
}

describe("by hand", () => {
  test("where every wait has ended it is the plain share of all", () => {
    expect(curveOf([review(30), review(10), review(20), review(20)])).toEqual([
      [10, 0.25, 0],
      [20, 0.75, 0],
      [30, 1, 0],
    ]);
  });

  test("closing takes its share away from the reviews for good", () => {
    expect(curveOf([review(10), closing(20), review(30), closing(40)])).toEqual([
      [10, 0.25, 0],
      [20, 0.25, 0.25],
      [30, 0.5, 0.25],
      [40, 0.5, 0.5],
    ]);
  });

  test("a wait that goes on counts for as long as it is known, then passes its share to the rest", () => {
    // At 10: 1 of 4, so 0.25, and 0.75 are left. At 20 one is lost from sight. At 30: 1 of 2 of 0.75, so 0.375 more. At 40 the last 0.375.
    expect(curveOf([review(10), still(20), review(30), review(40)])).toEqual([
      [10, 0.25, 0],
      [30, 0.625, 0],
      [40, 1, 0],
    ]);
  });

  test("both at once", () => {
    // At 10: 1/5 = 0.2 reviewed, 0.8 left. At 20, four at risk: a closing takes 0.8/4 = 0.2, 0.6 left. At 30 one is lost. At 40, two at risk: a
    // review takes 0.6/2 = 0.3, 0.3 left. At 50 the last is still waiting: 0.3 stays open.
    expect(curveOf([review(10), closing(20), still(30), review(40), still(50)])).toEqual([
      [10, 0.2, 0],
      [20, 0.2, 0.2],
      [40, 0.5, 0.2],
    ]);
  });

  test("at one moment all ends share what was left before it, and who is lost then still counted", () => {
    // Four at risk at 10: a review 1/4, a closing 1/4, half is left; the one still waiting drops out; the last takes the half.
    expect(curveOf([review(10), closing(10), still(10), review(20)])).toEqual([
      [10, 0.25, 0.25],
      [20, 0.75, 0.25],
    ]);
  });

  test("nothing observed gives no curve", () => {
    expect(curveOf([])).toEqual([]);
    expect(curveOf([still(10), still(20)])).toEqual([]);
  });
});

describe("the length by which a share had been reviewed", () => {
  const tenReviews = cumulativeIncidence(Array.from({ length: 10 }, (_, index) => review((index + 1) * 10)));

  test.each([
    [0.5, 50],
    [0.85, 90],
    [0.1, 10],
    [1, 100],
  ])("%d of ten reviews at 10, 20, ... 100 had come by %d", (fraction, afterSeconds) => {
    expect(quantileOf(tenReviews, fraction)).toBe(afterSeconds);
  });

  test("is not known where it never comes to that", () => {
    expect(quantileOf(cumulativeIncidence([review(10), closing(20), closing(30)]), 0.5)).toBeNull();
  });
});

const anyEnd = fc.record({
  by: fc.constantFrom<WaitEnd["by"]>("review", "closing", "still-waiting"),
  afterSeconds: fc.integer({ min: 1, max: 30 }),
});

describe("laws", () => {
  test("shares only grow, and together never pass the whole", () => {
    fc.assert(
      fc.property(fc.array(anyEnd, { maxLength: 60 }), (ends) => {
        let before = { reviewed: 0, closed: 0 };
        for (const point of cumulativeIncidence(ends)) {
          expect(point.reviewed).toBeGreaterThanOrEqual(before.reviewed);
          expect(point.closed).toBeGreaterThanOrEqual(before.closed);
          expect(point.reviewed + point.closed).toBeLessThanOrEqual(1 + 1e-9);
          before = point;
        }
      }),
    );
  });

  test("taking only longer waits is the same as dividing by the share that had not ended", () => {
    fc.assert(
      fc.property(
        fc.array(anyEnd, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 29 }),
        (ends, waited) => {
          const whole = cumulativeIncidence(ends);
          const at = whole.findLast((point) => point.afterSeconds <= waited) ?? { reviewed: 0, closed: 0 };
          const left = 1 - at.reviewed - at.closed;
          for (const point of cumulativeIncidence(ends.filter((end) => end.afterSeconds > waited))) {
            const same = whole.find((each) => each.afterSeconds === point.afterSeconds);
            expect(point.reviewed).toBeCloseTo(((same?.reviewed ?? NaN) - at.reviewed) / left, 6);
          }
        },
      ),
    );
  });
});
