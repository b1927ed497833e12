/** `throughline deadletters`: what was set aside is seen, tried again or dropped. */
import { sql } from "kysely";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { connect } from "../../src/db/connect.ts";
import { createStore, type Store } from "../support/database.ts";
import { run } from "../support/deliveryFile.ts";

let words: string[] = [];
let target: Store["target"];

beforeEach(async () => {
  const store = await createStore();
  onTestFinished(store.remove);
  target = store.target;
  words = "dataDir" in target ? ["--data-dir", target.dataDir] : ["--database", target.databaseUrl];
  await inStore(`
    insert into repositories (id, full_name, private, archived, fork, first_received_at, last_received_at)
      values (7, 'acme/shop', false, false, false, now(), now());
    insert into deliveries (id, event, action, repository_id, installation_id, received_at, state, reason, attempts, payload) values
      ('d-odd', 'issues', 'opened', 7, 90, '2026-03-02T09:00:00Z', 'failed', E'no title\\x1b[31m', 1, '{}'),
      ('d-gone', 'issues', 'opened', 7, 90, '2026-03-01T09:00:00Z', 'failed', 'no title', 1, null),
      ('d-done', 'issues', 'opened', 7, 90, '2026-03-02T09:00:00Z', 'done', null, 1, '{}');
    insert into due_work (kind, repository_id, subject, due_at, attempts, last_error, failing_since, set_aside_at) values
      ('publish', 7, '#12', '2026-03-01T09:00:00Z', 14, 'a fault', '2026-03-01T09:00:00Z', '2026-03-02T09:00:00Z'),
      ('publish', 7, '#13', '2026-03-01T09:00:00Z', 14, 'again', '2026-03-01T09:00:00Z', null)`);
});

async function inStore(statements: string): Promise<unknown[][]> {
  const { db, close } = await connect(target);
  const results: unknown[][] = [];
  for (const statement of statements.split(";")) results.push((await sql.raw(statement).execute(db)).rows);
  await close();
  return results;
}

const deadletters = (...more: string[]) => run("deadletters", ...more, ...words);

test("lists it, oldest first, with no character that would act on the terminal; retries one by its id, drops another, and says which id is none", async () => {
  const listed = await deadletters();
  expect(listed).toMatchObject({ code: 0, notes: [] });
  expect(listed.result).toBe(
    [
      "publish:7:#12",
      "  publish of #12 in acme/shop, since 2026-03-01T09:00:00Z, tried 14 times",
      "  a fault",
      "d-odd",
      "  delivery of issues opened in acme/shop, since 2026-03-02T09:00:00Z, tried once",
      "  no title[31m",
    ].join("\n"),
  );
  expect(await deadletters("retry", "publish:7:#12", "d-gone")).toEqual({
    code: 1,
    result: "To be tried again: publish:7:#12",
    notes: ["Nothing with the id d-gone is set aside."],
  });
  expect(JSON.parse((await deadletters("--json")).result)).toEqual({
    dead_letters: [
      {
        id: "d-odd",
        kind: "delivery",
        about: "issues opened",
        repository: "acme/shop",
        installation: 90,
        since: "2026-03-02T09:00:00Z",
        tries: 1,
        reason: "no title\u001b[31m",
      },
    ],
  });
  expect((await deadletters("drop", "d-odd")).code).toBe(0);
  expect(await deadletters("retry", "--all")).toEqual({ code: 0, result: "Nothing is set aside.", notes: [] });
  const [deliveries, work] = await inStore(
    "select state, reason from deliveries where id = 'd-odd'; select subject, attempts, due_at <= now() as due from due_work order by subject",
  );
  expect(deliveries).toEqual([{ state: "ignored", reason: "dropped by the operator: no title\u001b[31m" }]);
  expect(work).toEqual([
    { subject: "#12", attempts: 0, due: true },
    { subject: "#13", attempts: 14, due: true },
  ]);
});

test("retries all, and then nothing is set aside", async () => {
  expect(await deadletters("retry", "--all", "--json")).toEqual({
    code: 0,
    result: '{"retried":["d-odd","publish:7:#12"],"unknown":[]}',
    notes: [],
  });
  const [delivery, aside] = await inStore(
    "select state, reason from deliveries where id = 'd-odd'; select from due_work where set_aside_at is not null",
  );
  expect(delivery).toEqual([{ state: "stored", reason: null }]);
  expect(aside).toEqual([]);
});
