/** What becomes of a piece of work whose try failed. */
import { sql } from "kysely";
import { expect, test } from "vitest";
import { type FailureMeaning, GitHubFailure } from "../../src/github/github.ts";
import { askFor, claimDue, type DueClaim, finish } from "../../src/intake/dueWork.ts";
import { workOff } from "../../src/steps/workOff.ts";
import { useDatabase } from "../support/database.ts";
import { stepContext } from "../support/stepContext.ts";

const database = useDatabase();

const ofGitHub = (meaning: FailureMeaning, retryAfterSeconds: number | null = null) =>
  new GitHubFailure("GitHub", { meaning, status: 500, retryAfterSeconds });

const work = { kind: "compare", batchSize: 5, failed: "It was not done" } as const;

function watched() {
  const counted: unknown[] = [];
  const logged: object[] = [];
  let beat = () => {};
  const context = stepContext({
    db: database.db,
    log: { info: () => {}, warn: (fields: object) => void logged.push(fields) },
    now: () => "2026-03-02T12:00:00Z",
    meter: { read: () => {}, attempted: (...what: unknown[]) => void (what[2] !== 0 && counted.push(what)) },
    timer: (_seconds, call) => {
      beat = call;
      return { end: () => {} };
    },
  });
  return { context, counted, logged, beat: () => beat() };
}

test("GitHub taken to be down, for days: no try, whatever is in doubt", async () => {
  await askFor(database.db, "compare", 7, ["a...b"]);
  await sql`update due_work set attempts = 11, failing_since = now() - interval '25 hours'`.execute(database.db);
  const context = stepContext({ db: database.db, now: () => "2026-03-02T12:00:00Z" });
  const down = { meaning: "ambiguous", status: 502, retryAfterSeconds: 300, outage: true } as const;
  await workOff(context, work, () => Promise.reject(new GitHubFailure("GitHub", down)));
  const { rows } = await sql`
    select attempts, set_aside_at, round(extract(epoch from due_at - now()) / 10)::integer as tens from due_work`.execute(
    database.db,
  );
  expect(rows).toEqual([{ attempts: 11, set_aside_at: null, tens: 30 }]);
});

test.for<[string, Error, number, string, number | null]>([
  ["a fault, the first time", new Error("fault"), 1, "failed", 2],
  ["a fault, the third time", new Error("fault"), 3, "failed", 8],
  ["a fault, after a day", new Error("fault"), 12, "set-aside", null],
  ["the database away for a day", Object.assign(new Error("shut down"), { code: "57P01" }), 12, "failed", 3600],
  ["GitHub away for a day", ofGitHub("try-later"), 40, "failed", 3600],
  ["GitHub asking for patience", ofGitHub("try-later", 90), 12, "failed", 90],
  ["GitHub refusing, for a month", ofGitHub("refused"), 30, "failed", 86_400],
  ["an answer that leaves doubt, time after time", ofGitHub("ambiguous"), 12, "set-aside", null],
])("%s", async ([, thrown, attempt, outcome, seconds]) => {
  await askFor(database.db, "compare", 7, ["a...b"]);
  await sql`update due_work set attempts = ${attempt - 1}, failing_since = now() - interval '25 hours'`.execute(
    database.db,
  );
  const { context, counted, logged } = watched();

  await workOff(context, work, () => Promise.reject(thrown));

  expect(counted).toEqual([["compare", outcome]]);
  const about = { work: "compare", installation: null, repository: 7, subject: "a...b", attempt, err: thrown };
  expect(logged).toEqual([seconds === null ? about : { ...about, seconds }]);
});

test("work that takes a minute stays with a process that lives, and so does what waits behind it", async () => {
  await askFor(database.db, "compare", 7, ["a...b", "c...d"]);
  const { context, counted, beat } = watched();
  const taken: DueClaim[] = [];

  await workOff(context, work, async (claim) => {
    for (let seconds = 0; seconds < 60; seconds += 15) {
      await sql`update due_work set leased_until = leased_until - interval '15 seconds'`.execute(database.db);
      beat();
      await expect.poll(secondsOfShortestLease, { timeout: 10_000, interval: 5 }).toBeGreaterThan(15);
      taken.push(...(await claimDue(database.db, "compare", 9)));
    }
    await finish(database.db, [claim]);
  });

  expect(taken).toEqual([]);
  expect(counted).toEqual([
    ["compare", "done"],
    ["compare", "done"],
  ]);
});

async function secondsOfShortestLease(): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from min(leased_until) - now())::float8 as seconds from due_work`.execute(database.db);
  return rows[0]?.seconds ?? 0;
}
