import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { expect, test } from "vitest";
import { meanQueue, meanWaiting } from "../../src/forecast/erlangC.ts";
import { emptyTally, type LineTally, runCourse, type Station } from "../../src/forecast/queueLine.ts";
import { type FollowedStation, itemsInLine } from "../support/itemsInLine.ts";

type Ran = { tally: LineTally; followed: readonly FollowedStation[] };

function ran(stations: readonly Station[], weeks: number, seed: number): Ran {
  const random = xoroshiro128plus(seed);
  const tally = emptyTally(stations.length, weeks);
  const items = itemsInLine(stations, seed + 1);
  runCourse(stations, weeks, () => uniformFloat64(random), tally, items);
  return { tally, followed: items.followed };
}

function alone(externalPerWeek: number, capacityPerWeek: number, servers: number): Station {
  return { externalPerWeek, capacityPerWeek, servers, startQueue: 0, routes: [0], shipped: 1 };
}

/** By hand: M/M/1 has ρ²/(1-ρ) waiting; two servers at 80% have 2·0.8³/(1-0.8²). */
test.each([
  [0.5, 1, 0.5],
  [0.8, 1, 3.2],
  [0.95, 1, 18.05],
  [0.8, 2, 1.024 / 0.36],
])("at a load of %s with %s servers %s wait, by the textbook", (load, servers, waiting) => {
  expect(meanWaiting(load * 10, 10, servers)).toBeCloseTo(waiting, 9);
  expect(meanQueue(load * 10, 10, servers)).toBeCloseTo(waiting + load * servers, 9);
});

test("as much as can be done, or more, waits for ever", () => {
  expect([meanWaiting(10, 10, 3), meanQueue(11, 10, 1)]).toEqual([Infinity, Infinity]);
});

/** Waits at a high load hang together for long, so those runs are the longest; at another seed one of them may lie further off. `simulate:queues` runs longer. */
test.each([
  [0.5, 1, 1e6],
  [0.8, 1, 1e6],
  [0.95, 1, 8e6],
  [0.5, 4, 1e6],
  [0.8, 4, 1e6],
  [0.95, 4, 8e6],
])(
  "at a load of %s with %s servers the mean wait is the textbook's, within 3%%",
  (load, servers, capacity) => {
    const { waited, begun } = ran([alone(load * capacity, capacity, servers)], 1, 5).followed[0]!;
    const wait = waited / begun;
    const expected = meanWaiting(load * capacity, capacity, servers) / (load * capacity);
    expect(Math.abs(wait / expected - 1)).toBeLessThan(0.03);
  },
  60_000,
);

test("a stable tandem line with rework keeps Little's law within 1%, and each stage its own textbook queue within 3%", () => {
  const perWeek = 20_000;
  const line = [0, 1, 2].map((stage): Station => ({
    ...alone(stage === 0 ? perWeek : 0, perWeek / 0.64, 2),
    routes: [0, 1, 2].map((to) => (stage < 2 && to === stage + 1 ? 1 : stage === 2 && to === 0 ? 0.2 : 0)),
    shipped: stage === 2 ? 0.8 : 0,
  }));
  const weeks = 40;
  const { tally, followed } = ran(line, weeks, 3);
  const sums = (all: Float64Array, stage: number) =>
    all.slice(stage * weeks, (stage + 1) * weeks).reduce((sum, each) => sum + each, 0);
  for (const stage of [0, 1, 2]) {
    const { presence, stayed, left } = followed[stage]!;
    const queue = presence / weeks;
    const arrivals = sums(tally.arrivals, stage) / weeks;
    expect(left).toBe(sums(tally.departures, stage));
    expect(Math.abs(queue / (arrivals * (stayed / left)) - 1)).toBeLessThan(0.01);
    // A fifth comes again, so each stage has 1.25 times what comes: a load of 80%. By Jackson each is as if alone.
    expect(Math.abs(queue / meanQueue(1.25 * perWeek, perWeek / 0.64, 2) - 1)).toBeLessThan(0.03);
  }
}, 60_000);

test("what comes less what leaves is what stands there", () => {
  const line = [
    { ...alone(30, 20, 2), startQueue: 5, routes: [0, 0.9], shipped: 0.1 },
    { ...alone(0, 15, 1), routes: [0.1, 0] },
  ];
  const weeks = 10;
  const { tally } = ran(line, weeks, 9);
  for (const [stage, { startQueue }] of line.entries()) {
    let queue = startQueue;
    for (let week = 0; week < weeks; week += 1) {
      const place = stage * weeks + week;
      queue += tally.arrivals[place]! - tally.departures[place]!;
      expect(tally.queueAtEnd[place]).toBe(queue);
    }
  }
});

test("a station to which nothing comes stands still", () => {
  const { tally } = ran([alone(0, 10, 1)], 4, 1);
  expect([...tally.arrivals, ...tally.departures, ...tally.queueAtEnd]).toEqual(Array.from({ length: 12 }, () => 0));
});
