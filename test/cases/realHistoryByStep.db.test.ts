/**
 * Holds a real history that the app's step has read, each turn by another reader, against the same read without a store; `realHistoryBothWays` holds that
 * against what webhooks tell. Name a file of deliveries in THROUGHLINE_TEST_HISTORY, and this runs.
 */
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { deliveryLines } from "../../src/cli/replay/deliveryLines.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { askForHistory } from "../../src/steps/askForHistory.ts";
import { useDatabase } from "../support/database.ts";
import { historyReading, installed } from "../support/historyReading.ts";
import { keptLists, listsOfFacts } from "../support/keptLists.ts";
import { repositoryModel } from "../support/simulatedGitHub/repositoryModel.ts";
import { readHistory } from "../support/simulatedGitHub/readHistory.ts";
import { simulatedGitHub } from "../support/simulatedGitHub/simulatedGitHub.ts";

const file = process.env["THROUGHLINE_TEST_HISTORY"];
const database = useDatabase();

test.skipIf(file === undefined || !existsSync(file))(
  "a real history is the same by the step",
  { timeout: 600_000 },
  async () => {
    const deliveries: Delivery[] = [];
    for await (const line of deliveryLines(file ?? "", () => {})) {
      if (line.kind === "delivery") deliveries.push(line.delivery);
    }
    const now = deliveries.map(({ receivedAt }) => receivedAt).reduce((a, b) => (a > b ? a : b), "");
    const model = repositoryModel(deliveries);
    const repository = { id: model.repository.id, fullName: model.repository.full_name };
    const gitHub = simulatedGitHub(model);
    await installed(database.db, repository, now);
    await askForHistory(database.db, repository.id, { days: null, welcome: false });
    const reading = historyReading(database.db, gitHub, { now: () => now });

    const turns = await reading.toTheEnd();

    console.log(`${gitHub.points()} points, ${gitHub.requests.length} requests, ${turns} turns`);
    const { facts } = await readHistory(simulatedGitHub(model), repository.fullName);
    expect(await keptLists(database.db, repository)).toEqual(listsOfFacts(repository, facts, now));
    expect(reading.said.filter((line) => line.startsWith("warn"))).toEqual([]);
  },
);
