/** Decides whether order, repetition and delay of deliveries change nothing, for the month. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Delivery } from "../../src/signals/delivery.ts";
import { disturbancesInWords, disturbed, ordersAndDelays, ordersAndRepetitions } from "./disturbances.ts";
import { march } from "./march.ts";
import { factsKnown, listsOf, nowOf, play, withoutDeliveries } from "./runCase.ts";
import { runs, seed } from "./runs.ts";

const { deliveries, told } = play(march);
const listsHeard = (heard: readonly Delivery[]) => listsOf(march.repository.fullName, factsKnown(heard), nowOf(march));
const asTold = listsHeard(deliveries);

test(`the month in any order, any of it twice (seed ${seed})`, { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(ordersAndRepetitions, (disturbances) => {
      const heard = listsHeard(disturbed(deliveries, disturbances));
      expect(heard, disturbancesInWords(deliveries, disturbances, told)).toEqual(asTold);
    }),
    { numRuns: runs, seed },
  );
});

test(`the month in any order, any of it late (seed ${seed})`, { timeout: 600_000 }, () => {
  const expected = withoutDeliveries(asTold);
  fc.assert(
    fc.property(ordersAndDelays, (disturbances) => {
      const heard = listsHeard(disturbed(deliveries, disturbances));
      expect(withoutDeliveries(heard), disturbancesInWords(deliveries, disturbances, told)).toEqual(expected);
    }),
    { numRuns: runs, seed },
  );
});
