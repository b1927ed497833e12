import { describe, expect, test } from "vitest";
import { calibrateThroughput } from "../../src/forecast/calibrateThroughput.ts";
import { calibrateWaits } from "../../src/forecast/calibrateWaits.ts";
import { coverageOf } from "../../src/forecast/coverage.ts";
import type { PastPullRequest } from "../../src/forecast/expectedWait.ts";
import { releasedByWeek } from "../../src/forecast/wholeWeeks.ts";
import { addSeconds } from "../../src/instant.ts";
import { historyUnder, start, weekSeconds } from "../simulation/waitHistories.ts";
import { weeklyCounts } from "../simulation/weeklyCounts.ts";
import { instantOfEpochSeconds } from "../../src/instant.ts";

const hour = 3600;
const day = 24 * hour;
const author = { id: 1, login: "mona", bot: false };
const readyAt = "2026-03-30T00:00:00Z";
const until = "2026-06-30T00:00:00Z";

/** Twenty that were reviewed after 1 to 20 hours, ten days before. */
const past = Array.from({ length: 20 }, (_, index): PastPullRequest => {
  const before = addSeconds(readyAt, -10 * day);
  return { author, readyAt: before, firstReviewAfterReadyAt: addSeconds(before, (index + 1) * hour), closedAt: null };
});

/** Of the one forecast that is made: half of the first reviews within 10 hours, 85% within 17. */
function truthsOf(changes: Partial<PastPullRequest>, end = until): (number | null)[] {
  const one = { author, readyAt, firstReviewAfterReadyAt: null, closedAt: null, ...changes };
  return calibrateWaits([...past, one], end, []).coverage.map(({ all }) => (all.n === 0 ? null : all.cameTrue));
}

describe("a promise of 10 hours with 50%, 17 with 85%", () => {
  test.each([
    ["kept both by a review at that very hour", { firstReviewAfterReadyAt: addSeconds(readyAt, 10 * hour) }, [1, 1]],
    ["broken and kept by one a second later", { firstReviewAfterReadyAt: addSeconds(readyAt, 10 * hour + 1) }, [0, 1]],
    ["broken both by one after 18 hours", { firstReviewAfterReadyAt: addSeconds(readyAt, 18 * hour) }, [0, 0]],
    ["broken both by closing without a review", { closedAt: addSeconds(readyAt, hour) }, [0, 0]],
  ])("is %s", (_, changes, expected) => {
    expect(truthsOf(changes)).toEqual(expected);
  });

  test("is open where the history ends before, and broken where it ends after", () => {
    expect(truthsOf({}, addSeconds(readyAt, 12 * hour))).toEqual([0, null]);
  });
});

test("what came later is not known at the moment of a forecast", () => {
  // Twenty become ready together: none knows how the others end.
  const together = past.map((each) => ({ ...each, readyAt, firstReviewAfterReadyAt: addSeconds(readyAt, hour) }));
  expect(calibrateWaits(together, until, [])).toMatchObject({ made: 0, unknown: 20 });
});

test("one that still waits after a day is asked about once more, one of a bot never", () => {
  const slow = Array.from({ length: 20 }, (): PastPullRequest => {
    const before = addSeconds(readyAt, -10 * day);
    return { author, readyAt: before, firstReviewAfterReadyAt: addSeconds(before, 3 * day), closedAt: null };
  });
  const one = { author, readyAt, firstReviewAfterReadyAt: addSeconds(readyAt, 3 * day), closedAt: null };
  const bot = { ...one, author: { id: 2, login: "renovate[bot]", bot: true } };
  const [half] = calibrateWaits([...slow, one, bot], until, []).coverage;
  expect(half).toMatchObject({ all: { n: 2, cameTrue: 2 }, whenReady: { n: 1 }, afterDay: { n: 1 } });
});

test("where it never comes to that share, no promise is made", () => {
  const closed = past.map((each, index) =>
    index < 15 ? { ...each, firstReviewAfterReadyAt: null, closedAt: each.firstReviewAfterReadyAt } : each,
  );
  const one = { author, readyAt, firstReviewAfterReadyAt: addSeconds(readyAt, hour), closedAt: null };
  expect(calibrateWaits([...closed, one], until, []).coverage).toMatchObject([
    { all: { n: 0, share: null, holds: null }, never: 1 },
    { all: { n: 0, share: null, holds: null }, never: 1 },
  ]);
});

test("on a history whose law does not change both promises hold, over 600 forecasts and more", () => {
  const law = { weeks: 200, readyPerWeek: () => 4, medianHours: () => 20, spread: 1.2, closedShare: 0.08 };
  const pullRequests = historyUnder(law, 3);
  const { coverage } = calibrateWaits(pullRequests, instantOfEpochSeconds(start + law.weeks * weekSeconds), []);
  expect(coverage.map(({ all }) => [all.n > 600, all.holds])).toEqual([
    [true, true],
    [true, true],
  ]);
});

describe("three standard errors", () => {
  test("of 50% over 100 are 15 points", () => {
    const times = (came: number) => Array.from({ length: 100 }, (_, index) => (index < came ? 1 : 0));
    expect(coverageOf(0.5, times(65))).toMatchObject({ share: 0.65, standardError: 0.05, holds: true });
    expect(coverageOf(0.5, times(66))).toMatchObject({ share: 0.66, holds: false });
  });
});

describe("weekly throughput", () => {
  test("always alike is promised exactly: each band gets the share that it promises, and as many as told always come", () => {
    const { bands } = calibrateThroughput(
      Array.from({ length: 36 }, () => 5),
      4,
    );
    expect(bands.map(({ coverage, atLeast }) => [coverage.share, atLeast.share, coverage.n])).toEqual([
      [expect.closeTo(0.5, 9), 1, 5],
      [expect.closeTo(0.85, 9), 1, 5],
      [expect.closeTo(0.95, 9), 1, 5],
    ]);
  });

  test("that falls to nothing breaks every promise", () => {
    const { bands } = calibrateThroughput([...Array.from({ length: 16 }, () => 5), 0], 1);
    expect(bands.map(({ coverage }) => coverage.cameTrue)).toEqual([0, 0, 0]);
  });

  test.each([1, 4])("about a pace that does not change keeps its bands, %s weeks ahead", (weeksAhead) => {
    const { bands } = calibrateThroughput(
      weeklyCounts(() => 10, 300, 2),
      weeksAhead,
    );
    expect(bands.map(({ coverage }) => coverage.holds)).toEqual([true, true, true]);
  });

  test("is counted in whole weeks, from the one after the first item on", () => {
    const items = [
      { enteredAt: "2026-03-04T00:00:00Z", releasedAt: "2026-03-05T00:00:00Z" },
      { enteredAt: "2026-03-10T00:00:00Z", releasedAt: "2026-03-16T00:00:00Z" },
      { enteredAt: "2026-03-10T00:00:00Z", releasedAt: "2026-03-23T00:00:00Z" },
    ];
    expect(releasedByWeek(items, "2026-03-29T00:00:00Z", "UTC")).toEqual([0, 1]);
  });
});
