import { expect, test } from "vitest";
import {
  allRepositories,
  rememberRepositories,
  repositoryById,
  repositoryByName,
} from "../../src/signals/repositories.ts";
import type { RepositoryRef } from "../../src/signals/signal.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const first = "2026-03-02T09:00:00Z";
const second = "2026-03-02T09:10:00Z";
const third = "2026-03-02T09:20:00Z";

function repository(changes: Partial<RepositoryRef> = {}): RepositoryRef {
  return {
    id: 1001,
    fullName: "acme/shop",
    installationId: 90,
    defaultBranch: "main",
    private: false,
    archived: false,
    fork: false,
    ...changes,
  };
}

test("a repository is known by its id and by its name, in capitals or not", async () => {
  await rememberRepositories(database.db, [{ repository: repository(), receivedAt: first }]);

  const known = { ...repository(), firstReceivedAt: first, lastReceivedAt: first };
  expect(await repositoryById(database.db, 1001)).toEqual(known);
  expect(await repositoryByName(database.db, "Acme/Shop")).toEqual(known);
  expect(await repositoryById(database.db, 1)).toBeNull();
  expect(await repositoryByName(database.db, "acme/other")).toBeNull();
});

test.each([
  ["one after the other", (heard: Heard) => heard.map((one) => [one])],
  ["last first", (heard: Heard) => heard.toReversed().map((one) => [one])],
  ["at once", (heard: Heard) => [heard]],
  ["at once, last first", (heard: Heard) => [heard.toReversed()]],
])("what was received last holds, told %s", async (_order, batchesOf) => {
  const heard = [
    { repository: repository({ fullName: "acme/old" }), receivedAt: first },
    { repository: repository({ fullName: "acme/new", installationId: null, archived: true }), receivedAt: third },
    { repository: repository({ fullName: "acme/between" }), receivedAt: second },
  ];

  for (const batch of batchesOf(heard)) await rememberRepositories(database.db, batch);

  expect(await allRepositories(database.db)).toEqual([
    {
      ...repository({ fullName: "acme/new", archived: true }),
      firstReceivedAt: first,
      lastReceivedAt: third,
    },
  ]);
});

test("of two names received in one second the greater holds", async () => {
  await rememberRepositories(database.db, [{ repository: repository({ fullName: "acme/b" }), receivedAt: first }]);
  await rememberRepositories(database.db, [{ repository: repository({ fullName: "acme/a" }), receivedAt: first }]);

  expect(await repositoryById(database.db, 1001)).toMatchObject({ fullName: "acme/b" });
});

test("a name that went to another repository is that of the one heard last", async () => {
  await rememberRepositories(database.db, [
    { repository: repository({ id: 2002 }), receivedAt: second },
    { repository: repository({ id: 1001 }), receivedAt: first },
  ]);

  expect(await repositoryByName(database.db, "acme/shop")).toMatchObject({ id: 2002 });
});

test("hearing of none changes nothing", async () => {
  await rememberRepositories(database.db, []);

  expect(await allRepositories(database.db)).toEqual([]);
});

type Heard = { repository: RepositoryRef; receivedAt: string }[];
