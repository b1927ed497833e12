/** However many workers write at once, whatever answers are lost: one comment and one weekly issue. */
import type { Kysely } from "kysely";
import { expect, test } from "vitest";
import type { Tables } from "../../../src/db/tables.ts";
import { useDatabase } from "../../support/database.ts";
import { chanceFrom } from "../faults/chance.ts";
import { race } from "./race.ts";

const database = useDatabase();
const seed = Number(process.env["THROUGHLINE_FAULT_SEED"] ?? Date.now() % 1_000_000);

test(`60 races of eight workers (seed ${seed})`, { timeout: 120_000 }, async () => {
  const ends: string[] = [];
  let lost = 0;
  for (let number = 0; number < 60; number += 1) {
    // On a server its pool gives each worker a connection; embedded there is one.
    const connections: Kysely<Tables>[] = [database.db];
    const { comments, weeklyIssues, lostAnswers } = await race(connections, seed + number, chanceFrom(seed + number));
    if (comments !== 1 || weeklyIssues !== 1)
      ends.push(`race ${seed + number}: ${comments} comments, ${weeklyIssues} issues`);
    lost += lostAnswers;
  }
  expect(ends).toEqual([]);
  expect(lost).toBeGreaterThan(0);
});
