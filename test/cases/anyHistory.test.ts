/** Decides whether order, repetition and delay of deliveries change nothing, whatever happened. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Delivery } from "../../src/signals/delivery.ts";
import { disturbancesInWords, disturbed, ordersAndDelays } from "./disturbances.ts";
import { generatedRepository, legalHistories, playedHistory } from "./legalHistory.ts";
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
    { numRuns: runs, seed },
  );
});
