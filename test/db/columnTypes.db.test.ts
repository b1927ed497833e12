/** Decides whether both databases give the same values for the same columns. */
import { sql } from "kysely";
import { expect, test } from "vitest";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();

async function read(expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(database.db);
  return rows[0]?.value;
}

test.each([
  ["a moment", "timestamptz '2026-03-02 09:14:00Z'", "2026-03-02T09:14:00Z"],
  ["a moment written with an offset", "timestamptz '2026-03-02 10:14:00+01'", "2026-03-02T09:14:00Z"],
  ["a moment with fractions of a second", "timestamptz '2026-03-02 09:14:00.999Z'", "2026-03-02T09:14:00Z"],
  ["no moment", "null::timestamptz", null],
  ["the largest exact bigint", "9007199254740991::bigint", 9007199254740991],
  ["a count", "(select count(*) from facts)", 0],
  ["jsonb", `'{"number": 12, "labels": ["bug"]}'::jsonb`, { number: 12, labels: ["bug"] }],
  ["a boolean", "true", true],
  ["the session's time zone", "current_setting('TimeZone')", "UTC"],
])("reads %s", async (_, expression, value) => {
  expect(await read(expression)).toEqual(value);
});

test.each(["9007199254740993::bigint", "'infinity'::timestamptz"])(
  "refuses %s, which it cannot hold exactly",
  async (value) => {
    await expect(read(value)).rejects.toThrow(/the database holds/);
  },
);

test("reads a moment rightly in a session that is not in UTC", async () => {
  const value = await database.db.transaction().execute(async (trx) => {
    await sql`set local time zone 'Asia/Kolkata'`.execute(trx);
    const { rows } = await sql<{ at: string }>`select timestamptz '2026-03-02 09:14:00Z' as at`.execute(trx);
    return rows[0]?.at;
  });
  expect(value).toBe("2026-03-02T09:14:00Z");
});

test("keeps a delivery as it was written", async () => {
  const delivery = {
    id: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    event: "pull_request",
    action: "opened",
    repository_id: 9007199254740991,
    installation_id: null,
    received_at: "2026-03-02T09:14:00Z",
    state: "stored" as const,
    reason: null,
    attempts: 0,
    payload: '{"action":"opened"}',
    replay_run: null,
  };
  await database.db.insertInto("deliveries").values(delivery).execute();
  expect(await database.db.selectFrom("deliveries").selectAll().execute()).toEqual([delivery]);
});

test("sorts keys byte by byte", async () => {
  for (const fullName of ["a/b", "a-b/c", "B/a", "a/B"]) {
    await database.db
      .insertInto("repositories")
      .values({
        id: fullName.charCodeAt(0) * 1000 + fullName.charCodeAt(2) * 10 + fullName.length,
        full_name: fullName,
        installation_id: null,
        default_branch: null,
        private: false,
        archived: false,
        fork: false,
        first_received_at: "2026-03-02T09:14:00Z",
        last_received_at: "2026-03-02T09:14:00Z",
      })
      .execute();
  }
  const rows = await database.db.selectFrom("repositories").select("full_name").orderBy("full_name").execute();
  expect(rows.map((row) => row.full_name)).toEqual(["B/a", "a-b/c", "a/B", "a/b"]);
});
