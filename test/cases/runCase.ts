/** Decides how a case is run: its deliveries through translation and fold, to the objects that `replay --json` prints. */
import * as printed from "../../src/cli/replay/replayObject.ts";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import type { Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { mergeFact } from "../../src/signals/mergeFact.ts";
import { alsoToldByApi } from "../../src/signals/sameFact.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { foldRepository } from "../../src/timeline/repository.ts";
import { instantIn, played, type Played } from "../support/scenario.ts";
import * as expected from "../support/scenario/expectation.ts";
import { factsOf } from "../support/translated.ts";
import type { Case } from "./story.ts";

/** The lists that `replay --json` prints, in its order. */
export type Lists = { items: object[]; pull_requests: object[]; deployments: object[] };

export function play({ year, repository, stories }: Case): Played {
  return played(year, repository, (scenario) => stories.forEach((story) => story.tell(scenario)));
}

export function nowOf({ year, now }: Case): Instant {
  return instantIn(year, now);
}

/** What is known after deliveries in that order, and what the API told, each fact once. */
export function factsKnown(deliveries: readonly Delivery[], byApi: readonly Fact[] = []): Fact[] {
  const known = new Map<string, Fact>();
  for (const fact of [...deliveries.flatMap(factsOnce), ...byApi]) {
    const before = known.get(fact.key);
    known.set(fact.key, before === undefined ? fact : mergeFact(before, fact));
  }
  const twice = alsoToldByApi([...known.values()]);
  return [...known.values()].filter(({ repositoryId, key }) => !twice.has(`${repositoryId} ${key}`));
}

const translated = new WeakMap<Delivery, Fact[]>();

/** Translating takes most of the time of a run, and gives the same each time. */
function factsOnce(delivery: Delivery): Fact[] {
  const facts = translated.get(delivery) ?? factsOf(delivery);
  translated.set(delivery, facts);
  return facts;
}

/** What `replay --json` prints of facts, read without a database. */
export function listsOf(repository: string, facts: readonly Fact[], now: Instant): Lists {
  const { items, pullRequests, knowledge } = foldRepository(facts, defaultConfig, now);
  return {
    items: items.map((item) => printed.itemObject(repository, item)),
    pull_requests: pullRequests.map((pullRequest) => printed.pullRequestObject(repository, pullRequest)),
    deployments: knowledge.deployments.map((deployment) => printed.deploymentObject(repository, deployment)),
  };
}

/** What the stories expect, in the order of `replay --json`. */
export function expectedLists({ year, repository, stories }: Case): Lists {
  const setting = { year, repository: repository.fullName };
  const items = stories.flatMap((story) => story.items).toSorted(byNumber);
  const pullRequests = stories.flatMap((story) => story.pullRequests ?? []).toSorted(byNumber);
  const deployments = stories.flatMap((story) => story.deployments ?? []);
  return {
    items: items.map((item) => expected.itemObject(setting, item)),
    pull_requests: pullRequests.map((pullRequest) => expected.pullRequestObject(setting, pullRequest)),
    deployments: deployments
      .toSorted((a, b) => (a.created < b.created ? -1 : Number(a.created > b.created)))
      .map((deployment) => expected.deploymentObject(setting, deployment)),
  };
}

/** The lists with each delivery as the script tells it, and without commits: neither has a name in a script that a person could write. */
export function inWords(lists: unknown, { told }: Played): unknown {
  return JSON.parse(JSON.stringify(lists), (key, value: unknown) => {
    if (key === "sha") return undefined;
    return key === "delivery" && typeof value === "string" ? told(value) : value;
  });
}

/** Of two deliveries that tell the same, the one received first is named: with another delay, another one. */
export function withoutDeliveries(lists: Lists): unknown {
  return JSON.parse(JSON.stringify(lists), (key, value: unknown) => (key === "delivery" ? undefined : value));
}

function byNumber(a: { number: number }, b: { number: number }): number {
  return a.number - b.number;
}
