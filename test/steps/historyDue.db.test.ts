/** A history that is read by the app's step: the same items as by webhooks, however often it is stopped on the way. */
import { type Kysely, sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import type { Tables } from "../../src/db/tables.ts";
import type { GitHubHistory } from "../../src/github/history/history.ts";
import { octokitHistory } from "../../src/github/history/octokitHistory.ts";
import { backfillOf } from "../../src/intake/backfills.ts";
import { rememberDirectory, repositoryById } from "../../src/signals/repositories.ts";
import { askForHistory } from "../../src/steps/askForHistory.ts";
import { historyReader } from "../../src/steps/historyDue.ts";
import { march } from "../cases/march.ts";
import { factsKnown, nowOf, play } from "../cases/runCase.ts";
import { useDatabase } from "../support/database.ts";
import { hear, historyReading, installed } from "../support/historyReading.ts";
import { keptLists, listsOfFacts } from "../support/keptLists.ts";
import { repositoryModel } from "../support/simulatedGitHub/repositoryModel.ts";
import { readHistory } from "../support/simulatedGitHub/readHistory.ts";
import { simulatedGitHub } from "../support/simulatedGitHub/simulatedGitHub.ts";

const database = useDatabase();
const { deliveries } = play(march);
const { fullName, id } = march.repository;
const now = nowOf(march);
const model = repositoryModel(deliveries);
const wish = { days: null, welcome: false };
const begun = () => historyReading(database.db, simulatedGitHub(model), { now: () => now });

beforeEach(async () => {
  await installed(database.db, march.repository, now);
  await askForHistory(database.db, id, wish);
});

describe("the month, which GitHub shows", () => {
  test("is read whole and folded, and known from as far back as was asked for", async () => {
    const reading = begun();

    await reading.toTheEnd();

    expect(await keptLists(database.db, march.repository)).toEqual(await asRead());
    expect((await repositoryById(database.db, id))?.knownSince).toBe("2016-04-15T12:00:00Z");
    expect(reading.said.filter((line) => line.startsWith("warn"))).toEqual([]);
  });

  test("is the same after ten kills on the way, and those who were only slow keep nothing", async () => {
    const reading = begun();
    const slow = slowGitHub(octokitHistory(simulatedGitHub(model).octokitFor));
    const lives: Promise<number>[] = [];
    for (let kills = 0; kills < 10; kills += 1) {
      const { gitHub, hangs } = slow.nextLife();
      lives.push(historyReader(reading.context, { ...reading.source, gitHub }, "backfill")());
      await hangs;
      await leaseRunsOut(database.db);
    }
    await reading.turn();
    const before = await backfillOf(database.db, id, "backfill");
    slow.release();
    await Promise.all(lives);

    expect(await backfillOf(database.db, id, "backfill")).toEqual(before);
    await reading.toTheEnd();
    expect(await keptLists(database.db, march.repository)).toEqual(await asRead());
  });
});

test("a limit that is used up gives the work back, and it goes on where it was", async () => {
  const github = simulatedGitHub(model);
  const reading = historyReading(database.db, github, { now: () => now });
  github.faults.push("ok", "ok", "ok", "ok", {
    graphql: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }],
    headers: { "retry-after": "1800" },
  });

  await reading.turn();

  const [due] = await dueWork(database.db);
  expect(due).toMatchObject({ kind: "backfill", lease: null });
  expect(due?.delay).toBeGreaterThan(1790);
  expect((await backfillOf(database.db, id, "backfill"))?.streams["releases"]).toMatchObject({ ended: true });
  expect(reading.waits).toEqual([]);

  await reading.toTheEnd();
  expect(await keptLists(database.db, march.repository)).toEqual(await asRead());
});

test("points that are left to others are not used, which is no failure", async () => {
  const reading = historyReading(database.db, simulatedGitHub(model, { limit: 1503 }), { now: () => now });

  await reading.turn();

  const [due] = await dueWork(database.db);
  expect(due).toMatchObject({ lease: null, error: null, attempts: 0 });
  expect(due?.delay).toBeGreaterThan(3590);
  expect(reading.said).toContain("info A history waits for GitHub and goes on then");
});

test("a GitHub that does not answer is asked again, later each time", async () => {
  const github = simulatedGitHub(model);
  const reading = historyReading(database.db, github, { now: () => now });
  github.faults.push("ok", "ok", "ok", ...Array.from({ length: 20 }, () => ({ status: 500 })));

  await reading.turn();

  expect(reading.waits).toEqual([2, 4]);
  expect((await dueWork(database.db))[0]).toMatchObject({
    lease: null,
    attempts: 1,
    delay: 8,
    error: expect.stringMatching(/500/),
  });
});

