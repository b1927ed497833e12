/** How a link that somebody made in the Development box makes one item of an issue and a pull request. */
import { expect, test } from "vitest";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { mergeFact } from "../../src/signals/mergeFact.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { foldRepository } from "../../src/timeline/repository.ts";
import { issueOpened, pullRequestEvent, pullRequestOpened } from "../support/payloads.ts";
import { repositoryModel } from "../support/simulatedGitHub/repositoryModel.ts";
import { readHistory } from "../support/simulatedGitHub/readHistory.ts";
import { simulatedGitHub } from "../support/simulatedGitHub/simulatedGitHub.ts";
import { factsOf } from "../support/translated.ts";

const at = "2026-03-02T09:00:00Z";
const deliveries = [issueOpened({ number: 1, at }), pullRequestOpened({ number: 2, at, head: "faster" })];

test("an issue linked by hand and its pull request are one item, though no webhook told so", async () => {
  expect(itemsIn(await read([1]))).toEqual([[1, [2]]]);
});

test("the link stays when a later webhook shows the pull request without it", async () => {
  const edited = factsOf(
    pullRequestEvent("edited", { number: 2, at: "2026-03-05T09:00:00Z", createdAt: at, head: "faster" }),
  );

  expect(itemsIn([...(await read([1])), ...edited])).toEqual([[1, [2]]]);
});

test("a link that is gone when it is read again is none", async () => {
  const before = await read([1], "2026-03-03T00:00:00Z");
  const now = await read([], "2026-03-04T00:00:00Z");

  expect(itemsIn([...before, ...now])).toEqual([
    [1, []],
    [2, [2]],
  ]);
  expect(itemsIn([...now, ...before])).toEqual(itemsIn([...before, ...now]));
});

async function read(linked: number[], receivedAt = "2026-03-03T00:00:00Z"): Promise<Fact[]> {
  const model = repositoryModel(deliveries);
  model.developmentLinks.set(2, linked);
  return (await readHistory(simulatedGitHub(model), "acme/shop", { receivedAt })).facts;
}

function itemsIn(facts: readonly Fact[]): [number, readonly number[]][] {
  const kept = new Map<string, Fact>();
  for (const fact of facts) {
    const known = kept.get(fact.key);
    kept.set(fact.key, known === undefined ? fact : mergeFact(known, fact));
  }
  const { items } = foldRepository([...kept.values()], defaultConfig, "2026-03-10T09:00:00Z");
  return items.map(({ number, pullRequests }) => [number, pullRequests]);
}
