/** Decides whether the API tells of the month what webhooks told, but for what only they can tell. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Fact } from "../../src/signals/signal.ts";
import { repositoryModel } from "../support/simulatedGitHub/repositoryModel.ts";
import { type HistoryRead, readHistory } from "../support/simulatedGitHub/readHistory.ts";
import { simulatedGitHub } from "../support/simulatedGitHub/simulatedGitHub.ts";
import { atTimesOfApi, differencesOf, isOnlyByApi, isOnlyByWebhook } from "./bothWays.ts";
import { march } from "./march.ts";
import { library, notes } from "./otherRepositories.ts";
import { factsKnown, listsOf, nowOf, play, withoutDeliveries } from "./runCase.ts";

describe.each([march, library, notes])("$repository.fullName", (of) => {
  const { deliveries } = play(of);
  const byWebhook = factsKnown(deliveries);
  const { fullName } = of.repository;
  let read: HistoryRead = { facts: [], unreadable: 0, pages: 0, waits: [], lacks: [] };
  beforeAll(async () => {
    read = await readHistory(simulatedGitHub(repositoryModel(deliveries)), fullName, { known: byWebhook });
  });

  test("every node is read, without waiting and with nothing kept back", () => {
    expect({ ...read, facts: [], pages: 0 }).toEqual({ facts: [], unreadable: 0, pages: 0, waits: [], lacks: [] });
  });

  test("webhooks alone tell nothing but what the list says", () => {
    const { webhook } = differencesOf(byWebhook, read.facts);
    expect(webhook.filter((fact) => !isOnlyByWebhook(fact) && !wasDraft(fact)).map(({ key }) => key)).toEqual([]);
  });

  test("the API tells nothing that webhooks did not tell", () => {
    expect(differencesOf(byWebhook, read.facts).api.map(({ key }) => key)).toEqual([]);
  });

  test("what both tell says the same", () => {
    const others = new Map(read.facts.map((fact) => [fact.key, fact]));
    const told = byWebhook.filter(({ key }) => others.has(key));
    const differing = told.filter((fact) => !isSame(fact, others.get(fact.key)));
    expect(differing.map(({ key }) => key)).toEqual([]);
  });

  test("read by the API, items and pull requests go the way that they go without the facts of the list", () => {
    const without = atTimesOfApi(byWebhook, read.facts).filter((fact) => !wasDraft(fact));
    const lists = (facts: readonly Fact[]) => withoutDeliveries(listsOf(fullName, facts, nowOf(of)));
    expect(lists(read.facts.filter((fact) => !isOnlyByApi(fact)))).toEqual(lists(without));
  });

  test("read by the API on top of the webhooks, nothing changes but deliveries and times of receipt", () => {
    const lists = (facts: readonly Fact[]) => withoutDeliveries(listsOf(fullName, facts, nowOf(of)));
    const kept = factsKnown(deliveries, read.facts);
    expect(kept.filter(isOnlyByWebhook).length).toBe(byWebhook.filter(isOnlyByWebhook).length);
    expect(lists(kept)).toEqual(lists([...byWebhook.filter(isOnlyByWebhook), ...atTimesOfApi(byWebhook, read.facts)]));
  });
});

function wasDraft({ signal }: Fact): boolean {
  return signal.kind === "release" && signal.state === "created";
}

/** Where the tag points is the API's alone, and a branch that a release was made from is the webhook's. */
function isSame(a: Fact, b: Fact | undefined): boolean {
  const said = ({ signal }: Fact) => JSON.stringify(signal.kind === "release" ? { ...signal, target: "" } : signal);
  return b !== undefined && said(a) === said(b);
}