test("on top of what webhooks told it is one history, with labels under the names that they had", async () => {
  await hear(database.db, deliveries);

  await begun().toTheEnd();

  const byWebhook = factsKnown(deliveries);
  const { facts } = await readHistory(simulatedGitHub(model), fullName, { known: byWebhook });
  const both = factsKnown(deliveries, facts);
  expect(await keptLists(database.db, march.repository)).toEqual(listsOfFacts(march.repository, both, now));
});

test("what the app may not see is left out, and the rest is read", async () => {
  const github = simulatedGitHub(model);
  const reading = historyReading(database.db, github, { now: () => now });
  github.faults.push("ok", "ok", "ok", "ok", {
    status: 403,
    body: { message: "Resource not accessible by integration" },
  });

  await reading.toTheEnd();

  const streams = (await backfillOf(database.db, id, "backfill"))?.streams ?? {};
  expect(Object.entries(streams).map(([stream, { refused }]) => [stream, refused !== null])).toEqual([
    ["issues", false],
    ["releases", false],
    ["deployments", true],
    ["pull-requests", false],
  ]);
  expect(reading.said.filter((line) => line.startsWith("warn"))).toEqual([
    "warn GitHub does not show this part of the history; the rest is read without it",
  ]);
});

test.each([
  [
    "the app is removed from the repository",
    { kind: "repository", id, fullName, private: false, installationId: null },
  ],
  ["the installation is suspended", { kind: "installation", id: 90, state: "suspended" }],
] as const)("it stops when %s", async (_what, news) => {
  const github = simulatedGitHub(model);
  const reading = historyReading(database.db, github, { now: () => now });
  await reading.turn();
  await database.db
    .transaction()
    .execute((trx) => rememberDirectory(trx, [{ news, receivedAt: "2027-01-01T00:00:00Z" }]));
  const requests = github.requests.length;

  await reading.toTheEnd();

  expect(github.requests.length).toBe(requests);
  expect(await backfillOf(database.db, id, "backfill")).toBeNull();
  expect((await repositoryById(database.db, id))?.knownSince).toBe(now);
});

test("asked for again while it is read it goes on; with other days it begins anew", async () => {
  const reading = begun();
  await reading.turn();
  const before = await backfillOf(database.db, id, "backfill");

  await askForHistory(database.db, id, wish);
  expect(await backfillOf(database.db, id, "backfill")).toEqual(before);

  await askForHistory(database.db, id, { ...wish, days: 30 });
  expect(await backfillOf(database.db, id, "backfill")).toMatchObject({ days: 30, since: null, streams: {} });
});

/** As the API tells it, folded without a store; `bothWays` lays that beside what webhooks tell. */
async function asRead(): Promise<unknown> {
  const { facts } = await readHistory(simulatedGitHub(model), fullName);
  return listsOfFacts(march.repository, facts, now);
}

async function leaseRunsOut(db: Kysely<Tables>): Promise<void> {
  await sql`update due_work set leased_until = now() - interval '1 second', due_at = now() where kind = 'backfill'`.execute(
    db,
  );
}

type DueWork = { kind: string; lease: string | null; delay: number; attempts: number; error: string | null };

async function dueWork(db: Kysely<Tables>): Promise<DueWork[]> {
  const { rows } = await sql<DueWork>`
    select kind, lease, ceil(extract(epoch from due_at - now()))::integer as delay, attempts, last_error as error
    from due_work where kind = 'backfill'`.execute(db);
  return rows;
}

/** A GitHub that shows few nodes on a page. In each life it answers one question more, and then no other until it is released. */
function slowGitHub(gitHub: GitHubHistory) {
  const waiting: (() => void)[] = [];
  const nextLife = (): { gitHub: GitHubHistory; hangs: Promise<void> } => {
    const hanging = Promise.withResolvers<void>();
    let answered = 0;
    const page: GitHubHistory["page"] = async (repository, stream, wanted, features) => {
      const shown = await gitHub.page(repository, stream, { ...wanted, first: 5 }, features);
      answered += 1;
      if (answered > 1) {
        hanging.resolve();
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      return shown;
    };
    return { gitHub: { ...gitHub, page }, hangs: hanging.promise };
  };
  return { nextLife, release: () => waiting.forEach((resolve) => resolve()) };
}
