/** Deployments as they are kept for the metrics. */
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import type { DeploymentRecord } from "../../src/timeline/deploymentRecord.ts";
import { deploymentsWithin, forgetDeployments, saveDeployments } from "../../src/timeline/deploymentStore.ts";
import { beginGeneration, generationsOf, switchGeneration } from "../../src/timeline/generations.ts";
import { useDatabase } from "../support/database.ts";
import { deployed, march } from "../support/flowItems.ts";

const database = useDatabase();
const current = { repositoryId: 1001, generation: 0 };

beforeEach(() => generationsOf(database.db, current.repositoryId));

test("come back as they were kept, by their creation", async () => {
  const troubled = record(3, {
    undoneBy: "rollback",
    undoneAt: march(4),
    restoredAt: march(5),
    restoredBy: "rollback",
  });
  await saveDeployments(database.db, current, [troubled, record(2, { carries: [7, 8] })]);
  expect(await deploymentsWithin(database.db, 1001, { from: march(1), to: null })).toEqual([
    record(2, { carries: [7, 8] }),
    troubled,
  ]);
});

test.for([
  ["was created", { createdAt: march(9), finishedAt: null, completed: null, state: null }],
  ["ended", { createdAt: march(2), finishedAt: march(9) }],
  ["was undone", { undoneAt: march(9), undoneBy: "incident" }],
  ["was set right", { undoneAt: march(4), undoneBy: "incident", restoredAt: march(9), restoredBy: "incident-closed" }],
] as const)("one that %s then is of that moment, and not of the next", async ([, changes]) => {
  await saveDeployments(database.db, current, [record(2, changes)]);
  expect(await deploymentsWithin(database.db, 1001, { from: march(9), to: null })).toHaveLength(1);
  expect(await deploymentsWithin(database.db, 1001, { from: march(10), to: null })).toEqual([]);
});

test("only what has changed is written, and what is gone is forgotten", async () => {
  const before = [record(2), record(3), record(4)];
  await saveDeployments(database.db, current, before);
  const written = await versions();
  await saveDeployments(database.db, current, before);
  expect(await versions()).toEqual(written);

  await saveDeployments(database.db, current, [record(2), record(3, { undoneAt: march(5), undoneBy: "revert" })]);
  const after = await versions();
  expect(after.map(({ deployment }) => deployment)).toEqual([2, 3]);
  expect(after[0]).toEqual(written[0]);
  expect(after[1]?.version).not.toBe(written[1]?.version);
});

test("another repository and another generation are left alone, and only the one in force is read", async () => {
  const next = await beginGeneration(database.db, 1001);
  await generationsOf(database.db, 2002);
  await saveDeployments(database.db, current, [record(2)]);
  await saveDeployments(database.db, { repositoryId: 1001, generation: next }, [record(3)]);
  await saveDeployments(database.db, { repositoryId: 2002, generation: 0 }, [record(4)]);
  await saveDeployments(database.db, current, []);
  expect(await idsOf(1001)).toEqual([]);
  expect(await idsOf(2002)).toEqual([4]);

  await switchGeneration(database.db, 1001);
  expect(await idsOf(1001)).toEqual([3]);
});

test("generations that nobody reads any more are removed", async () => {
  await saveDeployments(database.db, current, [record(2)]);
  await saveDeployments(database.db, { ...current, generation: 1 }, [record(3)]);
  await saveDeployments(database.db, { repositoryId: 2002, generation: 0 }, [record(4)]);
  await forgetDeployments(database.db, 1001, [1]);
  expect((await versions()).map(({ deployment }) => deployment)).toEqual([3, 4]);
});

function record(date: number, changes: Partial<DeploymentRecord> = {}): DeploymentRecord {
  const { repository: _, ...kept } = deployed(date, changes);
  return kept;
}

async function idsOf(repositoryId: number): Promise<number[]> {
  return (await deploymentsWithin(database.db, repositoryId, { from: march(1), to: null })).map(({ id }) => id);
}

/** A row that is written again has another version. */
async function versions(): Promise<{ deployment: number; version: string }[]> {
  const { rows } = await sql<{ deployment: number; version: string }>`
    select deployment, xmin::text as version from deployments_by_generation order by deployment`.execute(database.db);
  return rows;
}
