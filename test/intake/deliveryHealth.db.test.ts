/** How well a week's deliveries were understood. */
import { expect, test } from "vitest";
import { deliveriesOfWeek, openGaps } from "../../src/intake/deliveryHealth.ts";
import { beginReading, backfillOf, markEnded } from "../../src/intake/backfills.ts";
import { askFor } from "../../src/intake/dueWork.ts";
import { noteGap } from "../../src/intake/gaps.ts";
import type { DeliveriesTable } from "../../src/db/tables.ts";
import { useDatabase } from "../support/database.ts";
import { installed } from "../support/historyReading.ts";
import { march } from "../support/flowItems.ts";

const database = useDatabase();
const week = { from: march(2), to: march(9) };

test("what could not be understood is told apart from what was at a later try, and the rest is not told", async () => {
  await keep({ state: "failed", attempts: 5 });
  await keep({ state: "failed", attempts: 1 });
  await keep({ state: "done", attempts: 2 });
  await keep({ state: "done", attempts: 1 });
  await keep({ state: "ignored", attempts: 3 });
  await keep({ state: "stored", attempts: 3 });
  expect(await deliveriesOfWeek(database.db, [7], week)).toEqual({ setAside: 2, repaired: 1, lost: 0 });
});

test("the week holds its first moment and not its end", async () => {
  for (const received_at of ["2026-03-01T23:59:59Z", march(2), march(9)]) await keep({ state: "failed", received_at });
  expect(await deliveriesOfWeek(database.db, [7], week)).toEqual({ setAside: 1, repaired: 0, lost: 0 });
});

test("of other repositories, and of none, nothing is told", async () => {
  for (const repository_id of [7, 8, 9, null]) await keep({ state: "failed", repository_id });
  expect(await deliveriesOfWeek(database.db, [7, 9], week)).toEqual({ setAside: 2, repaired: 0, lost: 0 });
  expect(await deliveriesOfWeek(database.db, [], week)).toEqual({ setAside: 0, repaired: 0, lost: 0 });
});

test("lost is what is asked for no more and never came, of the week in which GitHub first tried", async () => {
  const missed = (id: string, first_at: string, ask_at: string | null, repository_id = 7) =>
    database.db
      .insertInto("missed_deliveries")
      .values({ id, attempt: 1, first_at, latest_at: first_at, repository_id, installation_id: 9, ask_at })
      .execute();
  await missed("lost", march(4), null);
  await missed("still asked for", march(4), march(5));
  await missed("a week later", march(9), null);
  await missed("another's", march(4), null, 8);
  await missed("d-came", march(4), null);
  await keep({ id: "d-came" });
  expect(await deliveriesOfWeek(database.db, [7], week)).toEqual({ setAside: 0, repaired: 0, lost: 1 });
});

test("a gap is open until each repository that was there has been looked over since; then nothing is told of it", async () => {
  const gap = { since: march(2), until: march(4) };
  await noteGap(database.db, gap);
  for (const [id, came] of [
    [1, march(1)],
    [2, march(1)],
    [3, march(5)],
  ] as const) {
    await installed(database.db, { id, fullName: `acme/r${id}` }, came);
    await askFor(database.db, "reconcile", id, ["repository"]);
  }
  expect(await openGaps(database.db)).toEqual([{ ...gap, repositories: 2 }]);
  await lookedOver(1, march(4));
  await lookedOver(2, march(3));
  expect(await openGaps(database.db)).toEqual([{ ...gap, repositories: 1 }]);
  await lookedOver(2, march(5));
  expect(await openGaps(database.db)).toEqual([]);
});

async function lookedOver(id: number, at: string): Promise<void> {
  await beginReading(database.db, id, "reconcile", { since: at, now: at });
  await markEnded(database.db, (await backfillOf(database.db, id, "reconcile"))!, at);
}

let last = 0;

async function keep(
  changes: Partial<Omit<DeliveriesTable, "attempts" | "received_at">> & { attempts?: number; received_at?: string },
): Promise<void> {
  last += 1;
  const delivery = { id: `d-${last}`, event: "push", action: null, repository_id: 7, installation_id: 9 };
  const usual = {
    received_at: march(4),
    state: "done" as const,
    reason: null,
    attempts: 1,
    payload: null,
    replay_run: null,
  };
  await database.db
    .insertInto("deliveries")
    .values({ ...delivery, ...usual, ...changes })
    .execute();
}
