/** How well a week's deliveries were understood. */
import { expect, test } from "vitest";
import { deliveriesOfWeek } from "../../src/intake/deliveryHealth.ts";
import type { DeliveriesTable } from "../../src/db/tables.ts";
import { useDatabase } from "../support/database.ts";
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
  expect(await deliveriesOfWeek(database.db, [7], week)).toEqual({ setAside: 2, repaired: 1 });
});

test("the week holds its first moment and not its end", async () => {
  for (const received_at of ["2026-03-01T23:59:59Z", march(2), march(9)]) await keep({ state: "failed", received_at });
  expect(await deliveriesOfWeek(database.db, [7], week)).toEqual({ setAside: 1, repaired: 0 });
});

test("of other repositories, and of none, nothing is told", async () => {
  for (const repository_id of [7, 8, 9, null]) await keep({ state: "failed", repository_id });
  expect(await deliveriesOfWeek(database.db, [7, 9], week)).toEqual({ setAside: 2, repaired: 0 });
  expect(await deliveriesOfWeek(database.db, [], week)).toEqual({ setAside: 0, repaired: 0 });
});

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
