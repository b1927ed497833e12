import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WeeklyFlow } from "../../src/metrics/queueGrowth.ts";
import { queueGrowth } from "../../src/metrics/queueGrowth.ts";

/** As many left as the net flows say of `arrivals` a week. */
function flow(nets: number[], arrivals = 25): WeeklyFlow {
  return { arrivals: nets.map(() => arrivals), departures: nets.map((net) => arrivals - net) };
}

const idle = flow([0, 0, 0, 0, 0, 0, 0, 0], 0);

describe("a queue", () => {
  test("that grows by 15 each week, exactly, is growing: one way of 256 is as one-sided", () => {
    expect(queueGrowth([flow([15, 15, 15, 15, 15, 15, 15, 15])])).toEqual([
      { verdict: "growing", perWeek: 15, pValue: 1 / 256, power: 1, n: 8 },
    ]);
  });

  test("that shrank in one week of eight still grows: nine ways are as one-sided", () => {
    const [growth] = queueGrowth([flow([10, 10, 10, 10, 10, 10, 10, -10])]);
    expect(growth).toMatchObject({ verdict: "growing", perWeek: 7.5, pValue: 9 / 256 });
  });

  test("that shrank in two of eight might do so by chance: 37 ways", () => {
    const [growth] = queueGrowth([flow([10, 10, 10, 10, 10, 10, -10, -10])]);
    expect(growth).toMatchObject({ perWeek: 5, pValue: 37 / 256 });
    expect(growth?.verdict).not.toBe("growing");
  });

  test("that does not change is steady", () => {
    expect(queueGrowth([flow([0, 0, 0, 0, 0, 0, 0, 0])])).toEqual([
      { verdict: "steady", perWeek: 0, pValue: 1, power: 1, n: 8 },
    ]);
  });

  test("that shrinks is not growing", () => {
    const [growth] = queueGrowth([flow([-5, -5, -5, -5, -5, -5, -5, -5])]);
    expect(growth).toMatchObject({ verdict: "steady", perWeek: -5, pValue: 1 });
  });

  test("that grows by less than one item a week is not told as growing, however surely", () => {
    const [growth] = queueGrowth([flow([1, 1, 1, 1, 1, 0, 1, 1])]);
    expect(growth).toMatchObject({ verdict: "steady", perWeek: 7 / 8, pValue: 2 / 256 });
  });

  test("whose weeks differ much more than a quarter of its arrivals cannot be told", () => {
    const [growth] = queueGrowth([flow([40, -40, 30, -30, 20, -20, 10, -10])]);
    expect(growth?.verdict).toBe("not-enough-work");
    expect(growth?.power).toBeLessThan(0.3);
  });

  test("through which nothing passed cannot be told either", () => {
    expect(queueGrowth([idle])).toEqual([{ verdict: "not-enough-work", perWeek: 0, pValue: 1, power: null, n: 8 }]);
  });
});

describe("the weeks", () => {
  test("five are the fewest that can reach 5%", () => {
    expect(queueGrowth([flow([15, 15, 15, 15, 15])])[0]).toMatchObject({ verdict: "growing", pValue: 1 / 32, n: 5 });
    expect(queueGrowth([flow([15, 15, 15, 15])])).toEqual([
      { verdict: "not-enough-work", perWeek: 15, pValue: 1 / 16, power: 0, n: 4 },
    ]);
  });

  test("the last eight are read", () => {
    const eight = [1, 4, 2, 8, 5, 7, 3, 6];
    expect(queueGrowth([flow([-99, -99, ...eight])])).toEqual(queueGrowth([flow(eight)]));
  });

  test("without any, nothing is known", () => {
    expect(queueGrowth([flow([])])).toEqual([
      { verdict: "not-enough-work", perWeek: null, pValue: null, power: null, n: 0 },
    ]);
  });
});

describe("one test for all stages", () => {
  const seven = [10, 10, 10, 10, 10, 10, 10, -10];

  test("what one stage shows weighs less beside others in which chance had as much room", () => {
    // Alone 9 of 256. Each of the others is as one-sided in nine ways of its own, none of them shared.
    const turned = (...places: number[]): number[] => seven.map((net, place) => (places.includes(place) ? -net : net));
    const [growth] = queueGrowth([flow(seven), flow(turned(0, 1, 2, 7)), flow(turned(3, 4, 5, 7))]);
    expect(growth).toMatchObject({ pValue: 27 / 256, perWeek: 7.5 });
    expect(growth?.verdict).not.toBe("growing");
  });

  test("an idle stage takes nothing away", () => {
    expect(queueGrowth([flow(seven), idle])[0]).toEqual(queueGrowth([flow(seven)])[0]);
  });

  test("no stage's p-value is less than it would be alone, or than one way of 256", () => {
    const nets = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(nets, { minLength: 1, maxLength: 5 }), (stages) => {
        const growths = queueGrowth(stages.map((each) => flow(each)));
        const alone = stages.map((each) => queueGrowth([flow(each)])[0]);
        for (const [index, growth] of growths.entries()) {
          expect(growth.pValue).toBeGreaterThanOrEqual(alone[index]?.pValue ?? 1);
          expect(growth.pValue).toBeGreaterThanOrEqual(1 / 256);
        }
      }),
      { numRuns: 30 },
    );
  });
});

test("of all ways in which weeks of chance may fall, at most 5% name a stage", () => {
  const weeks = [
    [9, 3, 7, 2, 8, 4],
    [-9, 4, -3, 6, -8, 1],
    [1, 0, 0, 2, 0, 1],
  ];
  const reports = Array.from({ length: 64 }, (_, pattern) =>
    queueGrowth(weeks.map((nets) => flow(nets.map((net, week) => ((pattern >> week) & 1 ? -net : net))))),
  );
  const naming = reports.filter((growths) => growths.some(({ verdict }) => verdict === "growing")).length;
  expect(naming / 64).toBeLessThanOrEqual(0.05);
  expect(naming).toBeGreaterThan(0);
});

test("a report is tested in under 50 ms", () => {
  const nets = [4, -2, 7, 0, -5, 9, 3, -1];
  const report = Array.from({ length: 5 }, (_, stage) => flow(nets.map((net) => net + stage)));
  const took = Array.from({ length: 10 }, () => {
    const begun = performance.now();
    queueGrowth(report);
    return performance.now() - begun;
  });
  expect(Math.min(...took)).toBeLessThan(50);
});
