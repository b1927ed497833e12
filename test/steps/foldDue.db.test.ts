/** Folding and keeping facts at once, as two loops or two replicas do. */
import { type Kysely, sql } from "kysely";
import { expect, it } from "vitest";
import type { Tables } from "../../src/db/tables.ts";
import { askFor } from "../../src/intake/dueWork.ts";
import { lockRepository } from "../../src/signals/signalLog.ts";
import { folder } from "../../src/steps/foldDue.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { useDatabase } from "../support/database.ts";
import { stepContext } from "../support/stepContext.ts";

const database = useDatabase();
const repositoryId = 1001;

it("holds no mark while it waits for a writer of facts, who marks the same item", async () => {
  await askFor(database.db, "fold", repositoryId, ["#1"]);

  let folding: Promise<number> | undefined;
  await database.db.transaction().execute(async (trx) => {
    await lockRepository(trx, repositoryId);
    folding = folder(context())();
    await untilSomebodyWaits(trx);
    await askFor(trx, "fold", repositoryId, ["#1"]);
  });

  expect(await folding).toBe(1);
});

/** The embedded database has one connection: there the fold has not even begun. */
async function untilSomebodyWaits(trx: Kysely<Tables>): Promise<void> {
  if (database.kind === "embedded") return;
  const waiting = sql<{
    n: number;
  }>`select count(*)::integer as n from pg_locks where locktype = 'advisory' and not granted`;
  await expect.poll(async () => (await waiting.execute(trx)).rows[0]?.n).toBe(1);
}

function context(): StepContext {
  return stepContext({
    db: database.db,
    now: () => "2026-03-02T09:00:00Z",
  });
}
