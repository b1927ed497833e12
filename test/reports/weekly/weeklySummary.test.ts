/** Decides in which order the weekly summary is read, and that the whole of it harms nobody. */
import { describe, expect, test } from "vitest";
import { weeklySummary } from "../../../src/reports/weekly/weeklySummary.ts";
import type { WeeklyReport } from "../../../src/reports/weekly/weeklyReport.ts";
import { day } from "../../support/flowItems.ts";
import { nodesOf, parse } from "../../support/renderedMarkdown.ts";
import {
  aReport,
  aSetting,
  growing,
  growth,
  queue,
  ranked,
  slowest,
  stageRows,
  trouble,
  waits,
} from "../../support/weeklyReports.ts";

const none = { p50Seconds: null, p85Seconds: null, n: 0 };
const old = {
  repository: "octo/exports",
  number: 7,
  stage: "review",
  ageSeconds: 39 * day,
  waitingOn: "reviewer",
  since: null,
  isOverP85: true,
} as const;

/** A week in which there is something to say everywhere. */
function full(changes: Partial<WeeklyReport> = {}): WeeklyReport {
  const base = aReport();
  const review = growing("review", [2, 2, 2, 2, 2, 2, 2, 2], [1, 1, 1, 1, 1, 1, 1, 1], 6);
  return aReport({
    slowest: slowest([review, ranked("shaping", { items: 3, waitingItemDays: 4 })], {
      by: "growth-test",
      pValue: 0.01,
      n: 8,
    }),
    stages: stageRows({ review: { ...queue([6, 7, 8, 9, 10, 11, 12, 13, 14], 2, 1), limit: 10 } }),
    waits: waits({ stage: "review", on: "reviewer", days: 22 }, { stage: "shaping", on: "decision", days: 4 }),
    deployments: { ...base.deployments, didNotComplete: [trouble()] },
    ageing: {
      oldest: [old],
      stages: [{ stage: "review", open: 14, overP50: 9, overP85: 5, usual: { p50Seconds: 1, p85Seconds: 2, n: 9 } }],
      backlog: none,
    },
    ai: { ...base.ai, review: { atStart: 13, arrivals: 2, departures: 1, atEnd: 14, mean: 13 } },
    rework: { ...base.rework, counts: [{ kind: "review-round", stage: "review", times: 2 }] },
    ...changes,
  });
}

test("is read in the order of its weight", () => {
  const { body } = weeklySummary(full(), aSetting);
  const found = body.match(
    /^(\*\*.+?\*\*|- \*\*(Released|At this rate):\*\*|<summary>\w[\w ]*|\| Stage \| Queue \(in|_Mon)/gm,
  );
  expect(found).toEqual([
    "**Review is the slowest stage: its queue grows.**",
    "**Limit reached:**",
    "**What would help**",
    "**What AI cannot fix**",
    "| Stage | Queue (in",
    "**Queues:**",
    "- **Released:**",
    "- **At this rate:**",
    "**Talked about it? Close this issue:**",
    "<summary>Deployments",
    "<summary>Oldest work",
    "<summary>AI and review",
    "<summary>Forecast",
    "<summary>Each stage in full",
    "<summary>What work waited on",
    "<summary>Rework",
    "<summary>Hand",
    "<summary>How far to trust these numbers",
    "<summary>The numbers as JSON",
    "_Mon",
  ]);
});

test("is named after its week, and says of when and by which configuration it is", () => {
  const { title, asOf } = weeklySummary(full(), aSetting);
  expect(title).toBe("Where work waited: week 2026-W48");
  expect(asOf).toBe(
    "_Mon 23 Nov 00:00 UTC to Mon 30 Nov 00:00 UTC, with the default configuration. As of Mon 30 Nov 08:00 UTC._",
  );
  const health = { ...full().health, configCommit: "5f0c1f1c5f0c1f1c" };
  expect(weeklySummary(full({ health }), aSetting).asOf).toContain("with the configuration of commit 5f0c1f1.");
});

/** Words that are read, link addresses and marks left out. */
function wordsOf(markdown: string): number {
  return markdown
    .replaceAll(/\]\([^)]*\)/g, "]")
    .split(/\s+/)
    .filter((word) => /[\p{L}\d]/u.test(word)).length;
}

test("can be read on a phone in a minute: few words stand above the table, and what is long is folded", () => {
  const { body } = weeklySummary(full(), aSetting);
  expect(wordsOf(body.slice(0, body.indexOf("| Stage")))).toBeLessThan(200);
  expect(wordsOf(body.replaceAll(/<details>[\s\S]*?<\/details>/g, ""))).toBeLessThan(450);
});

test("holds every number as JSON, without a mark that would ping", () => {
  const code = nodesOf(parse(weeklySummary(full(), aSetting).body)).flatMap((node) =>
    node.type === "code" && node.lang === "json" ? [node.value] : [],
  );
  expect(code).toHaveLength(1);
  expect(JSON.parse(code[0] ?? "")).toMatchObject({ week: "2026-W48", slowest_stage: { stage: "review" } });
});

test("of several repositories names each", () => {
  const repositories = ["octo/exports", "octo/imports"];
  expect(weeklySummary(full({ repositories }), aSetting).body).toContain(
    "\n\nOf `octo/exports`, `octo/imports`, read as one.\n\n",
  );
});

describe("of an empty repository", () => {
  const { body } = weeklySummary(
    aReport({ slowest: slowest([], null), forecast: null, cycleTime: { ...aReport().cycleTime, fromIdea: none } }),
    aSetting,
  );

  test("is short and promises nothing", () => {
    expect(body).toMatch(/^\*\*Nothing waited this week\.\*\*/);
    expect(body).not.toContain("What would help");
    expect(body).toContain("**Cycle time:** nothing was released.");
  });
});

test("one is never many", () => {
  const little = slowest(
    [ranked("review", { items: 1, waitingItemDays: 1.2, growth: growth("not-enough-work") })],
    null,
  );
  const { body } = weeklySummary(full({ slowest: little }), aSetting);
  expect(body.replaceAll(/```json[\s\S]*?```/g, "")).not.toMatch(/\b1 (items|days|weeks|reviews|pull requests)\b/);
});
