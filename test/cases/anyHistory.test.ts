/** Decides whether order, repetition and delay of deliveries change nothing, whatever happened. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Delivery } from "../../src/signals/delivery.ts";
import { type Disturbance, disturbancesInWords, disturbed, ordersAndDelays } from "./disturbances.ts";
import { generatedRepository, legalHistories, playedHistory, type Step } from "./legalHistory.ts";
import { factsKnown, listsOf, withoutDeliveries } from "./runCase.ts";
import { runs, seed } from "./runs.ts";

test(`any history in any order, any of it twice or late (seed ${seed})`, { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(legalHistories, ordersAndDelays, (steps, disturbances) => {
      const story = playedHistory(steps);
      const known = (heard: readonly Delivery[]) =>
        withoutDeliveries(listsOf(generatedRepository.fullName, factsKnown(heard), story.now));
      const words = disturbancesInWords(story.deliveries, disturbances, story.told);
      expect(known(disturbed(story.deliveries, disturbances)), words).toEqual(known(story.deliveries));
    }),
    { numRuns: runs, seed, examples: [twoPushesInOneSecond] },
  );
});

/** Once found by chance: which of two pushes of one second was the head was told by the order of arrival. */
const twoPushesInOneSecond: [Step[], Disturbance[]] = [
  [0, 8093, 5242, 5760, 0, 1091, 8387, 0, 0, 170].map((choice) => ({ afterMinutes: choice === 1091 ? 1 : 0, choice })),
  [
    { kind: "moved", which: 0, to: 551_064 },
    { kind: "moved", which: 307_127, to: 93_786 },
  ],
];
