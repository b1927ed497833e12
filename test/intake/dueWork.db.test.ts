import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import {
  askFor,
  askOnce,
  askUnlessAsked,
  claimDue,
  type DueClaim,
  finish,
  heartbeat,
  longestDueRepository,
  type Patience,
  postpone,
  prolong,
  retryLater,
  type WorkKind,
} from "../../src/intake/dueWork.ts";
import { leaseSeconds } from "../../src/intake/lease.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const repository = 7;

const ask = (...subjects: string[]) => askFor(database.db, "publish", repository, subjects);
const claim = (limit = 9) => claimDue(database.db, "publish", limit);

async function claimOne(): Promise<DueClaim> {
  const [only, ...others] = await claim();
  if (only === undefined || others.length > 0) throw new Error("expected one claim");
  return only;
}

/** `#1` is still held, five seconds before its lease runs out; `#2` was done. */
async function claimedOfWhichOneIsDone(): Promise<{ claims: DueClaim[]; held: DueClaim[] }> {
  await ask("#1", "#2");
  const claims = await claim();
  await pass(leaseSeconds - 5);
  const isDone = ({ subject }: DueClaim) => subject === "#2";
  await finish(database.db, claims.filter(isDone));
  return { claims, held: claims.filter((each) => !isDone(each)) };
}

/** Moves every time in the table back, as if so many seconds had passed on the database's clock. */
async function pass(seconds: number): Promise<void> {
  const back = (column: "due_at" | "leased_until" | "failing_since") =>
    sql<string>`${sql.ref(column)} - interval '1 second' * ${seconds}::int`;
  await database.db
    .updateTable("due_work")
    .set({ due_at: back("due_at"), leased_until: back("leased_until"), failing_since: back("failing_since") })
    .execute();
}

const waiting = () =>
  database.db
    .selectFrom("due_work")
    .select(["subject", "wanted", "attempts", "lease", "last_error"])
    .orderBy("subject")
    .execute();

describe("asking for what may have been asked for", () => {
  const askAgain = () => askUnlessAsked(database.db, "publish", repository, "#1");

  test("is a wish", async () => {
    await askAgain();
    expect(await claim()).toMatchObject([{ subject: "#1", wanted: 1 }]);
  });

  test("leaves work asleep that is due later", async () => {
    await askFor(database.db, "publish", repository, ["#1"], { delaySeconds: 60 });
    await askAgain();
    expect(await claim()).toEqual([]);
  });

  test("while somebody is at it leaves it for another pass", async () => {
    await askAgain();
    const held = await claimOne();
    await askAgain();
    await finish(database.db, [held]);
    expect(await claim()).toMatchObject([{ subject: "#1", wanted: 2 }]);
  });
});

describe("asking", () => {
  test("for several subjects at once, one of them twice, is one wish for each", async () => {
    await ask("#2", "#1", "#2");
    expect(await claim()).toMatchObject([
      { kind: "publish", repositoryId: 7, subject: "#1", wanted: 1, attempts: 1 },
      { kind: "publish", repositoryId: 7, subject: "#2", wanted: 1, attempts: 1 },
    ]);
  });

  test("for nothing does nothing", async () => {
    await ask();
    expect(await waiting()).toEqual([]);
  });

  test("again before it is done stays one piece of work", async () => {
    await ask("#1");
    await ask("#1");
    expect(await claim()).toMatchObject([{ subject: "#1", wanted: 2 }]);
  });

  test("again keeps the earlier time", async () => {
    await askFor(database.db, "publish", repository, ["#1"], { delaySeconds: 30 });
    await askFor(database.db, "publish", repository, ["#1"], { delaySeconds: 60 });
    await pass(30);
    expect(await claim()).toHaveLength(1);
  });

  test("again for now makes due what was to wait", async () => {
    await askFor(database.db, "publish", repository, ["#1"], { delaySeconds: 30 });
    expect(await claim()).toEqual([]);
    await ask("#1");
    expect(await claim()).toHaveLength(1);
  });

  test("may name the moment", async () => {
    await askFor(database.db, "publish", repository, ["#1"], { dueAt: "2020-01-01T00:00:00Z" });
    await askFor(database.db, "publish", repository, ["#2"], { dueAt: "9999-01-01T00:00:00Z" });
    expect(await claim()).toMatchObject([{ subject: "#1" }]);
  });

  test("in another kind or repository is other work", async () => {
    await ask("#1");
    await askFor(database.db, "fold", repository, ["#1"]);
    await askFor(database.db, "publish", 8, ["#1"]);
    expect(await claim()).toHaveLength(2);
    expect(await claimDue(database.db, "fold", 9)).toHaveLength(1);
  });
});

