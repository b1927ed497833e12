/** Decides what is read to tell of one item: its way, and what was told of it at each of its moments. */
import type { Kysely } from "kysely";
import type { ItemRead } from "../commands/reading.ts";
import type { Tables } from "../db/tables.ts";
import { taskMoments, type Tellers } from "../reports/explanation.ts";
import type { Fact, Subject } from "../signals/signal.ts";
import { factsAt, factsOfSubjects } from "../signals/signalLog.ts";
import { inOrder } from "../timeline/factOrder.ts";
import { causeOf } from "../timeline/item/sign.ts";
import { subjectsTogetherWith } from "../timeline/itemLinks.ts";
import type { ItemTimeline } from "../timeline/timeline.ts";
import { itemTimelines, pullRequestTimeline } from "../timeline/timelineReader.ts";

/** The item of that number, or those that the pull request of that number belongs to; none where nothing is known of it. */
export async function readItem(
  db: Kysely<Tables>,
  repositoryId: number,
  number: number,
): Promise<Omit<ItemRead, "repository">> {
  const pullRequest = await pullRequestTimeline(db, repositoryId, number);
  const own = await itemTimelines(db, repositoryId, [number]);
  const items = own.length > 0 ? own : await itemTimelines(db, repositoryId, pullRequest?.issues ?? []);
  const read = [];
  for (const item of items) read.push({ item, tellers: await tellersOf(db, repositoryId, item) });
  return { items: read, pullRequest };
}

/** What was told of the item, of issues that name it as incidents do, or of the repository, at the moments at which its tasks begin and end. */
async function tellersOf(db: Kysely<Tables>, repositoryId: number, item: ItemTimeline): Promise<Tellers> {
  const own = new Set(await subjectsTogetherWith(db, repositoryId, [`#${item.number}`]));
  const facts = await factsAt(db, repositoryId, taskMoments(item));
  for (const subject of await naming(db, repositoryId, item, facts)) own.add(subject);
  const told = inOrder(facts).filter(({ subject, signal }) => {
    return !signal.kind.endsWith("-snapshot") && (own.has(subject) || subject === "repository");
  });
  return new Map([...Map.groupBy(told, ({ at }) => at)].map(([at, ofMoment]) => [at, ofMoment.map(causeOf)]));
}

/** Those of the issues that the facts tell of which name the item, or one of its pull requests. */
async function naming(
  db: Kysely<Tables>,
  repositoryId: number,
  { number, pullRequests }: ItemTimeline,
  facts: readonly Fact[],
): Promise<Subject[]> {
  const own = new Set([number, ...pullRequests]);
  const subjects = [...new Set(facts.map(({ subject }) => subject))].filter((subject) => subject.startsWith("#"));
  const known = await factsOfSubjects(db, repositoryId, subjects);
  return known.flatMap(({ subject, signal }) =>
    signal.kind === "issue-snapshot" && signal.names.some((name) => own.has(name)) ? [subject] : [],
  );
}
