/** Decides whether the month comes out of the command line as it does out of the fold: file, database, folds in batches, JSON. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { replayCommand } from "../../src/cli/replay.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { march } from "./march.ts";
import { factsKnown, listsOf, nowOf, play } from "./runCase.ts";

test("replay --json prints the month that the fold gives", { timeout: 60_000 }, async () => {
  const { deliveries } = play(march);
  const file = fileOf(deliveries);

  const printed: string[] = [];
  const noted: string[] = [];
  const words = [file, "--now", nowOf(march), "--json"];
  const exit = await replayCommand.run(words, {
    result: (line) => printed.push(line),
    note: (line) => noted.push(line),
  });

  const object: unknown = JSON.parse(printed.join("\n"));
  const { fullName } = march.repository;
  expect(object).toEqual({
    deliveries: { read: deliveries.length, accepted: deliveries.length, duplicate: 0, ignored: 0, rejected: 0 },
    repositories: [fullName],
    ...listsOf(fullName, factsKnown(deliveries), nowOf(march)),
  });
  expect({ exit, noted }).toEqual({ exit: 0, noted: [] });
});

/** One delivery a line, as `replay` reads them; gone after the test. */
function fileOf(deliveries: readonly Delivery[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), "throughline-march-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "march.ndjson");
  const lines = deliveries.map(({ id, event, receivedAt, payload }) =>
    JSON.stringify({ id, event, received_at: receivedAt, payload }),
  );
  writeFileSync(file, lines.join("\n"));
  return file;
}
