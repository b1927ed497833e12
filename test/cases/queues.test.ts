/** Decides whether queues add up on whole histories: Little's law by stage, what came and went against what is there, stays against segments. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { type Instant, instantOfEpochSeconds, epochSeconds, secondsBetween } from "../../src/instant.ts";
import { type Period, secondsWithin } from "../../src/metrics/period.ts";
import { stageFlow } from "../../src/metrics/stageFlow.ts";
import { waitShare } from "../../src/metrics/waitShare.ts";
import { foldRepository } from "../../src/timeline/repository.ts";
import type { ItemTimeline } from "../../src/timeline/timeline.ts";
import type { Played } from "../support/scenario.ts";
import { legalHistories, playedHistory } from "./legalHistory.ts";
import { march } from "./march.ts";
import { factsKnown, nowOf, play } from "./runCase.ts";
import { runs, seed } from "./runs.ts";

test("in the month", () => {
  expectQueues(play(march), nowOf(march));
});

test(`in any history (seed ${seed})`, { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(legalHistories, (steps) => {
      const history = playedHistory(steps);
      expectQueues(history, history.now);
    }),
    { numRuns: runs, seed },
  );
});

function expectQueues({ deliveries }: Played, now: Instant): void {
  const { items } = foldRepository(factsKnown(deliveries), defaultConfig, now);
  for (const period of periodsOf(items, now)) expectSums(items, period);
}

/** All that was told, and a third of it in the middle, whose ends cut stays. */
function periodsOf(items: readonly ItemTimeline[], now: Instant): Period[] {
  const from = items.map(({ enteredAt }) => enteredAt).reduce((a, b) => (a < b ? a : b), now);
  if (from === now) return [];
  const at = (share: number) =>
    instantOfEpochSeconds(Math.floor(epochSeconds(from) + share * secondsBetween(from, now)));
  return [
    { from, to: now },
    { from: at(1 / 3), to: at(2 / 3) },
  ].filter((period) => period.from < period.to);
}

function expectSums(items: readonly ItemTimeline[], period: Period): void {
  const length = secondsBetween(period.from, period.to);
  const shares = waitShare(items, period);
  for (const { stage, whole, queue, backlog } of stageFlow(items, period)) {
    const segments = items.flatMap(({ visits }) =>
      visits.flatMap((visit) => (visit.stage === stage ? visit.segments : [])),
    );
    const seconds = segments.reduce((sum, segment) => sum + secondsWithin(segment, period), 0);
    expect(whole.mean * length, stage).toBeCloseTo(seconds, 3);
    for (const flow of [whole, queue, ...(backlog === null ? [] : [backlog])])
      expect(flow.atStart + flow.arrivals - flow.departures, stage).toBe(flow.atEnd);
    const share = shares.stages.find((each) => each.stage === stage);
    if (share) expect(queue.mean * length, stage).toBeCloseTo(share.stageSeconds, 3);
    if (backlog) expect(backlog.mean * length).toBeCloseTo(shares.backlogSeconds, 3);
  }
}
