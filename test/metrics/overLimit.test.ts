import { expect, test } from "vitest";
import { overLimits } from "../../src/metrics/overLimit.ts";
import type { StageSlug } from "../../src/stages.ts";
import { aVisit } from "../support/pullRequestViews.ts";

const now = "2026-03-09T00:00:00Z";

function itemIn(stage: StageSlug, leftAt: string | null = null) {
  return { kind: "issue" as const, visits: [aVisit(stage, "2026-03-02T00:00:00Z", leftAt)], tasks: [] };
}

test.each([
  ["nothing without a limit", {}, []],
  ["nothing below it", { review: 3 }, []],
  ["the queue that has reached it", { review: 2 }, [{ stage: "review", queue: 2, limit: 2 }]],
  ["each stage, in order", { review: 1, design: 1 }, ["design", "review"]],
  ["no backlog: an issue whose triage has not ended", { shaping: 1 }, []],
])("%s", (_, limits, expected) => {
  const items = [itemIn("review"), itemIn("review"), itemIn("review", now), itemIn("design"), itemIn("shaping")];

  const found = overLimits(items, now, limits);

  expect(typeof expected[0] === "string" ? found.map(({ stage }) => stage) : found).toEqual(expected);
});
