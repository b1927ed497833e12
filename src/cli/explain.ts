/** Decides how the way of one item is explained on the command line. */
import { parseArgs } from "node:util";
import { connect } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import { UsageError, UserError } from "../errors.ts";
import type { Tellers } from "../reports/explanation.ts";
import { explanationObject, explanationText, taskMoments } from "../reports/explanation.ts";
import { repositoryByName } from "../signals/repositories.ts";
import type { Fact, Subject } from "../signals/signal.ts";
import { factsAt, factsOfSubjects } from "../signals/signalLog.ts";
import { inOrder } from "../timeline/factOrder.ts";
import { subjectsTogetherWith } from "../timeline/itemLinks.ts";
import { causeOf } from "../timeline/item/sign.ts";
import type { ItemTimeline } from "../timeline/timeline.ts";
import { itemTimelines, pullRequestTimeline } from "../timeline/timelineReader.ts";
import type { Command, ExitCode, Terminal } from "./command.ts";
import { readStoreOptions, storeOptions, storeOptionsHelp } from "./storeOptions.ts";
import type { Tables } from "../db/tables.ts";
import type { Kysely } from "kysely";

const itemName = /^([\w.-]+\/[\w.-]+)#(\d+)$/;

export const explainCommand: Command = {
  help: [
    "Usage: throughline explain OWNER/REPO#N [--database URL | --data-dir DIR] [--json]",
    "",
    "Tells every stage that the issue or pull request was in, with the time, the field the time came from, and the delivery that told it.",
    "A pull request that belongs to an issue is explained with it.",
    "",
    storeOptionsHelp,
    "                   by default DATABASE_URL or DATA_DIR, else ./data",
    "  --json           print one JSON object",
  ].join("\n"),

  async run(words, terminal) {
    const options = { ...storeOptions, json: { type: "boolean" } } as const;
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    const [name, ...more] = positionals;
    const [, repository, number] = itemName.exec(name ?? "") ?? [];
    if (repository === undefined || number === undefined || more.length > 0) {
      throw new UsageError("Name one item as OWNER/REPO#N.");
    }
    const database = await connect(readStoreOptions(values) ?? { dataDir: "./data" });
    try {
      await migrate(database.db);
      return await explain(database.db, { repository, number: Number(number), json: values.json ?? false }, terminal);
    } finally {
      await database.close();
    }
  },
};

async function explain(
  db: Kysely<Tables>,
  { repository, number, json }: { repository: string; number: number; json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const known = await repositoryByName(db, repository);
  if (!known)
    throw new UserError(`Nothing is known of ${repository} here. Replay its deliveries first, or name another store.`);
  const items = await itemsBehind(db, known.id, number);
  if (items.length === 0)
    throw new UserError(`${known.fullName} has no item ${number} here: no delivery has told of it.`);
  const explained = [];
  for (const item of items) explained.push({ item, tellers: await tellersOf(db, known.id, item) });
  if (json) {
    const objects = explained.map(({ item, tellers }) => explanationObject(known.fullName, item, tellers));
    terminal.result(JSON.stringify(objects, null, 2));
  } else {
    const texts = explained.map(({ item, tellers }) => explanationText(known.fullName, item, tellers));
    terminal.result(texts.join("\n\n"));
  }
  return 0;
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

/** The item of that number, or those that the pull request of that number belongs to. */
async function itemsBehind(db: Kysely<Tables>, repositoryId: number, number: number): Promise<ItemTimeline[]> {
  const own = await itemTimelines(db, repositoryId, [number]);
  if (own.length > 0) return own;
  const pullRequest = await pullRequestTimeline(db, repositoryId, number);
  return itemTimelines(db, repositoryId, pullRequest?.issues ?? []);
}
