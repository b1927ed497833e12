/** The week of a repository with more than anybody can read: it is told in time, within GitHub's limit, and says what it left out. */
import { describe, expect, test } from "vitest";
import type { FlowDeployment, FlowItem } from "../../../src/metrics/history.ts";
import { commentLimit } from "../../../src/reports/markdown.ts";
import { type ReportObject, reportSchema } from "../../../src/reports/weekly/reportSchema.ts";
import { weeklySummary } from "../../../src/reports/weekly/weeklySummary.ts";
import { day, flowIssue, flowItem, march, segment, stay } from "../../support/flowItems.ts";
import { emptyHistory, reportOf } from "../../support/historyOf.ts";

const setting = {
  home: "octo/exports",
  web: "https://github.com",
  now: march(16),
  rest: "they are elsewhere.",
};

describe("with 20,000 items under way", () => {
  const items = Array.from({ length: 20_000 }, (_, index) =>
    flowItem([stay(index % 2 === 0 ? "implementation" : "review", 1 + (index % 14))], { number: index + 1 }),
  );
  const report = reportOf({ ...emptyHistory, items }, "2026-W11");
  const titles = new Map(report.ageing.oldest.map(({ number }) => [`octo/exports#${number}`, "x".repeat(255)]));
  const { body } = weeklySummary(report, { ...setting, titles });

  test("stays within what GitHub takes, with its numbers", () => {
    expect(body.length).toBeLessThanOrEqual(commentLimit);
    expect(body).toContain("The numbers as JSON");
  });

  test("lists the oldest, and counts the rest with where it is to be found", () => {
    // Every 14th item came on the 1st; the first of them by number are the oldest.
    expect(report.ageing.oldest).toHaveLength(20_000);
    expect(report.ageing.oldest.slice(0, 3).map(({ number, ageSeconds }) => [number, ageSeconds])).toEqual([
      [1, 15 * day],
      [15, 15 * day],
      [29, 15 * day],
    ]);
    expect(body).toContain("19,995 more items are open: they are elsewhere.");
    expect(numbersIn(body)).toMatchObject({ lists_cut: true });
    expect(numbersIn(body).oldest).toHaveLength(20);
  });
});

test("with 300 failed deployments of 800 pull requests each, the numbers still fit, and say that their lists were cut", () => {
  const deployments = Array.from({ length: 300 }, (_, index) => failedDeployment(index));
  const report = reportOf({ ...emptyHistory, deployments }, "2026-W11");
  const { body } = weeklySummary(report, { ...setting, titles: new Map() });

  expect(body.length).toBeLessThanOrEqual(commentLimit);
  const { lists_cut: isCut, deployments: told } = numbersIn(body);
  expect([isCut, told.did_not_complete.length, told.did_not_complete[0]?.carries.length]).toEqual([true, 10, 20]);
  expect(body).toContain("And 290 more: they are elsewhere.");
  expect(report.deployments.didNotComplete).toHaveLength(300);
});

function failedDeployment(index: number): FlowDeployment {
  return {
    repository: "octo/exports",
    id: index + 1,
    environment: "production",
    kind: "production",
    sha: index.toString(16).padStart(40, "0"),
    createdAt: march(10),
    finishedAt: march(11),
    state: "failure",
    completed: false,
    isRollback: false,
    undoneBy: null,
    undoneAt: null,
    restoredAt: null,
    restoredBy: null,
    carries: Array.from({ length: 800 }, (_, number) => number + 1),
  };
}

/** What a program reads out of the issue. */
function numbersIn(body: string): ReportObject {
  const [, json = "{}"] = /```json\n(.*)\n```/.exec(body) ?? [];
  return reportSchema.parse(JSON.parse(json));
}

test("an open backlog of 3,000 untouched issues does not make shaping the slowest", () => {
  const untouched = Array.from({ length: 3000 }, (_, index) =>
    flowIssue([stay("shaping", 1 + (index % 10))], null, { number: 1000 + index }),
  );
  const reviewed = flowItem([stay("review", 9, 12)], { number: 1 });
  const report = reportOf({ ...emptyHistory, items: [...untouched, reviewed] }, "2026-W11");

  expect(report.slowest.slowest).toMatchObject({ stage: "review", waitingItemDays: 3 });
  expect(report.stages[0]).toMatchObject({ queue: { atEnd: 0, mean: 0 }, backlog: { atEnd: 3000 }, waitingAtEnd: 0 });
  expect(report.ageing.oldest).toEqual([]);
  expect(report.load.openItems).toBe(0);
});

describe("what was shipped", () => {
  const shipped = (number: number): FlowItem =>
    flowItem([stay("review", 1, 2), stay("production-stability", 2, 5), stay("learning-and-flow", 5, 8)], {
      number,
      stage: null,
      releasedAt: march(2),
      exitedAt: march(8),
      outcome: "shipped",
    });
  const report = reportOf(
    { ...emptyHistory, items: Array.from({ length: 50 }, (_, index) => shipped(index + 1)) },
    "2026-W11",
  );

  test("is in no queue, and so none grows", () => {
    expect(report.stages.map(({ queue }) => queue.atEnd)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test("is not named", () => {
    expect(report.ageing.oldest).toEqual([]);
  });

  test("nor are stages that settings time, however much is in them", () => {
    const learning = Array.from({ length: 50 }, (_, index) =>
      flowItem([stay("learning-and-flow", 2, undefined, [segment("retrospective", 2)])], { number: index + 1 }),
    );
    const { slowest, ageing } = reportOf({ ...emptyHistory, items: learning }, "2026-W11");
    expect(slowest).toMatchObject({ slowest: null, runnerUp: null });
    expect(ageing.oldest).toEqual([]);
  });
});
