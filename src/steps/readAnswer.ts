/** Decides what is read of the store to answer one command, and that no more is. */
import type { Kysely, Transaction } from "kysely";
import { itemsNamed } from "../commands/answer.ts";
import type { Command } from "../commands/command.ts";
import { needsOf } from "../commands/needs.ts";
import type { ItemRead, LabelsMade, Place, Reading } from "../commands/reading.ts";
import type { Tables } from "../db/tables.ts";
import { withTenant } from "../db/withTenant.ts";
import type { History } from "../metrics/history.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import { numbersWithLabel } from "../signals/signalReader.ts";
import { readHistory } from "./readHistory.ts";
import { readItem } from "./readItem.ts";
import { readWeek, titlesOfItems } from "./readWeek.ts";
import { refusedOf, type SummarizedRepository } from "./weeklyText.ts";

/** `repository` is where it is asked, `repositories` what it is asked about. */
export type AnswerSource = {
  repository: KnownRepository;
  repositories: readonly SummarizedRepository[];
  place: Place;
  configCommit: string | null;
};

/** Of these repositories alone, whatever is asked. */
export async function readAnswer(
  db: Kysely<Tables>,
  command: Command,
  source: AnswerSource,
  labels: LabelsMade | null,
): Promise<Reading> {
  const ids = [source.repository.id, ...source.repositories.map((each) => each.repository.id)];
  return withTenant(db, ids, (trx) => readWithin(trx, command, source, labels));
}

async function readWithin(
  db: Transaction<Tables>,
  command: Command,
  { repository, repositories: summarized, place, configCommit }: AnswerSource,
  labels: LabelsMade | null,
): Promise<Reading> {
  const { history: reach, label, item, week } = needsOf(command, place);
  const repositories = summarized.map((each) => each.repository);
  const whole = await readHistory(db, repositories, reach);
  const history = label === null ? whole : await bearing(db, label, repositories, whole);
  const { config } = place;
  return {
    history,
    titles: await titlesOfItems(db, repositories, itemsNamed(command, place, { history })),
    item: item === null ? null : await itemOf(db, [repository, ...repositories], item),
    week:
      week === null
        ? null
        : await readWeek(db, { repositories, week, config, configCommit, refused: refusedOf(summarized) }),
    labels,
  };
}

async function itemOf(
  db: Kysely<Tables>,
  repositories: readonly KnownRepository[],
  { repository, number }: { repository: string; number: number },
): Promise<ItemRead | null> {
  const found = repositories.find(({ fullName }) => fullName === repository);
  return found === undefined ? null : { repository, ...(await readItem(db, found.id, number)) };
}

/** An item bears what its pull requests bear, and a pull request what its issues bear. */
async function bearing(
  db: Kysely<Tables>,
  label: string,
  repositories: readonly KnownRepository[],
  history: History,
): Promise<History> {
  const labelled = new Map<string, ReadonlySet<number>>();
  for (const { id, fullName } of repositories) labelled.set(fullName, await numbersWithLabel(db, id, label));
  const bears = (repository: string, numbers: readonly number[]) =>
    numbers.some((each) => labelled.get(repository)?.has(each));
  return {
    ...history,
    items: history.items.filter((item) => bears(item.repository, [item.number, ...item.pullRequests])),
    pullRequests: history.pullRequests.filter((each) => bears(each.repository, [each.number, ...each.issues])),
  };
}
