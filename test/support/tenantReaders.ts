/** Decides which functions tell of one repository's rows, and what each says where there are none: all of them, so that each can be held against another tenant. */
import type { Kysely, Transaction } from "kysely";
import type { Tables } from "../../src/db/tables.ts";
import { publication, publicationsFrom } from "../../src/github/publications.ts";
import { deliveriesOfWeek } from "../../src/intake/deliveryHealth.ts";
import { claimDue, countWork, postpone } from "../../src/intake/dueWork.ts";
import { contentFactsOf } from "../../src/signals/contentFacts.ts";
import { askedInHourBefore, questionOf } from "../../src/signals/questions.ts";
import { allRepositories, repositoriesOf, repositoryById, repositoryByName } from "../../src/signals/repositories.ts";
import { factsAt, factsForKnowledge, factsOfSubjects, factsVersion } from "../../src/signals/signalLog.ts";
import {
  activePeople,
  hasDeployments,
  hasFactsWithin,
  itemsOfNodes,
  itemSubjects,
  numbersWithLabel,
} from "../../src/signals/signalReader.ts";
import { readHistory } from "../../src/steps/readHistory.ts";
import { readItem } from "../../src/steps/readItem.ts";
import { configOfGeneration, latestConfig, withoutConfig, withWordInConfig } from "../../src/timeline/configStore.ts";
import { deploymentsWithin } from "../../src/timeline/deploymentStore.ts";
import { subjectsTogetherWith } from "../../src/timeline/itemLinks.ts";
import * as timelines from "../../src/timeline/timelineReader.ts";
import { itemsToRefold } from "../../src/timeline/timelineStore.ts";
import type { Tenant } from "./twoTenants.ts";

type Executor = Kysely<Tables> & Transaction<Tables>;

export type TenantReader = { read: (db: Kysely<Tables>, of: Tenant) => Promise<unknown>; nothing: unknown };

const begin = "2026-01-01T00:00:00Z";
const end = "2027-01-01T00:00:00Z";
const year = { from: begin, to: end };

export const tenantReaders: [name: string, reader: TenantReader][] = [
  ["publication", row((db, { id }) => publication(db, id, "comment #8"), null)],
  ["publicationsFrom", row((db, { id }) => publicationsFrom(db, id, "comment"), [])],
  ["deliveriesOfWeek", row(deliveriesSetAside, 0)],
  ["countWork", row((db, { id }) => countWork(db, "configure", id), 0)],
  ["claimDue", row(claimed, 0)],
  ["contentFactsOf", row((db, { installation }) => contentFactsOf(db, [`node of ${installation}`]), [])],
  ["questionOf", row((db, { id }) => questionOf(db, id, 71), null)],
  ["askedInHourBefore", row(askedBefore, 0)],
  ["repositoryById", row((db, { id }) => repositoryById(db, id), null)],
  ["repositoryByName", row((db, { fullName }) => repositoryByName(db, fullName), null)],
  ["repositoriesOf", row((db, { installation }) => repositoriesOf(db, installation), [])],
  ["allRepositories", row(async (db, { id }) => (await allRepositories(db)).filter((each) => each.id === id), [])],
  ["factsOfSubjects", row((db, { id }) => factsOfSubjects(db, id, ["#7"]), [])],
  ["factsAt", row((db, { id }) => factsAt(db, id, ["2026-03-02T09:00:00Z"]), [])],
  ["factsForKnowledge", row((db, { id }) => factsForKnowledge(db, id), [])],
  ["factsVersion", row((db, { id }) => factsVersion(db, id), 0)],
  ["hasFactsWithin", row((db, { id }) => hasFactsWithin(db, id, year, []), false)],
  ["activePeople", row((db, { id }) => activePeople(db, [id], year, []), 0)],
  ["hasDeployments", row((db, { id }) => hasDeployments(db, id), false)],
  ["itemSubjects", row((db, { id }) => itemSubjects(db, id), [])],
  ["itemsOfNodes", row(itemsOfOwnNodes, 0)],
  ["numbersWithLabel", row((db, { id }) => numbersWithLabel(db, id, "bug"), new Set())],
  ["latestConfig", row((db, { id }) => latestConfig(db, id), null)],
  ["configOfGeneration", row((db, { id }) => configOfGeneration(db, id, 0), null)],
  ["withWordInConfig", row((db, { id, word }) => withWordInConfig(db, [id], word), [])],
  ["withoutConfig", row(async (db, { id }) => (await withoutConfig(db, [id])).length === 0, false)],
  ["deploymentsWithin", row((db, { id }) => deploymentsWithin(db, id, year), [])],
  ["subjectsTogetherWith", row((db, { id }) => subjectsTogetherWith(db, id, ["#8"]), ["#8"])],
  ["openPullRequestsAt", row(openAtHead, [])],
  ["pullRequestTimeline", row((db, { id }) => timelines.pullRequestTimeline(db, id, 8), null)],
  ["itemTimelines", row((db, { id }) => timelines.itemTimelines(db, id, [7]), [])],
  ["itemPages", row((db, { id }) => pagesIn(timelines.itemPages(db, id)), [])],
  ["pullRequestPages", row((db, { id }) => pagesIn(timelines.pullRequestPages(db, id)), [])],
  ["countsOf", row((db, { id }) => timelines.countsOf(db, id), { items: 0, pullRequests: 0 })],
  ["pullRequestsWithin", row((db, { id }) => timelines.pullRequestsWithin(db, id, year), [])],
  ["flowsWithin", row((db, { id }) => timelines.flowsWithin(db, id, year), [])],
  ["titlesOf", row((db, { id }) => timelines.titlesOf(db, id, [7]), new Map())],
  ["itemsLearningIn", row(learning, [])],
  ["numbersSince", row((db, { id }) => timelines.numbersSince(db, id, begin), [])],
  ["openPullRequests", row((db, { id }) => timelines.openPullRequests(db, id), [])],
  ["standingOf", row((db, { id }) => timelines.standingOf(db, id, [10]), new Map())],
  ["itemsToRefold", row(windowsThatPass, 0)],
  ["readHistory", row(historyLength, 0)],
  ["readItem", row((db, { id }) => readItem(db, id, 7), { items: [], pullRequest: null })],
];

