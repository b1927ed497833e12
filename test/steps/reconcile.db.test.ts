/** What a look at GitHub finds that no delivery told, and that it counts only that. */
import { sql } from "kysely";
import { beforeEach, describe, expect, it, test } from "vitest";
import { backfillOf, beginReading, repairedFacts } from "../../src/intake/backfills.ts";
import { storeDeliveries } from "../../src/intake/deliveries.ts";
import { noteGap } from "../../src/intake/gaps.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { openNumbers } from "../../src/signals/signalReader.ts";
import { reconcileSoon } from "../../src/steps/askForHistory.ts";
import { lookAfterGap } from "../../src/steps/lookAfterGap.ts";
import { readWeek } from "../../src/steps/readWeek.ts";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { repositoryById } from "../../src/signals/repositories.ts";
import { itemTimelines } from "../../src/timeline/timelineReader.ts";
import { arrivalOf } from "../support/arrivals.ts";
import { useDatabase } from "../support/database.ts";
import { hear, type HistoryReading, historyReading, installed } from "../support/historyReading.ts";
import { repositoryId, repositoryName } from "../support/payloadParts.ts";
import { issueClosed, issueLabeled, issueOpened, pullRequestMerged, pullRequestOpened } from "../support/payloads.ts";
import { repositoryModel } from "../support/simulatedGitHub/repositoryModel.ts";
import { simulatedGitHub } from "../support/simulatedGitHub/simulatedGitHub.ts";

const database = useDatabase();
const now = "2026-03-20T09:00:00Z";
const [since, until] = ["2026-03-14T09:00:00Z", "2026-03-18T09:00:00Z"];
const week = { from: "2026-03-16T00:00:00Z", to: "2026-03-23T00:00:00Z" };

const opened = pullRequestOpened({ number: 1, at: "2026-03-10T10:00:00Z" });
const merged = pullRequestMerged({
  number: 1,
  at: "2026-03-19T10:00:00Z",
  createdAt: "2026-03-10T10:00:00Z",
  mergedAt: "2026-03-19T10:00:00Z",
  closedAt: "2026-03-19T10:00:00Z",
});
const idea = issueOpened({ number: 2, at: "2026-03-11T10:00:00Z" });
const labeled = issueLabeled({
  number: 2,
  at: "2026-03-12T10:00:00Z",
  createdAt: "2026-03-11T10:00:00Z",
  label: "bug",
  labels: ["bug"],
});

beforeEach(() => installed(database.db, { id: repositoryId, fullName: repositoryName }, "2026-03-01T09:00:00Z"));

describe("a look", () => {
  it("finds the merge of which no delivery told, and says so in the health of the week", async () => {
    await hear(database.db, [opened, idea]);
    await look([opened, merged, idea]);

    expect(await openNumbers(database.db, repositoryId)).toEqual([2]);
    const [item] = await itemTimelines(database.db, repositoryId, [1]);
    expect(item?.visits.map(({ stage }) => stage)).toEqual(["review", "production-stability"]);
    expect(await repairs()).toBe(1);
    expect((await readHealth()).deliveriesRepaired).toBe(1);
  });

  it("counts nothing where all was heard, though the API tells it again", async () => {
    await hear(database.db, [opened, merged, idea, labeled]);
    await look([opened, merged, idea, labeled]);
    expect(await repairs()).toBe(0);
  });

  it("reads from earlier on what was closed before the last look", async () => {
    const early = { number: 3, createdAt: "2026-03-02T10:00:00Z" };
    const born = issueOpened({ ...early, at: early.createdAt });
    const closed = issueClosed({
      ...early,
      at: "2026-03-05T10:00:00Z",
      closedAt: "2026-03-05T10:00:00Z",
      stateReason: "completed",
    });
    await hear(database.db, [born, opened]);
    await look([born, opened]);
    await look([born, closed, opened], "2026-03-21T09:00:00Z");

    expect(await openNumbers(database.db, repositoryId)).toEqual([1]);
    expect(await backfillOf(database.db, repositoryId, "reconcile")).toMatchObject({ since: "2026-03-05T09:59:59Z" });
  });

  it("takes what is not there any more for deleted", async () => {
    await hear(database.db, [opened, idea]);
    await look([opened]);
    expect(await openNumbers(database.db, repositoryId)).toEqual([1]);
    const [item] = await itemTimelines(database.db, repositoryId, [2]);
    expect([item?.outcome, item?.exitedAt]).toEqual(["dropped", now]);
  });

  it("does not believe that everything is gone", async () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      issueOpened({ number: index + 10, at: "2026-03-11T10:00:00Z" }),
    );
    await hear(database.db, [opened, ...many]);
    const { said } = await look([opened]);
    expect((await openNumbers(database.db, repositoryId)).length).toBe(31);
    expect(said).toContain("warn GitHub shows hardly any of what is open; that is not believed");
  });

  it.each([
    ["a day later while anything is open", [opened], 86_400],
    ["not where nothing is", [opened, merged], null],
  ])("comes again %s", async (_what, history, seconds) => {
    await hear(database.db, history);
    await look(history);
    expect(await nextLook()).toBe(seconds);
  });
});

