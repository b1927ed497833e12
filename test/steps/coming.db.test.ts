/** What happens when the app comes to a repository that has a history: what is asked for, what is written, and what is not. */
import { sql } from "kysely";
import { describe, expect, it, test } from "vitest";
import { z } from "zod";
import { storeDeliveries } from "../../src/intake/deliveries.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { publishDue } from "../../src/steps/publishDue.ts";
import { translateStored } from "../../src/steps/translateStored.ts";
import { weeklyDue } from "../../src/steps/weeklyDue.ts";
import { weeklyTextOf } from "../../src/steps/weeklyReport.ts";
import { repositoryById } from "../../src/signals/repositories.ts";
import { useDatabase } from "../support/database.ts";
import { type HistoryReading, historyReading } from "../support/historyReading.ts";
import { changed, deliveryOf, repositoryId, repositoryName, shaFor } from "../support/payloadParts.ts";
import { issueClosed, issueOpened, pullRequestEvent, pullRequestOpened } from "../support/payloads.ts";
import { repositoryModel } from "../support/simulatedGitHub/repositoryModel.ts";
import { simulatedGitHub } from "../support/simulatedGitHub/simulatedGitHub.ts";

const database = useDatabase();
/** A Wednesday. */
const came = "2026-03-11T09:00:00Z";
const later = "2026-03-11T10:00:00Z";
const anything = [issueOpened({ at: came })];
const shop = { id: repositoryId, full_name: repositoryName, private: false };

describe("a history is asked for", () => {
  it.each([
    ["the app is installed on all repositories", installation("created", "all"), [[1001, false]]],
    ["the app is installed on some", installation("created", "selected"), [[1001, true]]],
    ["a repository is added", added("selected", 1), [[5000, true]]],
    ["five are", added("selected", 5), [5000, 5001, 5002, 5003, 5004].map((id) => [id, true])],
    ["six are", added("selected", 6), [5000, 5001, 5002, 5003, 5004, 5005].map((id) => [id, false])],
    ["there is a new one where all are chosen", added("all", 1), [[5000, false]]],
    ["it is unarchived", repositoryEvent("unarchived"), [[1001, false]]],
  ])("when %s", async (_what, delivery, asked) => {
    await receive(delivery);
    expect(await wishes()).toEqual(asked);
  });

  it("for every repository of an installation that is resumed", async () => {
    await receive(installation("created", "all"), installation("suspend", "all"));
    await sql`delete from due_work`.execute(database.db);
    await sql`delete from backfills`.execute(database.db);
    await receive(installation("unsuspend", "all"));
    expect(await wishes()).toEqual([[1001, false]]);
  });

  it.each([
    [
      "the app is removed",
      deliveryOf(
        "installation_repositories",
        { at: came },
        {
          action: "removed",
          repositories_added: [],
          repositories_removed: [shop],
          installation: { id: 90, app_id: 5 },
        },
      ),
    ],
    ["a repository is archived", repositoryEvent("archived")],
    ["something happens", pullRequestOpened({ at: came })],
  ])("but not when %s", async (_what, delivery) => {
    await receive(delivery);
    expect(await wishes()).toEqual([]);
  });
});

describe("300 pull requests were open before", () => {
  const before = Array.from({ length: 300 }, (_, index) =>
    pullRequestOpened({
      number: index + 1,
      at: "2026-03-03T10:00:00Z",
      headSha: shaFor(`head ${index}`),
      author: "maya",
    }),
  );

  it("no comment is written, and their checks come one after the other; what happens now goes before them", async () => {
    const { reading } = await coming("all", before);
    await reading.toTheEnd();

    const delays = await dueIn("publish");
    expect(delays.length).toBe(300);
    expect([delays[0], delays.at(-1)].map((seconds) => Math.round((seconds ?? 0) / 100) + 0)).toEqual([0, 45]);

    await receive(
      pullRequestEvent(
        "labeled",
        {
          number: 7,
          at: later,
          headSha: shaFor("head 6"),
          author: "maya",
          createdAt: "2026-03-03T10:00:00Z",
          by: "noor",
        },
        { label: { id: 1, name: "bug" } },
      ),
    );
    await reading.fold();
    await publishDue(reading.context);
    expect(reading.github.comments.map(({ number }) => number)).toEqual([7]);
    expect(reading.github.checks.map(({ headSha }) => headSha)).toEqual([shaFor("head 6")]);

    // A few of them stand for all: each takes the same way.
    await makeDue("publish", 20);
    while ((await publishDue(reading.context)) > 0);
    expect(reading.github.comments.length).toBe(1);
    expect(reading.github.checks.length).toBe(21);
  }, 120_000);
});

