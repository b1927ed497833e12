/** How deliveries that were missed come back. */
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { GitHubFailure } from "../../src/github/github.ts";
import { addSeconds, type Instant, instantOfEpochSeconds, secondsBetween } from "../../src/instant.ts";
import { claimDeliveries, storeDeliveries } from "../../src/intake/deliveries.ts";
import { deliveriesOfWeek, gapsWithin } from "../../src/intake/deliveryHealth.ts";
import { countWork } from "../../src/intake/dueWork.ts";
import { claimRecovery } from "../../src/intake/recovery.ts";
import { rememberDirectory } from "../../src/signals/repositories.ts";
import { recoverer } from "../../src/steps/recoverDue.ts";
import { arrivalOf } from "../support/arrivals.ts";
import { useDatabase } from "../support/database.ts";
import { installed } from "../support/historyReading.ts";
import { failAt, type SimulatedHook, simulatedHook } from "../support/simulatedHook.ts";

const database = useDatabase();
const hour = 3_600;
const now = instantOfEpochSeconds(Math.floor(Date.now() / 1000));

let hook: SimulatedHook;
/** Whether the app takes what is sent again. */
let isUp: boolean;
let run: () => Promise<number>;

beforeEach(() => {
  isUp = true;
  hook = simulatedHook({
    now: () => addSeconds(now, -600),
    deliver: async (guid) => {
      if (isUp) await store(guid, now);
      return isUp ? 202 : 503;
    },
  });
  run = startedApp();
});

test("all that was missed in 71 hours comes back, oldest first, each asked for once; the next pass is one page", async () => {
  missed(300);
  await untilIdle();
  expect(await storedCount()).toBe(300);
  expect(hook.requests).toEqual([
    "list newest",
    "list v1_1200",
    "list v1_1100",
    ...guids(300).map((guid) => `ask ${guid}`),
  ]);

  hook.attempted("taken", now, 202);
  await store("taken", now);
  await passIsDue();
  await untilIdle();
  hook.requests.length = 0;
  await passIsDue();
  await untilIdle();
  expect(hook.requests).toEqual(["list newest"]);
});

test("a pass is made at once after a start, and then every five minutes", async () => {
  await untilIdle();
  await untilIdle();
  expect(hook.requests).toEqual(["list newest"]);
  run = startedApp();
  await untilIdle();
  expect(hook.requests).toEqual(["list newest", "list newest"]);
  expect(await secondsUntilNextPass()).toBeGreaterThan(290);
  expect(await secondsUntilNextPass()).toBeLessThanOrEqual(300);
});

describe("when GitHub does not go along", () => {
  test("asked for patience in the middle, nothing is sent before it is over; then it goes on where it was", async () => {
    missed(300);
    hook.before = failAt(3 + 101, failure("try-later", 403, 60));
    await untilIdle();
    run = startedApp();
    await untilIdle();
    expect(hook.requests).toHaveLength(3 + 101);
    expect(await secondsOfPatience()).toBeGreaterThan(58);

    hook.requests.length = 0;
    hook.before = () => {};
    await patienceIsOver();
    await untilIdle();
    expect(await storedCount()).toBe(300);
    expect(hook.requests.filter((each) => each.startsWith("ask"))).toEqual(
      guids(300)
        .slice(100)
        .map((guid) => `ask ${guid}`),
    );
  });

  test("a failure in the middle of the list keeps the place, and what came in meanwhile is in the next pass", async () => {
    missed(300);
    hook.before = failAt(2, failure("try-later", 502, null));
    await untilIdle();
    hook.attempted("meanwhile", addSeconds(now, 1), 0);
    hook.before = () => {};
    await patienceIsOver();
    await untilIdle();
    expect(hook.requests.slice(0, 4)).toEqual(["list newest", "list v1_1200", "list v1_1200", "list v1_1100"]);
    expect(await storedCount()).toBe(300);
    await passIsDue();
    await untilIdle();
    expect(await storedCount()).toBe(301);
  });

  test("a cursor that GitHub knows no more has the list read from its top", async () => {
    missed(300);
    hook.before = failAt(2, failure("refused", 422, null));
    await untilIdle();
    hook.before = () => {};
    await patienceIsOver();
    await untilIdle();
    expect(hook.requests.slice(0, 4)).toEqual(["list newest", "list v1_1200", "list newest", "list v1_1200"]);
    expect(await storedCount()).toBe(300);
  });

  test("an answer that is lost counts as asked: GitHub may be sending it", async () => {
    missed(2);
    hook.before = failAt(2, failure("ambiguous", 502, null));
    await untilIdle();
    hook.before = () => {};
    await patienceIsOver();
    await untilIdle();
    expect(asked()).toEqual(["ask m-000", "ask m-001"]);
  });

  test("one that GitHub does not have any more is lost, and the others come; what the API tells of it is looked for", async () => {
    await installed(database.db, { id: 1001, fullName: "acme/shop" }, addSeconds(now, -600_000));
    missed(3);
    hook.redeliver = async (id) => {
      if (id === 1_001) return "gone";
      await store(`m-00${id - 1_000}`, now);
      return "asked";
    };
    await untilIdle();
    expect(await storedCount()).toBe(2);
    const at = firstTold(1, 3);
    expect(await lostSince(at, addSeconds(at, 1))).toBe(1);
    expect(await countWork(database.db, "reconcile", 1001)).toBe(1);
  });
});