test.each([
  ["before a look", null, [{ since, until, filledIn: false }]],
  ["after a look that began before its end", "2026-03-18T08:00:00Z", [{ since, until, filledIn: false }]],
  ["after a look that began since", "2026-03-18T09:00:01Z", [{ since, until, filledIn: true }]],
])("%s a gap is told so", async (_what, lookedAt, told) => {
  await hear(database.db, [opened]);
  await noteGap(database.db, { since, until });
  if (lookedAt !== null) await look([opened], lookedAt);
  expect((await readHealth()).gaps).toEqual(told);
});

test("a gap stays filled in while the next look is under way, and of one before the app came nothing is told", async () => {
  await hear(database.db, [opened]);
  await noteGap(database.db, { since, until });
  await noteGap(database.db, { since: "2026-02-20T09:00:00Z", until: "2026-02-25T09:00:00Z" });
  await look([opened]);
  await beginReading(database.db, repositoryId, "reconcile", { since: now, now });
  expect((await readHealth()).gaps).toEqual([{ since, until, filledIn: true }]);
});

test("after the fold of whatever was heard a look comes within a day", async () => {
  await hear(database.db, [opened]);
  await reader([opened]).fold();
  expect(await nextLook()).toBe(86_400);
});

test.each([
  ["the app was away for an hour", "2026-03-20T08:00:00Z", 1],
  ["it was started again at once", "2026-03-20T08:59:00Z", 0],
])("when %s", async (_what, receivedAt, asked) => {
  await storeDeliveries(database.db, [arrivalOf({ id: "last", receivedAt })]);
  expect(await lookAfterGap(reader([opened]).context)).toBe(asked);
  expect(await nextLook()).toBe(asked === 0 ? null : 0);
});

test("an app that never heard anything looks for nothing", async () => {
  expect(await lookAfterGap(reader([opened]).context)).toBe(0);
});

function reader(history: readonly Delivery[], at = now): HistoryReading {
  return historyReading(database.db, simulatedGitHub(repositoryModel(history)), { now: () => at });
}

async function look(history: readonly Delivery[], at = now): Promise<HistoryReading> {
  const reading = reader(history, at);
  await reading.fold();
  await reconcileSoon(database.db, repositoryId);
  await reading.toTheEnd("reconcile");
  return reading;
}

async function repairs(): Promise<number> {
  return repairedFacts(database.db, [repositoryId], week);
}

async function readHealth() {
  const repository = await repositoryById(database.db, repositoryId);
  const question = { week: "2026-W12", config: defaultConfig, configCommit: null, refused: [] };
  const { report } = await readWeek(database.db, { repositories: [repository!], ...question });
  return report.health;
}

async function nextLook(): Promise<number | null> {
  const { rows } = await sql<{ seconds: number }>`
    select round(extract(epoch from due_at - now()) / 60)::integer * 60 as seconds from due_work where kind = 'reconcile'`.execute(
    database.db,
  );
  return rows[0]?.seconds ?? null;
}
