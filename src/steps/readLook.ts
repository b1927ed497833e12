/** Decides what is read of the store for a first look at a repository. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { look, type Look, type LookQuestion } from "../reports/look/look.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import { activePeople } from "../signals/signalReader.ts";
import { readHistory } from "./readHistory.ts";

export async function readLook(
  db: Kysely<Tables>,
  repository: KnownRepository,
  question: Omit<LookQuestion, "repository" | "archived" | "activePeople">,
): Promise<Look> {
  const { period, config } = question;
  const history = await readHistory(db, [repository], period.from);
  const people = await activePeople(db, [repository.id], period, config.bots);
  const { fullName, archived } = repository;
  return look(history, { ...question, repository: fullName, archived, activePeople: people });
}
