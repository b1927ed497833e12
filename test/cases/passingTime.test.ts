/** Decides whether an item says itself when time alone will change it: until then it may be left as it was folded, even where our clock is behind GitHub's. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { addSeconds, endOfTime, type Instant } from "../../src/instant.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { foldItems, foldSettings, knowledgeOf } from "../../src/timeline/repository.ts";
import type { ItemTimeline } from "../../src/timeline/timeline.ts";
import { generatedRepository, legalHistories, playedHistory } from "./legalHistory.ts";
import { march } from "./march.ts";
import { factsKnown, nowOf, play } from "./runCase.ts";
import { runs, seed } from "./runs.ts";

const daySeconds = 24 * 3600;

test("in the month, from any day to the next ones", () => {
  const facts = factsKnown(play(march).deliveries);
  for (let day = 0; day <= 60; day += 7) {
    const from = addSeconds(nowOf(march), -day * daySeconds);
    for (const days of [0.04, 1, 8]) expectLeft(facts, from, addSeconds(from, days * daySeconds));
  }
});

test(`in any history (seed ${seed})`, { timeout: 600_000 }, () => {
  const seconds = fc.nat({ max: 120 * daySeconds });
  fc.assert(
    fc.property(legalHistories, seconds, seconds, (steps, before, after) => {
      const { deliveries, now } = playedHistory(steps);
      const from = addSeconds(now, -before);
      expectLeft(factsKnown(deliveries), from, addSeconds(from, after));
    }),
    { numRuns: runs, seed },
  );
});

/** What was folded at `from`, and says that nothing will change it until `to`, is as it is folded then. */
function expectLeft(facts: readonly Fact[], from: Instant, to: Instant): void {
  const [before, after] = [foldedAt(facts, from), foldedAt(facts, to)];
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [number, item] of before) {
    if (item.nextChangeAt !== null && item.nextChangeAt <= to) continue;
    expect(after.get(number), `item ${number} folded at ${from}, and at ${to}`).toEqual(item);
  }
}

function foldedAt(facts: readonly Fact[], now: Instant): Map<number, ItemTimeline> {
  const settings = foldSettings(defaultConfig, now, endOfTime);
  const { items } = foldItems(
    facts,
    knowledgeOf(facts[0]?.repositoryId ?? generatedRepository.id, facts, settings),
    settings,
  );
  return new Map(items.map((item) => [item.number, item]));
}