describe("the welcome", () => {
  const lastWeek = [
    issueOpened({ number: 1, at: "2026-03-02T10:00:00Z" }),
    issueClosed({
      number: 1,
      at: "2026-03-04T10:00:00Z",
      createdAt: "2026-03-02T10:00:00Z",
      closedAt: "2026-03-04T10:00:00Z",
      stateReason: "completed",
    }),
  ];
  const longAgo = [issueOpened({ number: 1, at: "2026-01-02T10:00:00Z" })];

  it.each([
    ["sums up the last whole week where the repository was chosen", "selected", lastWeek, 1],
    ["is not written where all were", "all", lastWeek, 0],
    ["is not written where nothing happened", "selected", longAgo, 0],
  ] as const)("%s", async (_what, selection, history, issues) => {
    const { reading } = await coming(selection, history);
    await reading.toTheEnd();
    await look(reading);
    expect(reading.github.issues.map(({ title }) => title)).toEqual(
      Array.from({ length: issues }, () => expect.stringContaining("2026-W10")),
    );
  });

  it("is one, however often the history is read", async () => {
    const { reading } = await coming("selected", lastWeek);
    await reading.toTheEnd();
    await look(reading);
    await receive(installation("unsuspend", "selected"));
    await reading.toTheEnd();
    await look(reading);
    expect(reading.github.issues.length).toBe(1);
  });

  it("is not written before the history is read", async () => {
    const { reading } = await coming("selected", lastWeek);
    await reading.turn();
    await reading.fold();
    await look(reading);
    expect(reading.github.issues).toEqual([]);
  });
});

test("the history is known from then on, and the app came when it came", async () => {
  const { reading } = await coming("all", [issueOpened({ number: 1, at: "2026-03-02T10:00:00Z" })]);
  await reading.toTheEnd();
  expect(await repositoryById(database.db, repositoryId)).toMatchObject({
    firstReceivedAt: came,
    knownSince: "2025-09-12T10:00:00Z",
  });
});

/** The app is installed, on a GitHub that has that history. */
async function coming(
  selection: "all" | "selected",
  history: readonly Delivery[],
): Promise<{ reading: HistoryReading }> {
  const reading = historyReading(database.db, simulatedGitHub(repositoryModel(history)), {
    now: () => later,
    days: 180,
  });
  await receive(installation("created", selection));
  return { reading };
}

async function receive(...deliveries: Delivery[]): Promise<void> {
  await storeDeliveries(
    database.db,
    deliveries.map(({ payload, ...delivery }) => {
      const told = z.record(z.string(), z.unknown()).parse(payload);
      return {
        ...delivery,
        action: null,
        repositoryId: null,
        installationId: null,
        body: JSON.stringify(told),
        payload: told,
      };
    }),
  );
  const { context } = historyReading(database.db, simulatedGitHub(repositoryModel(anything)), { now: () => later });
  await translateStored(context);
}

async function look({ context }: HistoryReading): Promise<void> {
  await makeDue("weekly", 100);
  await weeklyDue(context, weeklyTextOf("https://github.com"));
}

function installation(action: string, selection: string): Delivery {
  const at = action === "created" ? came : action === "suspend" ? later : "2026-03-11T10:30:00Z";
  const body = { action, repositories: [shop] };
  return changed(deliveryOf("installation", { at }, body), {
    repository: undefined,
    installation: { id: 90, app_id: 5, repository_selection: selection },
  });
}

function added(selection: string, count: number): Delivery {
  const repositories_added = Array.from({ length: count }, (_, index) => ({
    id: 5000 + index,
    full_name: `acme/new${index}`,
    private: false,
  }));
  const body = { action: "added", repository_selection: selection, repositories_added, repositories_removed: [] };
  return changed(deliveryOf("installation_repositories", { at: came }, body), {
    repository: undefined,
    installation: { id: 90, app_id: 5, repository_selection: selection },
  });
}

function repositoryEvent(action: string): Delivery {
  return deliveryOf("repository", { at: came, repository: { archived: action === "archived" } }, { action });
}

/** The repositories whose history is due, each with whether it gets a welcome. */
async function wishes(): Promise<[number, boolean][]> {
  const { rows } = await sql<{ repository_id: number; welcome: boolean }>`
    select repository_id, welcome from backfills join due_work using (repository_id, kind) order by repository_id`.execute(
    database.db,
  );
  return rows.map((row) => [row.repository_id, row.welcome]);
}

async function dueIn(kind: string): Promise<number[]> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from due_at - now())::integer as seconds from due_work where kind = ${kind} order by due_at`.execute(
    database.db,
  );
  return rows.map(({ seconds }) => seconds);
}

async function makeDue(kind: string, count: number): Promise<void> {
  await sql`
    update due_work set due_at = now() where kind = ${kind} and subject in (
      select subject from due_work where kind = ${kind} order by due_at limit ${count})`.execute(database.db);
}
