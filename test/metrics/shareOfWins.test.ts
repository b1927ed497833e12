import { expect, test } from "vitest";
import { shareOfWins } from "../../src/metrics/shareOfWins.ts";

test("a row that is larger in every week always wins", () => {
  expect(
    shareOfWins(
      [
        [1, 2, 3, 4],
        [2, 3, 4, 5],
      ],
      1,
    ),
  ).toBe(1);
  expect(
    shareOfWins(
      [
        [1, 2, 3, 4],
        [2, 3, 4, 5],
      ],
      0,
    ),
  ).toBe(0);
});

test("one week of four that decides is drawn at least once in 1 - (3/4)^4 of all samples, 68%", () => {
  const share = shareOfWins(
    [
      [1, 1, 1, 1],
      [0, 0, 0, 9],
    ],
    1,
  );
  expect(share).toBeCloseTo(0.684, 1);
  expect(
    shareOfWins(
      [
        [1, 1, 1, 1],
        [0, 0, 0, 9],
      ],
      1,
    ),
  ).toBe(share);
});

test("of two alike the earlier wins", () => {
  expect(
    shareOfWins(
      [
        [1, 2, 3, 4],
        [1, 2, 3, 4],
      ],
      0,
    ),
  ).toBe(1);
});

test("three weeks are too few", () => {
  expect(
    shareOfWins(
      [
        [1, 2, 3],
        [0, 0, 0],
      ],
      0,
    ),
  ).toBeNull();
});
