/** Decides whether parts sum to wholes: segments to their visit, visits to the time in the pipeline, waits to the time that a pull request was open. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { type Instant, secondsBetween } from "../../src/instant.ts";
import { faultsOf } from "../../src/timeline/item/audit.ts";
import { foldRepository } from "../../src/timeline/repository.ts";
import type { ItemTimeline } from "../../src/timeline/timeline.ts";
import type { Played } from "../support/scenario.ts";
import { legalHistories, playedHistory } from "./legalHistory.ts";
import { march } from "./march.ts";
import { factsKnown, nowOf, play } from "./runCase.ts";
import { runs, seed } from "./runs.ts";

test("in the month", () => {
  expectSums(play(march), nowOf(march));
});

test(`in any history (seed ${seed})`, { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(legalHistories, (steps) => {
      const history = playedHistory(steps);
      expectSums(history, history.now);
    }),
    { numRuns: runs, seed },
  );
});

function expectSums({ deliveries, told }: Played, now: Instant): void {
  const { items, pullRequests } = foldRepository(factsKnown(deliveries), defaultConfig, now);
  for (const item of items) {
    for (const { enteredAt, leftAt, segments } of item.visits) {
      expect(total(segments, now)).toBe(secondsBetween(enteredAt, leftAt ?? now));
    }
    const visits = item.visits.map(({ enteredAt: from, leftAt: to }) => ({ from, to }));
    expect(total(visits, now), `item ${item.number}`).toBe(secondsInPipeline(item, now));
    expect(faultsOf(item)).toEqual([]);
  }
  const words = new Set(deliveries.map(({ id }) => told(id)));
  for (const { openedAt, closedAt, waits, number } of pullRequests) {
    // While it was closed, nobody had the turn.
    if (words.has(`pull_request.reopened #${number}`)) continue;
    expect(total(waits, now), `pull request ${number}`).toBe(secondsBetween(openedAt, closedAt ?? now));
  }
}

/** From entering to leaving, less the time between a leaving and the coming back, which no visit begins or ends within. */
function secondsInPipeline({ enteredAt, exitedAt, visits }: ItemTimeline, now: Instant): number {
  const away = visits.slice(1).map((visit, index) => secondsBetween(visits[index]?.leftAt ?? now, visit.enteredAt));
  expect(away.filter((seconds) => seconds < 0)).toEqual([]);
  return secondsBetween(enteredAt, exitedAt ?? now) - away.reduce((sum, seconds) => sum + seconds, 0);
}

function total(stretches: readonly { from: Instant; to: Instant | null }[], now: Instant): number {
  return stretches.reduce((sum, { from, to }) => sum + secondsBetween(from, to ?? now), 0);
}
