/** What GitHub refused is tried again once somebody has changed what stood in the way, and until then it is told. */
import { beforeEach, describe, expect, test } from "vitest";
import { publication, refusalsOf, rememberPublication } from "../../src/github/publications.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { rememberDirectory } from "../../src/signals/repositories.ts";
import { liftRefusals } from "../../src/steps/liftRefusals.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const at = "2026-03-02T09:00:00Z";
const refusal = (what: string) =>
  `GitHub was asked to ${what} and refused; the conversation is locked: unlock it (403)`;

function heard(event: string, payload: object): Delivery {
  return { id: "d", event, receivedAt: at, payload };
}

beforeEach(async () => {
  const { db } = database;
  const news = (id: number, installationId: number) =>
    ({ kind: "repository", id, fullName: `octo/r${id}`, private: false, installationId }) as const;
  const both = [news(1, 5), news(2, 6)];
  await rememberDirectory(
    db,
    both.map((each) => ({ news: each, receivedAt: at })),
  );
  const givenUp = { state: "given-up", reason: refusal("comment on octo/r1#12"), externalId: 900 } as const;
  await rememberPublication(db, 1, "comment:12", givenUp);
  await rememberPublication(db, 1, "comment:13", { ...givenUp, reason: refusal("comment on octo/r1#13") });
  await rememberPublication(db, 1, "comment:14", { ...givenUp, timesDeleted: 2, reason: "somebody deleted it twice" });
  await rememberPublication(db, 1, "weekly:2026-W10", { ...givenUp, reason: "issues are switched off" });
  await rememberPublication(db, 2, "comment:12", givenUp);
});

async function stillRefused(): Promise<string[]> {
  const rows = await database.db.selectFrom("publications").selectAll().where("state", "=", "given-up").execute();
  return rows.map((row) => `${row.repository_id} ${row.key}`).toSorted();
}

async function asked(): Promise<string[]> {
  const rows = await database.db.selectFrom("due_work").selectAll().execute();
  return rows.map((row) => `${row.kind} ${row.repository_id} ${row.subject}`).toSorted();
}

describe("all texts of the repository are asked for again, but what somebody deleted twice", () => {
  test.each([
    [
      "when an owner accepts new permissions",
      "installation",
      { action: "new_permissions_accepted", installation: { id: 5 } },
    ],
    ["when the installation is active again", "installation", { action: "unsuspend", installation: { id: 5 } }],
    ["when the repository is archived no more", "repository", { action: "unarchived", repository: { id: 1 } }],
  ])("%s", async (_when, event, payload) => {
    await liftRefusals(database.db, [heard(event, payload)]);
    expect(await stillRefused()).toEqual(["1 comment:14", "2 comment:12"]);
    expect(await asked()).toEqual(["publish 1 #12", "publish 1 #13", "weekly 1 repository"]);
    expect(await publication(database.db, 1, "comment:12")).toMatchObject({ state: "unknown", externalId: 900 });
  });
});

test.each([
  ["pull_request", { pull_request: { number: 12 } }],
  ["issues", { issue: { number: 12 } }],
])("a conversation that is unlocked gets its comment, by %s", async (event, about) => {
  await liftRefusals(database.db, [heard(event, { action: "unlocked", repository: { id: 1 }, ...about })]);
  expect(await asked()).toEqual(["publish 1 #12"]);
});

test("anything else changes nothing", async () => {
  const before = await stillRefused();
  await liftRefusals(database.db, [
    heard("installation", { action: "suspend", installation: { id: 5 } }),
    heard("pull_request", { action: "locked", repository: { id: 1 }, pull_request: { number: 12 } }),
    heard("repository", { action: "archived", repository: { id: 1 } }),
  ]);
  expect(await stillRefused()).toEqual(before);
});

test("the week is told of them by their reason, without which text it was", async () => {
  expect(await refusalsOf(database.db, [1])).toEqual([
    { reason: "the conversation is locked: unlock it", texts: 2 },
    { reason: "issues are switched off", texts: 1 },
  ]);
});
