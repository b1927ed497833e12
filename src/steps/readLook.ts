/** Decides what is read of the store for a first look at a repository. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { look, type Look, type LookQuestion } from "../reports/look/look.ts";
import { oldestItems } from "../reports/look/oldestWaits.ts";
import { everythingWithin, since } from "../metrics/history.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import { activePeople } from "../signals/signalReader.ts";
import { titlesOf } from "../timeline/timelineReader.ts";
import { readHistory } from "./readHistory.ts";

/** With the titles of the items that its text names, by number. */
export type LookRead = { seen: Look; titles: Map<number, string> };

export async function readLook(
  db: Kysely<Tables>,
  repository: KnownRepository,
  question: Omit<LookQuestion, "repository" | "archived" | "activePeople">,
): Promise<LookRead> {
  const { period, config } = question;
  const { id, fullName, archived } = repository;
  const history = await readHistory(db, [repository], everythingWithin(since(period.from)));
  const people = await activePeople(db, [id], period, config.bots);
  const seen = look(history, { ...question, repository: fullName, archived, activePeople: people });
  const numbers = oldestItems(seen).map(({ number }) => number);
  return { seen, titles: await titlesOf(db, id, numbers) };
}
