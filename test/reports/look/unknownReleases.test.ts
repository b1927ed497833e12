/** Work of which nobody knows whether it is live is no work that waits for a release. */
import { expect, test } from "vitest";
import type { FlowDeployment, FlowItem, FlowPullRequest, History } from "../../../src/metrics/history.ts";
import { unknownReleases } from "../../../src/reports/look/unknownReleases.ts";
import { aPullRequest, anItem } from "../../support/pullRequestViews.ts";

const repository = "acme/shop";
const day = (of: number) => `2026-03-${String(of).padStart(2, "0")}T09:00:00Z`;

/** Merged on these days, by number; none is released. */
function merged(
  days: Record<number, number>,
  deployments: FlowDeployment[],
  signal: "deployment" | "release",
): History {
  const numbers = Object.keys(days).map(Number);
  return {
    repositories: [repository],
    items: numbers.map((number): FlowItem => ({
      ...anItem({ number, kind: "pull-request", pullRequests: [number], releasedAt: null, releaseSignal: signal }),
      repository,
    })),
    pullRequests: numbers.map((number): FlowPullRequest => ({
      ...aPullRequest({ number, mergedAt: day(days[number] ?? 1), closedAt: day(days[number] ?? 1) }),
      repository,
    })),
    deployments,
  };
}

function deployment(of: number, carries: number[], completed = true): FlowDeployment {
  const done = { finishedAt: day(of), state: "success", isRollback: false, undoneBy: null, undoneAt: null };
  const restored = { restoredAt: null, restoredBy: null };
  const place = { repository, id: of, environment: "production", kind: "production" as const, sha: "a".repeat(40) };
  return { ...place, ...done, ...restored, createdAt: day(of), completed, carries };
}

test.for([
  ["before the first deployment of which it is known what it brought", [deployment(5, []), deployment(9, [2])], [3]],
  ["nothing, where such a deployment came before all of it", [deployment(2, [9])], [1, 2, 3]],
  ["before the last one, where of none it is known", [deployment(5, []), deployment(20, [])], []],
  ["nothing, where none completed", [deployment(9, [], false)], [1, 2, 3]],
] as const)("left out is what was merged %s", ([, deployments, kept]) => {
  const history = merged({ 1: 3, 2: 8, 3: 12 }, [...deployments], "deployment");
  const { without, items } = unknownReleases(history);
  expect({ kept: without.items.map(({ number }) => number), items }).toEqual({
    kept: [...kept],
    items: 3 - kept.length,
  });
});

test("where releases count, deployments have no say", () => {
  const history = merged({ 1: 3 }, [deployment(9, [2])], "release");
  expect(unknownReleases(history)).toEqual({ without: history, items: 0 });
});
