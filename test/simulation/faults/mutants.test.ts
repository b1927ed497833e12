/** The simulation notices what it is there to notice: each broken app is caught within a few runs. */
import { expect, test } from "vitest";
import { mutants } from "./mutants.ts";
import { runsOf, storeInTests } from "./seriesOfRuns.ts";

const mostRuns = 60;

test.each(Object.entries(mutants))("it notices when %s", { timeout: 300_000 }, async (_what, mutant) => {
  let tried = 0;
  for await (const { differences } of runsOf(
    Array.from({ length: mostRuns }, (_, run) => 1 + run),
    { ...storeInTests, mutant },
  )) {
    tried += 1;
    if (differences.length > 0) return;
  }
  expect.fail(`nothing was noticed in ${tried} runs`);
});
