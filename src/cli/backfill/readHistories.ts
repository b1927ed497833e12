/** Decides how histories are asked for and read from the command line, and what is said of how far they are. */
import { setTimeout as wait } from "node:timers/promises";
import type { Kysely } from "kysely";
import type { Tables } from "../../db/tables.ts";
import { type Backfill, backfillOf } from "../../intake/backfills.ts";
import type { KnownRepository } from "../../signals/repositories.ts";
import { askForHistory } from "../../steps/askForHistory.ts";
import type { Terminal } from "../command.ts";

type Repository = Pick<KnownRepository, "id" | "fullName">;

/** `steps` do the work, each a bounded amount of it, and say how much that was. */
export type HistoryWork = { steps: (() => Promise<number>)[]; days: number | null };

/** Ends when every history is known, whoever has read it. Returns the names of those that are not read: the app may not act there any more. */
export async function readHistories(
  db: Kysely<Tables>,
  repositories: readonly Repository[],
  { steps, days }: HistoryWork,
  { note }: Pick<Terminal, "note">,
): Promise<string[]> {
  for (const { id } of repositories) await askForHistory(db, id, { days, welcome: false });
  const told = new Map<number, string>();
  for (;;) {
    let done = 0;
    for (const step of steps) done += await step();
    const states = await statesOf(db, repositories);
    for (const { repository, backfill } of states) {
      const line = lineFor(repository, backfill);
      if (told.get(repository.id) !== line) note(line);
      told.set(repository.id, line);
    }
    if (states.every(({ backfill }) => backfill === null || backfill.endedAt !== null)) {
      return states.filter(({ backfill }) => backfill === null).map(({ repository }) => repository.fullName);
    }
    if (done === 0) await wait(1000);
  }
}

type State = { repository: Repository; backfill: Backfill | null };

async function statesOf(db: Kysely<Tables>, repositories: readonly Repository[]): Promise<State[]> {
  const states: State[] = [];
  for (const repository of repositories) {
    states.push({ repository, backfill: await backfillOf(db, repository.id, "backfill") });
  }
  return states;
}

function lineFor({ fullName }: Repository, backfill: Backfill | null): string {
  if (backfill === null) return `${fullName}: not read, the app may not act there`;
  const streams = Object.entries(backfill.streams).map(([stream, { read, refused }]) =>
    refused === null ? `${read} ${stream}` : `no ${stream}: ${refused}`,
  );
  if (streams.length === 0) return `${fullName}: waiting for its turn`;
  const state = backfill.endedAt === null ? (backfill.readAt === null ? "reading" : "folding") : "done";
  return `${fullName}: ${state}, ${streams.join(", ")}`;
}
