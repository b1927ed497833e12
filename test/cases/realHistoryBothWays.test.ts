/**
 * Holds a real history, read through the simulated GitHub, against the same history by webhooks. Histories of strangers are not part of the project: name a
 * file of deliveries in THROUGHLINE_TEST_HISTORY, and this runs.
 */
import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { deliveryLines } from "../../src/cli/replay/deliveryLines.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { repositoryModel } from "../support/simulatedGitHub/repositoryModel.ts";
import { type HistoryRead, readHistory } from "../support/simulatedGitHub/readHistory.ts";
import { simulatedGitHub, type SimulatedGitHub } from "../support/simulatedGitHub/simulatedGitHub.ts";
import { atTimesOfApi, differencesOf, isOnlyByApi, isOnlyByWebhook } from "./bothWays.ts";
import { factsKnown, listsOf, withoutDeliveries } from "./runCase.ts";

const file = process.env["THROUGHLINE_TEST_HISTORY"];
const reason = "skipped: THROUGHLINE_TEST_HISTORY names no file";

describe.skipIf(file === undefined || !existsSync(file))(`a real history both ways (${file ?? reason})`, () => {
  let byWebhook: Fact[] = [];
  let gitHub: SimulatedGitHub | null = null;
  let read: HistoryRead = { facts: [], unreadable: 0, pages: 0, waits: [], lacks: [] };
  let fullName = "";

  beforeAll(async () => {
    const deliveries: Delivery[] = [];
    for await (const line of deliveryLines(file ?? "", () => {})) {
      if (line.kind === "delivery") deliveries.push(line.delivery);
    }
    byWebhook = factsKnown(deliveries);
    const model = repositoryModel(deliveries);
    fullName = model.repository.full_name;
    gitHub = simulatedGitHub(model);
    read = await readHistory(gitHub, fullName, { known: byWebhook });
  }, 300_000);

  test("it is read whole, for fewer than a hundred points", () => {
    expect({ ...read, facts: [], pages: 0 }).toEqual({ facts: [], unreadable: 0, pages: 0, waits: [], lacks: [] });
    expect(gitHub?.points()).toBeLessThan(100);
  });

  test("webhooks alone tell nothing but what the list says, remarks on lines, and edits of texts", () => {
    const { webhook } = differencesOf(byWebhook, read.facts);
    expect(webhook.filter((fact) => !isOnlyByWebhook(fact) && !isBesideTimeline(fact)).map(({ key }) => key)).toEqual(
      [],
    );
  });

  test("the API tells nothing that webhooks did not tell", () => {
    expect(differencesOf(byWebhook, read.facts).api.map(({ key }) => key)).toEqual([]);
  });

  test("read by the API, items and pull requests go the way that they go without the facts of the list", () => {
    const alone = new Set(differencesOf(byWebhook, read.facts).webhook.map(({ key }) => key));
    const without = atTimesOfApi(byWebhook, read.facts).filter(({ key }) => !alone.has(key));
    const now = byWebhook.map(({ at }) => at).reduce((a, b) => (a > b ? a : b), "");
    const lists = (facts: readonly Fact[]) => withoutDeliveries(listsOf(fullName, facts, now));
    expect(lists(read.facts.filter((fact) => !isOnlyByApi(fact)))).toEqual(lists(without));
  }, 300_000);
});

function isBesideTimeline({ signal }: Fact): boolean {
  return (
    (signal.kind === "commented" && signal.where === "diff") || (signal.kind === "touched" && signal.what === "edited")
  );
}
