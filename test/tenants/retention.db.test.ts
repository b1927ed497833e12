/** What is forgotten because time has passed: by looking into the tables a day before and a day after. */
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import { forgetOld } from "../../src/steps/forgetOld.ts";
import { useDatabase } from "../support/database.ts";
import { tracesOf } from "../support/traces.ts";
import { contextOn } from "../support/twoTenants.ts";

const database = useDatabase();

/** A row named `marked` that came so many days ago. */
const rows: Record<string, (days: number) => string> = {
  "the body of a delivery": (days) => delivery("done", days, { payload: "marked" }),
  "the body of a check": (days) => delivery("done", days, { payload: "marked", event: "check_run" }),
  "the body of one set aside, where none is kept": (days) => delivery("failed", days, { payload: "marked" }),
  "what is left of a delivery": (days) => delivery("ignored", days, { reason: "marked" }),
  "what is left of one set aside": (days) => delivery("failed", days, { reason: "marked" }),
  "what is left of one that was repaired": (days) => delivery("done", days, { reason: "marked", attempts: 2 }),
  "a question": (days) => `insert into questions values (1, 1, 1, 1, 'marked', now() - interval '${days} days', '[]')`,
  "a fact whose repository is not known": (days) =>
    `insert into content_facts values ('marked', 'k', 1, '{}', now() - interval '${days} days')`,
  "that a repository was erased": (days) =>
    `insert into erased_repositories values (1, 1, now() - interval '${days} days');
     insert into publications (repository_id, key, state) values (1, 'marked', 'present')`,
};

beforeEach(async () => {
  expect(await tracesOf(database.db, "marked")).toEqual({});
});

test.each([
  ["the body of a delivery", 7, 7],
  ["the body of a check", 1, 7],
  ["the body of one set aside, where none is kept", 30, 0],
  ["what is left of a delivery", 30, 7],
  ["what is left of one set aside", 400, 7],
  ["what is left of one that was repaired", 400, 7],
  ["a question", 7, 7],
  ["a fact whose repository is not known", 182, 7],
  ["that a repository was erased", 4, 7],
])("%s is kept for %i days", async (what, days, others) => {
  const insert = async (age: number) => {
    for (const statement of rows[what]?.(age).split(";") ?? []) await sql.raw(statement).execute(database.db);
  };
  const forget = () => forgetOld(contextOn(database.db, { keepPayloadsDays: { checks: 1, others } }));
  await insert(days - 0.5);
  await forget();
  expect(Object.keys(await tracesOf(database.db, "marked"))).toHaveLength(1);
  for (const table of ["deliveries", "questions", "content_facts", "erased_repositories", "publications"]) {
    await sql`delete from ${sql.table(table)}`.execute(database.db);
  }
  await insert(days + 0.5);
  await forget();
  expect(await tracesOf(database.db, "marked")).toEqual({});
});

test("what is not read yet stays, however old", async () => {
  await sql.raw(delivery("stored", 1000, { payload: "marked" })).execute(database.db);
  await forgetOld(contextOn(database.db));
  expect(await tracesOf(database.db, "marked")).toEqual({ deliveries: 1 });
});

type Given = { payload?: string; reason?: string; event?: string; attempts?: number };

function delivery(state: string, days: number, { payload, reason, event = "issues", attempts = 1 }: Given): string {
  const text = (value: string | undefined) => (value === undefined ? "null" : `'${value}'`);
  return `insert into deliveries (id, event, received_at, state, attempts, payload, reason)
    values ('a', '${event}', now() - interval '${days} days', '${state}', ${attempts}, ${text(payload)}, ${text(reason)})`;
}
