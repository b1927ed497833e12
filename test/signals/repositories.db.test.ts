import { describe, expect, test } from "vitest";
import {
  allRepositories,
  type HeardNews,
  rememberDirectory,
  rememberRepositories,
  repositoryById,
  repositoryByName,
} from "../../src/signals/repositories.ts";
import type { DirectoryNews, RepositoryRef } from "../../src/signals/signal.ts";
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

  const known = { ...repository(), firstReceivedAt: first, knownSince: first, lastReceivedAt: first };
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
      knownSince: first,
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

const inOrders = [
  ["as it happened", (news: Told) => news],
  ["last first", (news: Told) => news.toReversed()],
] as const;

describe.each(inOrders)("told %s", (_order, ordered) => {
  async function told(...news: Told) {
    for (const tell of ordered(news)) await tell();
    return repositoryById(database.db, 1001);
  }

  test("the app came when it was installed, before anything happened in the repository", async () => {
    const known = await told(hears(first, mention(90)), sees(second, { fork: true, defaultBranch: "trunk" }));

    expect(known).toEqual({
      ...repository({ fork: true, defaultBranch: "trunk" }),
      firstReceivedAt: first,
      knownSince: first,
      lastReceivedAt: second,
    });
  });

  test("a name that is only mentioned does not hide what the repository itself told", async () => {
    const known = await told(sees(first, { archived: true }), hears(second, mention(91, "acme/other")));

    expect(known).toMatchObject({ fullName: "acme/shop", archived: true, installationId: 91 });
  });

  test("a repository that the app was removed from has no installation, until it is back", async () => {
    expect(await told(sees(first), hears(second, mention(null)))).toMatchObject({ installationId: null });
    expect(await told(hears(third, mention(90)))).toMatchObject({ installationId: 90 });
  });

  test("removed and seen in one second, it is removed", async () => {
    expect(await told(sees(second), hears(second, mention(null)))).toMatchObject({ installationId: null });
  });

  test("a suspended installation is none, until it is resumed", async () => {
    expect(await told(sees(first), hears(second, installation("suspended")))).toMatchObject({ installationId: null });
    expect(await told(hears(third, installation("active")))).toMatchObject({ installationId: 90 });
  });

  test("a deleted installation stays deleted", async () => {
    const known = await told(hears(second, installation("deleted")), sees(third), hears(third, installation("active")));

    expect(known).toMatchObject({ installationId: null });
  });
});

test.each([
  ["after", (news: HeardNews[]) => news.map((each) => [each])],
  ["together with", (news: HeardNews[]) => [news]],
  ["together with, but named before,", (news: HeardNews[]) => [news.toReversed()]],
])("a removal from the former installation, heard %s the coming to another one, takes nothing", async (_, batches) => {
  const news = [
    { news: mention(91), receivedAt: first },
    { news: { ...mention(null), removedFrom: 90 }, receivedAt: second },
  ];
  for (const batch of batches(news)) await rememberDirectory(database.db, batch);

  expect(await repositoryById(database.db, 1001)).toMatchObject({ installationId: 91 });
});

test("hearing of none changes nothing", async () => {
  await rememberRepositories(database.db, []);

  expect(await allRepositories(database.db)).toEqual([]);
});

function sees(receivedAt: string, changes: Partial<RepositoryRef> = {}) {
  return () => rememberRepositories(database.db, [{ repository: repository(changes), receivedAt }]);
}

function hears(receivedAt: string, news: DirectoryNews) {
  return () => rememberDirectory(database.db, [{ news, receivedAt }]);
}

function mention(installationId: number | null, fullName = "acme/shop") {
  return { kind: "repository" as const, id: 1001, fullName, private: false, installationId };
}

function installation(state: "active" | "suspended" | "deleted"): DirectoryNews {
  return { kind: "installation", id: 90, state };
}

type Told = (() => Promise<void>)[];

type Heard = { repository: RepositoryRef; receivedAt: string }[];