function row(read: (db: Executor, of: Tenant) => Promise<unknown>, nothing: unknown): TenantReader {
  return { read: (db, of) => (db.isTransaction ? read(asBoth(db), of) : inTransaction(db, of, read)), nothing };
}

/** Some ask for a transaction by its type. */
function inTransaction(db: Kysely<Tables>, of: Tenant, read: (db: Executor, of: Tenant) => Promise<unknown>) {
  return db.transaction().execute((trx) => read(asBoth(trx), of));
}

function asBoth(db: Kysely<Tables>): Executor {
  if (!isBoth(db)) throw new Error("not in a transaction");
  return db;
}

function isBoth(db: Kysely<Tables>): db is Executor {
  return db.isTransaction;
}

async function deliveriesSetAside(db: Executor, { id }: Tenant): Promise<number> {
  return (await deliveriesOfWeek(db, [id], year)).setAside;
}

async function claimed(db: Executor, { id }: Tenant): Promise<number> {
  const claims = await claimDue(db, "configure", 10, id);
  // Free again for the next reader.
  for (const claim of claims) await postpone(db, claim, 0);
  return claims.length;
}

async function pagesIn<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

async function askedBefore(db: Executor, { id }: Tenant): Promise<number> {
  const asker = { id: 5, login: "any" };
  const question = await questionOf(db, id, 71);
  const later = { comment: 72, askedAt: "2026-03-20T12:00:01Z", lines: [], thread: 7 };
  return askedInHourBefore(db, { ...later, repositoryId: id, asker: question?.asker ?? asker });
}

async function itemsOfOwnNodes(db: Executor, { id }: Tenant): Promise<number> {
  const nodes = (await factsForKnowledge(db, id)).flatMap(({ signal }) =>
    "nodeId" in signal && signal.nodeId !== null ? [signal.nodeId] : [],
  );
  return (await itemsOfNodes(db, nodes)).size;
}

async function openAtHead(db: Executor, { id }: Tenant): Promise<number[]> {
  const pullRequest = await timelines.pullRequestTimeline(db, id, 10);
  return timelines.openPullRequestsAt(db, id, pullRequest?.headSha ?? "");
}

async function learning(db: Executor, { id }: Tenant): Promise<string[]> {
  return timelines.itemsLearningIn(db, { repositoryId: id, generation: 0 }, "2026-W11");
}

async function windowsThatPass(db: Executor, { id }: Tenant): Promise<number> {
  return (await itemsToRefold(db, end, 100)).filter(({ repositoryId }) => repositoryId === id).length;
}

async function historyLength(db: Executor, of: Tenant): Promise<number> {
  const { items, pullRequests, deployments } = await readHistory(db, [of], {
    items: [year],
    pullRequests: [year],
    deployments: [year],
  });
  return items.length + pullRequests.length + deployments.length;
}
