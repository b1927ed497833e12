/** Decides how one half of a series of runs is tested; the halves are files of their own, so that each has a core. */
import { expect, test } from "vitest";
import { failureIn, firstSeed, onlySeed, runs, runsOf } from "./seriesOfRuns.ts";

export function tryRuns(half: 0 | 1): void {
  const seeds = Array.from({ length: runs }, (_, run) => firstSeed + run).filter((_, run) => run % 2 === half);
  test.runIf(seeds.length > 0)(
    `${seeds.length} runs with faults, from seed ${firstSeed}`,
    { timeout: 600_000 },
    async () => {
      let struck = 0;
      for await (const run of runsOf(seeds)) {
        expect(failureIn(run)).toBeNull();
        struck += [...(run.world?.struck.values() ?? [])].reduce((sum, times) => sum + times, 0);
      }
      // A series in which nothing strikes proves nothing.
      if (onlySeed === null) expect(struck).toBeGreaterThan(seeds.length);
    },
  );
}