describe("what counts as missed", () => {
  test.each([
    ["failed, and is not here", { answered: 503, isHere: false }, 1],
    ["never reached the app", { answered: 0, isHere: false }, 1],
    ["was taken by somebody, and is not here", { answered: 202, isHere: false }, 1],
    ["failed, and is here: the answer was lost", { answered: 0, isHere: true }, 0],
    ["was taken, and is here", { answered: 202, isHere: true }, 0],
  ])("one that %s", async (_what, { answered, isHere }, times) => {
    hook.attempted("one", addSeconds(now, -hour), answered);
    if (isHere) await store("one", now);
    await untilIdle();
    expect(asked()).toHaveLength(times);
  });

  test("an attempt that comes into the list a minute late, behind newer ones, is found by the next pass", async () => {
    hook.attempted("newest", now, 202);
    await store("newest", now);
    await untilIdle();
    hook.attempted("late", addSeconds(now, -60), 503);
    await passIsDue();
    await untilIdle();
    expect(asked()).toEqual(["ask late"]);
  });

  test("one that failed twice is one, and is asked for by its latest attempt", async () => {
    hook.attempted("one", addSeconds(now, -2 * hour), 503);
    const { id } = hook.attempted("one", addSeconds(now, -hour), 503);
    const ids: number[] = [];
    hook.redeliver = async (attempt) => {
      ids.push(attempt);
      return "asked";
    };
    await untilIdle();
    expect(ids).toEqual([id]);
  });

  test("nothing of an installation that was removed, and nothing from before three days", async () => {
    const removed = { kind: "installation", id: 9, state: "deleted" } as const;
    await rememberDirectory(database.db, [{ news: removed, receivedAt: now }]);
    hook.attempted("old", addSeconds(now, -73 * hour), 503, { installation_id: 8 });
    hook.attempted("theirs", addSeconds(now, -hour), 503, { installation_id: 9 });
    hook.attempted("ours", addSeconds(now, -hour), 503, { installation_id: 8 });
    await untilIdle();
    expect(asked()).toEqual(["ask ours"]);
  });
});

describe("what does not come back", () => {
  test("is asked for again after ten minutes, then twenty, and so on to six hours; sixteen times in all", async () => {
    missed(1);
    isUp = false;
    const waits: number[] = [];
    for (let times = 1; times <= 20; times += 1) {
      await untilIdle();
      waits.push(await minutesUntilAsked());
      await askIsDue();
    }
    expect(asked()).toHaveLength(16);
    expect(waits.slice(0, 8)).toEqual([10, 20, 40, 80, 160, 320, 360, 360]);
    expect(await lostSince(firstTold(0, 1), now)).toBe(1);
  });

  test("is not asked for while its redelivery may be on its way, however many passes there are", async () => {
    missed(1);
    isUp = false;
    for (let times = 1; times <= 5; times += 1) {
      await untilIdle();
      await passIsDue();
    }
    expect(asked()).toHaveLength(1);
  });

  test("a downtime of more than three days leaves a gap, and has GitHub asked what happened", async () => {
    await installed(database.db, { id: 1001, fullName: "acme/shop" }, addSeconds(now, -600_000));
    await untilIdle();
    await sql`update recovery set passed_at = now() - interval '100 hours'`.execute(database.db);
    await passIsDue();
    await untilIdle();
    expect(await gapHours()).toEqual([[100, 72]]);
    expect(await countWork(database.db, "reconcile", 1001)).toBe(1);
  });

  test("of a database that never made a pass, the gap begins with its latest receipt; of an empty one there is none", async () => {
    await untilIdle();
    expect(await gapHours()).toEqual([]);
    await sql`delete from recovery`.execute(database.db);
    await store("long ago", addSeconds(now, -90 * hour));
    await untilIdle();
    expect(await gapHours()).toEqual([[90, 72]]);
  });
});