describe("claiming", () => {
  test("takes what has been due longest, as much as asked for", async () => {
    await ask("#1");
    await pass(10);
    await ask("#2");
    await pass(10);
    await ask("#3");
    expect((await claim(2)).map(({ subject }) => subject).toSorted()).toEqual(["#1", "#2"]);
  });

  test("leaves alone what is held", async () => {
    await ask("#1");
    await claimOne();
    expect(await claim()).toEqual([]);
  });

  test("takes over what a dead worker held, once its lease has run out", async () => {
    await ask("#1");
    const dead = await claimOne();
    await pass(leaseSeconds - 1);
    expect(await claim()).toEqual([]);
    await pass(1);
    const taken = await claimOne();
    expect(taken).toMatchObject({ subject: "#1", attempts: 2 });
    expect(taken.lease).not.toBe(dead.lease);
  });

  test("by several at once gives each piece to one of them", async () => {
    await ask(...Array.from({ length: 30 }, (_, i) => `#${i}`));
    const claims = await Promise.all(Array.from({ length: 6 }, () => claim(10)));
    const subjects = claims.flat().map(({ subject }) => subject);
    expect(subjects).toHaveLength(new Set(subjects).size);
    // Who comes upon rows that another is just taking passes over them, so a round may leave some; they are free for the next.
    expect(subjects.length + (await claim(30)).length).toBe(30);
  });
});

describe("two installations of thousands of repositories, which ask for more all the while,", () => {
  /** As many repositories in each, all asked for in one statement: as if a day's work of both came due at once. */
  const flood = (kind: WorkKind, repositories: number, subjects: number) =>
    sql`
      insert into due_work (kind, repository_id, subject, due_at)
      select ${kind}, 1000 + repository, '#' || subject, now()
      from generate_series(1, ${2 * repositories}::int) as repository, generate_series(1, ${subjects}::int) as subject
      on conflict (kind, repository_id, subject) do nothing`.execute(database.db);

  test("hold up another's one piece for no more claims than it takes to work off what was due before", async () => {
    await flood("publish", 2_000, 1);
    await ask("#1");
    for (let turn = 1; turn <= 40; turn += 1) {
      const claims = await claim(100);
      expect(claims.filter(({ repositoryId }) => repositoryId === repository)).toEqual([]);
      await finish(database.db, claims);
      await flood("publish", 2_000, 1);
    }
    expect(await claim(100)).toContainEqual(expect.objectContaining({ repositoryId: repository, subject: "#1" }));
  });

  test("hold up another's one piece for one turn of each repository, however much is due in each", async () => {
    await flood("fold", 50, 30);
    await askFor(database.db, "fold", repository, ["#1"]);
    for (let turn = 1; turn <= 100; turn += 1) {
      const next = await longestDueRepository(database.db, "fold");
      expect(next).not.toBe(repository);
      await finish(database.db, await claimDue(database.db, "fold", 200, next));
      await flood("fold", 50, 30);
    }
    expect(await longestDueRepository(database.db, "fold")).toBe(repository);
  });
});

describe("finishing", () => {
  test("ends the work", async () => {
    await ask("#1", "#2");
    await finish(database.db, await claim());
    expect(await waiting()).toEqual([]);
  });

  test("does not lose a wish that came while the work was done", async () => {
    await ask("#1", "#2");
    const claims = await claim();
    await ask("#1");
    await finish(database.db, claims);
    expect(await waiting()).toEqual([{ subject: "#1", wanted: 2, attempts: 0, lease: null, last_error: null }]);
    await finish(database.db, await claim());
    expect(await waiting()).toEqual([]);
  });

  test("by one whose lease was taken over changes nothing", async () => {
    await ask("#1");
    const stale = await claimOne();
    await pass(leaseSeconds);
    const holder = await claimOne();
    await finish(database.db, [stale]);
    await retryLater(database.db, stale, 0, "stale");
    await postpone(database.db, stale, 0);
    expect(await heartbeat(database.db, [stale])).toEqual([]);
    expect(await waiting()).toEqual([{ subject: "#1", wanted: 1, attempts: 2, lease: holder.lease, last_error: null }]);
  });

  test("after the work was finished and asked for anew changes nothing", async () => {
    await ask("#1");
    const stale = await claimOne();
    await finish(database.db, [stale]);
    await ask("#1");
    await finish(database.db, [stale]);
    expect(await waiting()).toHaveLength(1);
  });

  test("while others ask at once loses no wish", async () => {
    await ask("#1");
    for (let round = 0; round < 20; round += 1) {
      const held = await claimOne();
      await Promise.all([finish(database.db, [held]), ask("#1")]);
      expect(await waiting()).toMatchObject([{ subject: "#1", lease: null }]);
    }
  });
});

