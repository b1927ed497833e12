/** One delivery or item with a fault: it is set aside, everything else goes on, and once the fault is mended a retry brings it in. */
import { sql } from "kysely";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { deadLetters, retryDeadLetters } from "../../src/intake/deadLetters.ts";
import { storeDeliveries } from "../../src/intake/deliveries.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { publishDue } from "../../src/steps/publishDue.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { translateStored } from "../../src/steps/translateStored.ts";
import { itemTimelines } from "../../src/timeline/timelineReader.ts";
import { useDatabase } from "../support/database.ts";
import { fakeGitHub } from "../support/fakeGitHub.ts";
import { repositoryId } from "../support/payloadParts.ts";
import { issueOpened, pullRequestOpened } from "../support/payloads.ts";
import { stepContext } from "../support/stepContext.ts";

const database = useDatabase();
const at = "2026-03-02T09:00:00Z";
let logged: Record<string, unknown>[] = [];
let attempted: [string, string, number][] = [];

beforeEach(() => {
  logged = [];
  attempted = [];
});

function context(): StepContext {
  const note = (fields: object, message: string) => void logged.push({ ...fields, message });
  return stepContext({
    db: database.db,
    github: fakeGitHub(),
    log: { info: note, warn: note },
    now: () => "2026-03-02T12:00:00Z",
    meter: {
      read: (outcome) => void attempted.push(["delivery", outcome, 1]),
      attempted: (kind, outcome, count = 1) => void (count > 0 && attempted.push([kind, outcome, count])),
    },
  });
}

/** Keeps the database from taking rows that fit the condition, as a fault of the app would; returns how it is mended. */
async function poison(table: string, unless: string): Promise<() => Promise<void>> {
  await sql.raw(`alter table ${table} add constraint poison check (${unless})`).execute(database.db);
  const mend = async () => {
    await sql.raw(`alter table ${table} drop constraint if exists poison`).execute(database.db);
  };
  onTestFinished(mend);
  return mend;
}

async function arrive(...deliveries: Delivery[]): Promise<void> {
  await storeDeliveries(
    database.db,
    deliveries.map(({ id, event, receivedAt, payload }) => ({
      id,
      event,
      action: "opened",
      repositoryId,
      installationId: 90,
      receivedAt,
      body: JSON.stringify(payload),
      payload: {},
    })),
  );
}

const numbers = async () => (await itemTimelines(database.db, repositoryId, [1, 2, 3])).map(({ number }) => number);
const letters = () => deadLetters(database.db, 9);
const three = [1, 2, 3].map((number) => issueOpened({ number, at, createdAt: at, id: `opened-${number}` }));

test("a delivery that cannot be read is set aside at its third try, with all that says what it is; the others are read", async () => {
  const mend = await poison("facts", "subject <> '#2'");
  await arrive(...three);

  await translateStored(context());
  await folder(context())();

  expect(await numbers()).toEqual([1, 3]);
  const about = { delivery: "opened-2", event: "issues", action: "opened", installation: 90, repository: repositoryId };
  expect(logged.filter((line) => line["delivery"] === "opened-2")).toEqual([
    { ...about, attempt: 1, err: expect.any(Error), message: "A delivery could not be read" },
    { ...about, attempt: 2, err: expect.any(Error), message: "A delivery could not be read" },
    { ...about, attempt: 3, err: expect.any(Error), message: "A delivery could not be read and is set aside" },
  ]);
  expect(await letters()).toEqual([
    {
      id: "opened-2",
      kind: "delivery",
      about: "issues opened",
      repositoryId,
      installationId: 90,
      since: at,
      tries: 3,
      reason: expect.stringMatching(/^could not be read: .*poison/),
    },
  ]);

  await mend();
  expect(await retryDeadLetters(database.db, ["opened-2", "opened-9"])).toEqual(["opened-2"]);
  await translateStored(context());
  await folder(context())();
  expect(await numbers()).toEqual([1, 2, 3]);
  expect(await letters()).toEqual([]);
});

test("an item that cannot be folded waits by itself, is set aside in the end, and holds up neither its repository nor others", async () => {
  const mend = await poison("items_by_generation", "number <> 2");
  await arrive(...three);
  await translateStored(context());

  await untilIdle(folder(context()));
  expect(await numbers()).toEqual([1, 3]);
  expect(logged.filter(({ message }) => String(message).startsWith("An item"))).toEqual([
    {
      work: "fold",
      installation: 90,
      repository: repositoryId,
      subject: "#2",
      attempt: 1,
      err: expect.any(Error),
      seconds: 2,
      message: "An item was not folded and will be tried again",
    },
  ]);

  await sql`update due_work set due_at = now(), attempts = 11, failing_since = now() - interval '25 hours' where kind = 'fold'`.execute(
    database.db,
  );
  await untilIdle(folder(context()));
  expect(await letters()).toMatchObject([{ id: `fold:${repositoryId}:#2`, kind: "fold", about: "#2", tries: 12 }]);
  expect(attempted.filter(([kind]) => kind === "fold").map(([, outcome]) => outcome)).toEqual([
    "done",
    "failed",
    "done",
    "set-aside",
  ]);

  await mend();
  await retryDeadLetters(database.db, "all");
  await untilIdle(folder(context()));
  expect(await numbers()).toEqual([1, 2, 3]);
});

test("a text that the app itself cannot make is set aside, and the next one is written", async () => {
  await poison("publications", "key <> 'comment:1'");
  await arrive(...[1, 2].map((number) => pullRequestOpened({ number, at, createdAt: at, id: `pull-${number}` })));
  await translateStored(context());
  await untilIdle(folder(context()));
  await sql`update due_work set attempts = 11, failing_since = now() - interval '25 hours' where kind = 'publish'`.execute(
    database.db,
  );

  const all = context();
  await publishDue(all);

  expect(await letters()).toMatchObject([{ id: `publish:${repositoryId}:#1`, tries: 12 }]);
  expect(
    attempted
      .filter(([kind]) => kind === "publish")
      .map(([, outcome]) => outcome)
      .toSorted(),
  ).toEqual(["done", "set-aside"]);
});

async function untilIdle(run: () => Promise<number>): Promise<void> {
  while ((await run()) > 0);
}
