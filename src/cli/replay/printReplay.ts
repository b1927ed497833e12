/** Decides how a replay's result is printed: piece by piece, so that a large history needs no large memory. */
import type { Kysely } from "kysely";
import type { Tables } from "../../db/tables.ts";
import { inertJson } from "../../reports/inertJson.ts";
import type { KnownRepository } from "../../signals/repositories.ts";
import { factsForKnowledge } from "../../signals/signalLog.ts";
import { hasDeployments } from "../../signals/signalReader.ts";
import type { Deployment } from "../../timeline/derive/knowledge.ts";
import type { FoldSettings } from "../../timeline/repository.ts";
import { knowledgeOf } from "../../timeline/repository.ts";
import { itemPages, pullRequestPages } from "../../timeline/timelineReader.ts";
import type { Terminal } from "../command.ts";
import type { Counts } from "./replayDeliveries.ts";
import { deploymentObject, itemObject, pullRequestObject } from "./replayObject.ts";

/** One JSON object over several lines. */
export async function printJson(
  db: Kysely<Tables>,
  counts: Counts,
  repositories: readonly KnownRepository[],
  settingsOf: (repositoryId: number) => Promise<FoldSettings>,
  { result }: Terminal,
): Promise<void> {
  result(`{"deliveries":${JSON.stringify(counts)},`);
  result(`"repositories":${JSON.stringify(repositories.map(({ fullName }) => fullName))},`);
  const items = objectsOf(repositories, (id) => itemPages(db, id), itemObject);
  const pullRequests = objectsOf(repositories, (id) => pullRequestPages(db, id), pullRequestObject);
  const deployments = objectsOf(repositories, (id) => deploymentPages(db, id, settingsOf), deploymentObject);
  await printList("items", items, ",", result);
  await printList("pull_requests", pullRequests, ",", result);
  await printList("deployments", deployments, "}", result);
}

/** Deployments are not kept: the first pass tells them from the facts. */
async function* deploymentPages(
  db: Kysely<Tables>,
  repositoryId: number,
  settingsOf: (repositoryId: number) => Promise<FoldSettings>,
): AsyncGenerator<Deployment[]> {
  if (!(await hasDeployments(db, repositoryId))) return;
  const facts = await factsForKnowledge(db, repositoryId);
  yield [...knowledgeOf(repositoryId, facts, await settingsOf(repositoryId)).deployments];
}

/** What a person wants to know at the end. */
export function printSummary(
  counts: Counts,
  repositories: readonly (KnownRepository & { items: number; pullRequests: number })[],
  { result }: Terminal,
): void {
  const { read, accepted, duplicate, ignored, rejected } = counts;
  result(
    `${count(read)} deliveries read: ${count(accepted)} accepted, ${count(duplicate)} duplicate, ${count(ignored)} ignored, ${count(rejected)} rejected.`,
  );
  for (const { fullName, items, pullRequests } of repositories) {
    result(`${fullName}: ${counted(items, "item")}, ${counted(pullRequests, "pull request")}.`);
  }
}

function counted(number: number, what: string): string {
  return `${count(number)} ${what}${number === 1 ? "" : "s"}`;
}

export function count(number: number): string {
  return number.toLocaleString("en-GB");
}

async function* objectsOf<T>(
  repositories: readonly KnownRepository[],
  pagesOf: (repositoryId: number) => AsyncIterable<T[]>,
  toObject: (repository: string, timeline: T) => object,
): AsyncGenerator<object> {
  for (const { id, fullName } of repositories) {
    for await (const page of pagesOf(id)) yield* page.map((timeline) => toObject(fullName, timeline));
  }
}

async function printList(
  name: string,
  objects: AsyncIterable<object>,
  end: "," | "}",
  result: Terminal["result"],
): Promise<void> {
  result(`"${name}":[`);
  let previous: string | null = null;
  for await (const object of objects) {
    if (previous !== null) result(`${previous},`);
    previous = inertJson(JSON.stringify(object));
  }
  result(`${previous ?? ""}]${end}`);
}
