/** Decides what is read of the store to answer one command, and that no more is. */
import type { Kysely } from "kysely";
import { itemsNamed } from "../commands/answer.ts";
import type { Command } from "../commands/command.ts";
import { needsOf } from "../commands/needs.ts";
import type { LabelsMade, Place, Reading } from "../commands/reading.ts";
import type { Tables } from "../db/tables.ts";
import type { History } from "../metrics/history.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import { numbersWithLabel } from "../signals/signalReader.ts";
import { titlesOf } from "../timeline/timelineReader.ts";
import { readHistory } from "./readHistory.ts";
import { readItem } from "./readItem.ts";
import { readWeek } from "./readWeek.ts";

export type AnswerSource = { repository: KnownRepository; place: Place; configCommit: string | null };

export async function readAnswer(
  db: Kysely<Tables>,
  command: Command,
  { repository, place, configCommit }: AnswerSource,
  labels: LabelsMade | null,
): Promise<Reading> {
  const { history: reach, label, item, week } = needsOf(command, place);
  const whole = await readHistory(db, [repository], reach);
  const history = label === null ? whole : bearing(await numbersWithLabel(db, repository.id, label), whole);
  const { config } = place;
  return {
    history,
    titles: await titlesOf(db, repository.id, itemsNamed(command, place, { history })),
    item: item === null ? null : await readItem(db, repository.id, item),
    week:
      week === null
        ? null
        : await readWeek(db, { repositories: [repository], week, config, configCommit, refused: [] }),
    labels,
  };
}

/** An item bears what its pull requests bear, and a pull request what its issues bear. */
function bearing(numbers: ReadonlySet<number>, history: History): History {
  return {
    ...history,
    items: history.items.filter(({ number, pullRequests }) =>
      [number, ...pullRequests].some((each) => numbers.has(each)),
    ),
    pullRequests: history.pullRequests.filter(({ number, issues }) =>
      [number, ...issues].some((each) => numbers.has(each)),
    ),
  };
}
