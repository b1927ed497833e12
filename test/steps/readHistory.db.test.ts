/** What is read of repositories for the metrics. */
import { beforeEach, expect, test } from "vitest";
import { endOfTime } from "../../src/instant.ts";
import { everythingWithin, since } from "../../src/metrics/history.ts";
import { readHistory } from "../../src/steps/readHistory.ts";
import { saveDeployments } from "../../src/timeline/deploymentStore.ts";
import { beginGeneration, generationsOf } from "../../src/timeline/generations.ts";
import { flowsWithin, titlesOf } from "../../src/timeline/timelineReader.ts";
import { saveTimelines } from "../../src/timeline/timelineStore.ts";
import type { ItemTimeline, PullRequestTimeline } from "../../src/timeline/timeline.ts";
import { useDatabase } from "../support/database.ts";
import { deployed, march, reworked, span, stay } from "../support/flowItems.ts";
import { throughTheStore } from "../support/historyOf.ts";
import { anItem, aPullRequest } from "../support/pullRequestViews.ts";

const database = useDatabase();
const shop = { id: 1001, fullName: "acme/shop" };
const sinceFirst = everythingWithin(since(march(1)));
const blog = { id: 2002, fullName: "acme/blog" };

beforeEach(async () => {
  for (const { id } of [shop, blog]) await generationsOf(database.db, id);
});

test("items come back with all that the metrics read, by number", async () => {
  const open = item(2, {
    visits: [stay("shaping", 1, 3), stay("review", 3)],
    tasks: [span("initial-triage", 1, 2), span("human-review", 3)],
    rework: [reworked("review-round", "review", 4)],
    owned: [{ from: march(1), to: null }],
    priorityChanges: [march(2)],
    value: 8,
  });
  const gone = item(1, { visits: [stay("review", 1, 9)], stage: null, exitedAt: march(9), outcome: "dropped" });
  await keep(shop.id, [open, gone]);

  expect(await flowsWithin(database.db, shop.id, since(march(1)))).toEqual(throughTheStore([gone, open]));
});

test.for([
  [march(9), endOfTime, [1, 2, 3]],
  [march(10), endOfTime, [2, 3]],
  [march(9), march(10), [1, 2]],
  [march(12), march(13), [2, 3]],
] as const)("of %s to %s items are read that had not left before and that had come", async ([from, to, numbers]) => {
  await keep(shop.id, [
    item(1, { stage: null, exitedAt: march(9), outcome: "shipped" }),
    item(2),
    item(3, { enteredAt: march(10) }),
  ]);
  expect((await flowsWithin(database.db, shop.id, { from, to })).map(({ number }) => number)).toEqual(numbers);
});

test("of several periods each thing is read once, and what lies between them is not", async () => {
  const gone = (number: number, from: number, to: number) =>
    item(number, { enteredAt: march(from), stage: null, exitedAt: march(to), outcome: "shipped" });
  await keep(
    shop.id,
    [gone(1, 1, 2), gone(2, 4, 5), gone(3, 1, 9)],
    [aPullRequest({ number: 4, openedAt: march(1) }), aPullRequest({ number: 5, openedAt: march(9) })],
  );
  await saveDeployments(database.db, { repositoryId: shop.id, generation: 0 }, [deployed(1), deployed(4), deployed(8)]);
  const periods = [
    { from: march(8), to: march(9) },
    { from: march(1), to: march(3) },
  ];
  const history = await readHistory(database.db, [shop], everythingWithin(...periods));
  expect(history.items.map(({ number }) => number)).toEqual([1, 3]);
  expect(history.pullRequests.map(({ number }) => number)).toEqual([4]);
  expect(history.deployments.map(({ createdAt }) => createdAt)).toEqual(
    [deployed(1), deployed(8)].map((each) => each.createdAt),
  );
});

test("titles are those of the items that are asked for, in that repository", async () => {
  await keep(shop.id, [item(1, { title: "One" }), item(2, { title: "Two" })]);
  await keep(blog.id, [item(3, { title: "Three" })]);
  expect(await titlesOf(database.db, shop.id, [2, 3])).toEqual(new Map([[2, "Two"]]));
  expect(await titlesOf(database.db, shop.id, [])).toEqual(new Map());
});

test("several repositories are read as one, each thing with the name of its own", async () => {
  await keep(shop.id, [item(1)], [aPullRequest({ number: 1 })]);
  await keep(blog.id, [item(1)], [aPullRequest({ number: 1 })]);
  const { repository: _, ...deployment } = deployed(2);
  await saveDeployments(database.db, { repositoryId: blog.id, generation: 0 }, [deployment]);

  const history = await readHistory(database.db, [shop, blog], sinceFirst);
  expect(history.repositories).toEqual(["acme/shop", "acme/blog"]);
  expect(history.items.map(({ repository, number }) => [repository, number])).toEqual([
    ["acme/shop", 1],
    ["acme/blog", 1],
  ]);
  expect(history.pullRequests.map(({ repository }) => repository)).toEqual(["acme/shop", "acme/blog"]);
  expect(history.deployments).toEqual([deployed(2, { repository: "acme/blog" })]);

  expect((await readHistory(database.db, [shop], sinceFirst)).items.map(({ repository }) => repository)).toEqual([
    "acme/shop",
  ]);
});

test("what the configuration ignores is left out", async () => {
  await keep(
    shop.id,
    [item(1), item(2, { ignored: true })],
    [aPullRequest({ number: 1, ignored: true }), aPullRequest({ number: 2 })],
  );
  const { items, pullRequests } = await readHistory(database.db, [shop], sinceFirst);
  expect([items, pullRequests].map((all) => all.map(({ number }) => number))).toEqual([[1], [2]]);
});

test("only the timelines in force are read", async () => {
  const next = await beginGeneration(database.db, shop.id);
  await keep(shop.id, [item(1)]);
  await keep(shop.id, [item(2)], [aPullRequest({ number: 2 })], next);
  const { items, pullRequests } = await readHistory(database.db, [shop], sinceFirst);
  expect(items.map(({ number }) => number)).toEqual([1]);
  expect(pullRequests).toEqual([]);
});

function item(number: number, changes: Partial<ItemTimeline> = {}): ItemTimeline {
  return anItem({ number, pullRequests: [number], enteredAt: march(1), visits: [stay("review", 1)], ...changes });
}

async function keep(
  repositoryId: number,
  items: ItemTimeline[],
  pullRequests: PullRequestTimeline[] = [],
  generation = 0,
): Promise<void> {
  const subjects = items.map(({ number }): `#${number}` => `#${number}`);
  await saveTimelines(database.db, { repositoryId, generation }, subjects, { items, pullRequests });
}
