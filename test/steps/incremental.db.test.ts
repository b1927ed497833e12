/** Promise: deliveries in whatever batches, folded after each, come to the same as one fold of everything. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { itemPages, pullRequestPages } from "../../src/timeline/timelineReader.ts";
import { useDatabase } from "../support/database.ts";
import { folded } from "../support/folded.ts";
import { legalHistories, playedHistory } from "../cases/legalHistory.ts";
import { runs, seed } from "../cases/runs.ts";
import { stepContext } from "../support/stepContext.ts";

const database = useDatabase();

/** Each history is told of a repository of its own, so that one database serves all. */
let repositoryId = 5000;

it(`folds step by step what it folds at once (seed ${seed})`, { timeout: 120_000 }, async () => {
  const batchSizes = fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 20 });
  const history = fc.tuple(legalHistories, batchSizes, fc.infiniteStream(fc.nat()));
  await fc.assert(
    fc.asyncProperty(history, async ([steps, sizes, order]) => {
      repositoryId += 1;
      const { deliveries, now } = playedHistory(steps);
      const heard = shuffled(deliveries.map(elsewhere), order);
      for (const batch of batches(heard, sizes)) await takeAndFold(batch, now);
      const { items, pullRequests } = folded(heard, { now });
      expect(await keptOf(repositoryId)).toEqual({ items, pullRequests });
    }),
    { numRuns: Math.ceil(runs / 10), seed },
  );
});

/** The same, told of the repository that is in turn. */
function elsewhere(delivery: Delivery): Delivery {
  const told = JSON.stringify(delivery.payload).replaceAll(/"id":4004\b/g, `"id":${repositoryId}`);
  const payload: unknown = JSON.parse(told);
  return { ...delivery, payload };
}

function shuffled<T>(all: readonly T[], order: Iterable<number>): T[] {
  const left = [...all];
  const drawn: T[] = [];
  for (const draw of order) {
    if (left.length === 0) break;
    drawn.push(...left.splice(draw % left.length, 1));
  }
  return drawn;
}

async function takeAndFold(batch: readonly Delivery[], now: Instant): Promise<void> {
  const { db } = database;
  await db.transaction().execute((trx) => keepFacts(trx, readDeliveries(batch)));
  const context = stepContext({
    db,
    now: () => now,
    keepPayloadsDays: { checks: 0, others: 0 },
  });
  const fold = folder(context);
  while ((await fold()) > 0);
}

async function keptOf(id: number): Promise<object> {
  const [items, pullRequests] = [itemPages(database.db, id), pullRequestPages(database.db, id)];
  return { items: await allOf(items), pullRequests: await allOf(pullRequests) };
}

async function allOf<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

function batches<T>(all: readonly T[], sizes: readonly number[]): T[][] {
  const cut: T[][] = [];
  for (let from = 0, index = 0; from < all.length; index += 1) {
    const to = from + (sizes[index % sizes.length] ?? 1);
    cut.push(all.slice(from, to));
    from = to;
  }
  return cut;
}
