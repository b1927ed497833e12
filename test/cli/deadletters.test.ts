/** What `throughline deadletters` refuses to guess. */
import { expect, test } from "vitest";
import { run } from "../support/deliveryFile.ts";

test.for([
  [["retry"], "Name what to retry by its id, or give --all."],
  [["drop", "d-odd", "--all"], "Name what to drop by its id, or give --all."],
  [["list", "d-odd"], "`list` takes no ids: it lists all."],
  [["bury"], 'There is nothing called "bury" to do.'],
] as const)("%j", async ([words, why]) => {
  const { code, notes } = await run("deadletters", ...words);
  expect([code, notes[0]]).toEqual([2, expect.stringContaining(why)]);
});