test("what came late counts as received when GitHub first tried, and as repaired", async () => {
  hook.attempted("one", addSeconds(now, -50 * hour), 503);
  hook.attempted("one", addSeconds(now, -2 * hour), 503);
  await untilIdle();
  const [delivery] = await database.db.transaction().execute((trx) => claimDeliveries(trx, 10));
  expect(delivery?.receivedAt).toBe(addSeconds(now, -50 * hour));
  await sql`update deliveries set state = 'done', attempts = 1`.execute(database.db);
  const today = { from: addSeconds(now, -hour), to: addSeconds(now, hour) };
  expect(await deliveriesOfWeek(database.db, [7], today)).toEqual({ setAside: 0, repaired: 1, lost: 0 });
});

test("of two processes one works; when it dies another goes on from there once the lease is over", async () => {
  missed(300);
  await claimRecovery(database.db, { atOnce: true });
  await untilIdle();
  expect(hook.requests).toEqual([]);
  await sql`update recovery set leased_until = now()`.execute(database.db);
  await Promise.all([untilIdle(), untilIdle(startedApp())]);
  expect(await storedCount()).toBe(300);
  expect(asked()).toHaveLength(300);
});

function startedApp(): () => Promise<number> {
  const log = { info: () => {}, warn: () => {} };
  return recoverer({ db: database.db, hook, log, pause: async () => {} });
}

async function untilIdle(step = run): Promise<void> {
  while ((await step()) > 0);
}

/** So many over 71 hours, and none of them taken. */
function missed(count: number): void {
  guids(count).forEach((guid, place) => hook.attempted(guid, firstTold(place, count), 0));
}

function firstTold(place: number, count: number): Instant {
  return addSeconds(now, Math.floor((-71 * hour * (count - place)) / count));
}

function guids(count: number): string[] {
  return Array.from({ length: count }, (_, place) => `m-${String(place).padStart(3, "0")}`);
}

function asked(): string[] {
  return hook.requests.filter((request) => request.startsWith("ask"));
}

async function store(id: string, receivedAt: Instant): Promise<void> {
  await storeDeliveries(database.db, [arrivalOf({ id, receivedAt })]);
}

async function storedCount(): Promise<number> {
  return (await database.db.selectFrom("deliveries").select("id").execute()).length;
}

function failure(meaning: GitHubFailure["meaning"], status: number, retryAfterSeconds: number | null): GitHubFailure {
  return new GitHubFailure("GitHub did not go along", { meaning, status, retryAfterSeconds });
}

async function passIsDue(): Promise<void> {
  await sql`update recovery set next_pass_at = now()`.execute(database.db);
}

async function patienceIsOver(): Promise<void> {
  await sql`update recovery set not_before = now()`.execute(database.db);
}

async function askIsDue(): Promise<void> {
  await sql`update missed_deliveries set ask_at = now() where ask_at is not null`.execute(database.db);
}

async function secondsUntilNextPass(): Promise<number> {
  return number(sql`select extract(epoch from next_pass_at - now())::float8 as n from recovery`);
}

async function secondsOfPatience(): Promise<number> {
  return number(sql`select extract(epoch from not_before - now())::float8 as n from recovery`);
}

async function minutesUntilAsked(): Promise<number> {
  return Math.round(
    await number(sql`select coalesce(extract(epoch from ask_at - now()) / 60, 0)::float8 as n from missed_deliveries`),
  );
}

async function number(query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ n: number }>`${query}`.execute(database.db);
  return rows[0]!.n;
}

async function lostSince(from: Instant, to: Instant): Promise<number> {
  return (await deliveriesOfWeek(database.db, [7], { from, to })).lost;
}

/** From how many hours ago to how many. */
async function gapHours(): Promise<number[][]> {
  const gaps = await gapsWithin(database.db, [7], { from: addSeconds(now, -200 * hour), to: now });
  return gaps.map(({ since, until }) => [hoursBefore(since), hoursBefore(until)]);
}

function hoursBefore(moment: Instant): number {
  return Math.round(secondsBetween(moment, now) / hour);
}
