/** Pipelines whose truth is known: is the slowest stage named rightly, and none where none is? `npm run simulate:slowest` has more seeds. */
import { describe, expect, test } from "vitest";
import { slowestStage } from "../../src/metrics/slowestStage.ts";
import { queueEvidence } from "../../src/metrics/queueEvidence.ts";
import { stageWeeks } from "../../src/metrics/stageWeeks.ts";
import { counted } from "./countedByHand.ts";
import { itemsOf, run, weeksRead } from "./pipeline.ts";
import { allWeeks, figuresOf, pipelineOf } from "./trials.ts";

describe("a stage overloaded by 25% for eight weeks, of five that use 80% of their capacity", () => {
  test.each([
    { arrivalsPerWeek: 10, seeds: 40, named: 0.75 },
    { arrivalsPerWeek: 40, seeds: 40, named: 0.9 },
    { arrivalsPerWeek: 160, seeds: 20, named: 0.95 },
  ])("is named rightly at $arrivalsPerWeek a week, and without it hardly ever is any called growing", (row) => {
    const figures = figuresOf({ arrivalsPerWeek: row.arrivalsPerWeek, load: 0.8, servers: 1 }, row.seeds, 1);
    expect(figures.named).toBeGreaterThanOrEqual(row.named);
    expect(figures.wronglyGrowing).toBeLessThanOrEqual(0.05);
    expect(figures.falseAlarms).toBeLessThanOrEqual(0.05);
  });

  test("at 160 a week is told as growing, and the rest as steady", () => {
    const figures = figuresOf({ arrivalsPerWeek: 160, load: 0.8, servers: 80 }, 5, 1);
    expect(figures).toMatchObject({ named: 1, calledGrowing: 1, falseAlarms: 0, steady: 1 });
  });
});

describe("25 a week against a capacity of 10", () => {
  const setting = { arrivalsPerWeek: 25, load: 0.8, servers: 1 };
  const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
  const histories = seeds.map((seed) => itemsOf(run({ seed, ...pipelineOf(setting, "review", 10) })));

  test("show a queue growing by 15 a week", () => {
    const verdicts = histories.map((items) => slowestStage(items, weeksRead, allWeeks).slowest!);
    expect(new Set(verdicts.map(({ stage, growth }) => `${stage} ${growth.verdict}`))).toEqual(
      new Set(["review growing"]),
    );
    const perWeek = verdicts.map(({ growth }) => growth.perWeek!);
    // Of 20 histories the mean lies within 15 +- 1, twice its standard error of √(35 / 8 / 20) = 0.47.
    expect(Math.abs(perWeek.reduce((sum, each) => sum + each, 0) / seeds.length - 15)).toBeLessThan(1);
  });

  test("with the numbers that a count by hand gives", () => {
    for (const items of histories) {
      const row = stageWeeks(items, weeksRead).find(({ stage }) => stage === "review")!;
      const byHand = counted(items, "review", allWeeks);
      expect(queueEvidence(row, weeksRead)).toEqual({
        stage: "review",
        period: allWeeks,
        arrivals: byHand.arrivals,
        departures: byHand.departures,
        queueAtStart: byHand.atStart,
        queueAtEnd: byHand.atEnd,
        perWeek: (byHand.arrivals - byHand.departures) / 8,
      });
    }
  });
});

test("3,000 untouched issues beside it change nothing of what is slowest", () => {
  const items = itemsOf(run({ seed: 5, ...pipelineOf({ arrivalsPerWeek: 40, load: 0.8, servers: 1 }, "release", 32) }));
  const [first] = items;
  const untouched = Array.from({ length: 3000 }, (_, index) => {
    const openedAt = weeksRead[index % 8]!.from;
    const visits = [{ ...first!.visits[0]!, stage: "shaping" as const, enteredAt: openedAt, leftAt: null }];
    const segments = [{ on: "attention" as const, from: openedAt, to: null }];
    const tasks = [{ task: "initial-triage" as const, startedAt: openedAt, endedAt: null }];
    return { ...first!, number: 10_000 + index, visits: visits.map((visit) => ({ ...visit, segments })), tasks };
  });
  const alone = slowestStage(items, weeksRead, allWeeks);
  expect(alone.slowest?.stage).toBe("release");
  expect(slowestStage([...items, ...untouched], weeksRead, allWeeks)).toEqual(alone);
});
