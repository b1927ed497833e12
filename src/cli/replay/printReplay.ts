/** Decides how a replay's result is printed: piece by piece, so that a large history needs no large memory. */
import type { Kysely } from "kysely";
import type { Tables } from "../../db/tables.ts";
import type { KnownRepository } from "../../signals/repositories.ts";
import { itemPages, pullRequestPages } from "../../timeline/timelineReader.ts";
import type { Terminal } from "../command.ts";
import type { Counts } from "./replayDeliveries.ts";
import { itemObject, pullRequestObject } from "./replayObject.ts";

/** One JSON object over several lines. */
export async function printJson(
  db: Kysely<Tables>,
  counts: Counts,
  repositories: readonly KnownRepository[],
  { result }: Terminal,
): Promise<void> {
  result(`{"deliveries":${JSON.stringify(counts)},`);
  result(`"repositories":${JSON.stringify(repositories.map(({ fullName }) => fullName))},`);
  await printList(
    "items",
    objectsOf(repositories, (id) => itemPages(db, id), itemObject),
    result,
  );
  await printList(
    "pull_requests",
    objectsOf(repositories, (id) => pullRequestPages(db, id), pullRequestObject),
    result,
  );
  result(`"deployments":[]}`);
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
    result(`${fullName}: ${count(items)} items, ${count(pullRequests)} pull requests.`);
  }
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

async function printList(name: string, objects: AsyncIterable<object>, result: Terminal["result"]): Promise<void> {
  result(`"${name}":[`);
  let previous: string | null = null;
  for await (const object of objects) {
    if (previous !== null) result(`${previous},`);
    previous = JSON.stringify(object);
  }
  result(`${previous ?? ""}],`);
}