describe("giving back", () => {
  test("after a failure waits, counts the attempt and keeps the reason", async () => {
    await ask("#1");
    await retryLater(database.db, await claimOne(), 60, "GitHub answered 502 \0");
    expect(await claim()).toEqual([]);
    expect(await waiting()).toMatchObject([{ lease: null, last_error: "GitHub answered 502 " }]);
    await pass(60);
    expect(await claimOne()).toMatchObject({ attempts: 2 });
  });

  test("because it is too early waits and counts no attempt", async () => {
    await ask("#1");
    await postpone(database.db, await claimOne(), 25);
    expect(await claim()).toEqual([]);
    await pass(25);
    expect(await claimOne()).toMatchObject({ attempts: 1 });
  });
});

describe("failing", () => {
  /** As one that waits a minute between two tries. */
  async function fail(times: number, patience?: Patience): Promise<string[]> {
    const fates: string[] = [];
    for (let time = 0; time < times; time += 1) {
      await pass(60);
      fates.push(await retryLater(database.db, await claimOne(), 60, "poison", patience));
    }
    return fates;
  }
  const again = (times: number) => Array.from({ length: times }, () => "again");
  const day = 24 * 60 * 60;

  test("often, but not for a day, is tried again", async () => {
    await ask("#1");
    expect(await fail(20)).toEqual(again(20));
  });

  test("for a day, but not often, is tried again", async () => {
    await ask("#1");
    await fail(1);
    await pass(day);
    expect(await fail(10)).toEqual(again(10));
  });

  test("twelve times over a day is set aside: nobody is given it, and other work goes on", async () => {
    await ask("#1");
    expect(await fail(11)).toEqual(again(11));
    await pass(day);
    expect(await fail(1)).toEqual(["set-aside"]);
    await pass(2 * day);
    expect(await claim()).toEqual([]);
    await ask("#2");
    expect(await claim()).toMatchObject([{ subject: "#2" }]);
  });

  test("for a reason that lies elsewhere is never set aside", async () => {
    await ask("#1");
    await fail(1, "endless");
    await pass(day);
    expect(await fail(30, "endless")).toEqual(again(30));
  });

  test("and then being done counts from the start", async () => {
    await ask("#1");
    await fail(11);
    await pass(day);
    const held = await claimOne();
    await ask("#1");
    await finish(database.db, [held]);
    expect(await fail(12)).toEqual(again(12));
  });

  test("and set aside, it gets one more try when something new is heard, not when it is only looked for", async () => {
    await ask("#1");
    await fail(11);
    await pass(day);
    await fail(1);
    await askOnce(database.db, "publish", repository, ["#1"]);
    await askUnlessAsked(database.db, "publish", repository, "#1");
    expect(await claim()).toEqual([]);
    await ask("#1");
    expect(await fail(1)).toEqual(["set-aside"]);
  });
});

test("a heartbeat keeps the work from being taken over, and tells what was lost", async () => {
  const { claims, held } = await claimedOfWhichOneIsDone();
  expect(await heartbeat(database.db, claims)).toEqual(held);
  await pass(leaseSeconds - 1);
  expect(await claim()).toEqual([]);
  await pass(1);
  expect(await claim()).toHaveLength(1);
});

test("prolonged by a beat, what is still held is kept from being taken over; what was lost stays lost", async () => {
  const { claims } = await claimedOfWhichOneIsDone();
  await ask("#2");
  const [taken] = await claim();
  await prolong(database.db, claims);
  await pass(leaseSeconds - 1);
  expect(await claim()).toEqual([]);
  await pass(1);
  expect(taken?.subject).toBe("#2");
  expect((await claim()).map(({ subject }) => subject)).toEqual(["#1", "#2"]);
});

test.skipIf(process.env["THROUGHLINE_TEST_DATABASE"] !== "postgres")(
  "a beat waits for no transaction: what that holds is left for the next one",
  async () => {
    await ask("#1", "#2");
    const claims = await claim();
    await pass(leaseSeconds - 5);
    await database.db.transaction().execute(async (trx) => {
      await heartbeat(
        trx,
        claims.filter(({ subject }) => subject === "#1"),
      );
      await prolong(database.db, claims);
    });
    await pass(leaseSeconds - 1);
    expect(await claim()).toEqual([]);
  },
);
