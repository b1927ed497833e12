/** Decides how one half of a series of runs is tested; the halves are files of their own, so that each has a core. */
import { expect, test } from "vitest";
import { failureIn, onlySeed, runsOf, seedsInTests, storeInTests } from "./seriesOfRuns.ts";

export function tryRuns(half: 0 | 1): void {
  const seeds = seedsInTests.filter((_, run) => run % 2 === half);
  test.runIf(seeds.length > 0)(
    `${seeds.length} runs with faults, from seed ${seeds[0]}`,
    { timeout: 600_000 },
    async () => {
      let struck = 0;
      for await (const run of runsOf(seeds, storeInTests)) {
        expect(failureIn(run)).toBeNull();
        struck += [...(run.world?.struck.values() ?? [])].reduce((sum, times) => sum + times, 0);
      }
      // A series in which nothing strikes proves nothing.
      if (onlySeed === null) expect(struck).toBeGreaterThan(seeds.length);
    },
  );
}
