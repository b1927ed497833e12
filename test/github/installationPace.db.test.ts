/** Several replicas on one database keep GitHub's limits together; time passes here by moving what is remembered into the past. */
import { sql } from "kysely";
import { expect, test } from "vitest";
import { installationPace } from "../../src/github/installationPace.ts";
import { useDatabase } from "../support/database.ts";
import { letPass } from "../support/installationClock.ts";

const database = useDatabase();

function replica() {
  return installationPace(database.db);
}

const pass = (seconds: number): Promise<void> => letPass(database.db, seconds);

/** As if so many had been written, so far apart, the last one that long ago. */
async function havingWritten(count: number, secondsApart: number, secondsAgo: number): Promise<void> {
  await sql`
    insert into installation_pace (installation_id, writes)
    select 5, array_agg(now() - (${secondsAgo}::float8 + ${secondsApart}::float8 * back) * interval '1 second' order by back desc)
    from generate_series(0, ${count - 1}::integer) as back`.execute(database.db);
}

test.each([
  { urgency: "answer", count: 59, secondsApart: 0.9, limit: "60 a minute", until: 60 },
  { urgency: "refresh", count: 49, secondsApart: 1.1, limit: "50 a minute", until: 60 },
  { urgency: "answer", count: 399, secondsApart: 8, limit: "400 an hour", until: 3600 },
  { urgency: "refresh", count: 339, secondsApart: 9, limit: "340 an hour", until: 3600 },
] as const)("$limit of $urgency, then the first must be over", async ({ urgency, count, secondsApart, until }) => {
  await havingWritten(count, secondsApart, 1);
  const first = 1 + (count - 1) * secondsApart;
  const last = await replica().takeTurn(5, urgency);
  expect(last.kind).toBe("granted");
  await replica().giveBack(5, last.kind === "granted" ? last.turn : 0, true);
  await pass(1.25);
  const next = await replica().takeTurn(5, urgency);
  expect(next.kind).toBe("wait");
  // The machine's own time passes as well.
  const seconds = next.kind === "wait" ? next.seconds : 0;
  expect(seconds).toBeLessThanOrEqual(until - first - 1.25);
  expect(seconds).toBeGreaterThan(0);
  await pass(seconds);
  expect((await replica().takeTurn(5, urgency)).kind).toBe("granted");
});

test("texts that are brought up to date leave room for answers", async () => {
  await havingWritten(50, 1.1, 1);
  expect((await replica().takeTurn(5, "refresh")).kind).toBe("wait");
  expect((await replica().takeTurn(5, "answer")).kind).toBe("granted");
});

test("a second lies between two writes", async () => {
  const turn = await replica().takeTurn(5, "answer");
  await replica().giveBack(5, turn.kind === "granted" ? turn.turn : 0, true);
  await pass(0.4);
  const next = await replica().takeTurn(5, "answer");
  expect(next.kind === "wait" ? next.seconds : 0).toBeGreaterThan(0);
});

test("one write at a time; who dies in it holds up the others for half a minute", async () => {
  const [one, other] = [replica(), replica()];
  expect(await one.takeTurn(5, "answer")).toMatchObject({ kind: "granted" });
  await pass(20);
  expect(await other.takeTurn(5, "answer")).toEqual({ kind: "wait", seconds: 0 });
  await pass(10);
  expect(await other.takeTurn(5, "answer")).toMatchObject({ kind: "granted" });
});

test("who lost the turn cannot give back another's", async () => {
  const [one, other] = [replica(), replica()];
  const lost = await one.takeTurn(5, "answer");
  await pass(40);
  await other.takeTurn(5, "answer");
  await one.giveBack(5, lost.kind === "granted" ? lost.turn : 0, true);
  await pass(2);
  expect(await one.takeTurn(5, "answer")).toEqual({ kind: "wait", seconds: 0 });
});

test("of eight who ask at once one gets the turn", async () => {
  const turns = await Promise.all(Array.from({ length: 8 }, () => replica().takeTurn(5, "answer")));
  expect(turns.filter(({ kind }) => kind === "granted")).toHaveLength(1);
});

test("patience that GitHub asks one for is everybody's, for reading too, and no other installation's", async () => {
  await replica().pause(5, 90);
  expect(await replica().secondsToRead(5)).toBeCloseTo(90, 0);
  expect(await replica().takeTurn(5, "answer")).toEqual({ kind: "wait", seconds: expect.closeTo(90, 0) });
  expect(await replica().secondsToRead(6)).toBe(0);
  await pass(90);
  expect(await replica().secondsToRead(5)).toBe(0);
});

test("a shorter patience does not end a longer one", async () => {
  await replica().pause(5, 90);
  await replica().pause(5, 10);
  expect(await replica().secondsToRead(5)).toBeCloseTo(90, 0);
});

test("patience without a time is a minute, each time in a row twice as long up to an hour, until a write is done", async () => {
  const lengths: number[] = [];
  for (let times = 0; times < 8; times += 1) {
    lengths.push(Math.round(await replica().pause(5, null)));
    await pass(3601);
  }
  expect(lengths).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
  const turn = await replica().takeTurn(5, "answer");
  await replica().giveBack(5, turn.kind === "granted" ? turn.turn : 0, true);
  expect(Math.round(await replica().pause(5, null))).toBe(60);
});

/** Fails so often, each time when it may ask, and returns for how many seconds nothing is asked then. */
async function failing(times: number): Promise<number[]> {
  const rests: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const rest = Math.round(await replica().unanswered(5));
    rests.push(rest);
    await pass(rest);
  }
  return rests;
}

test("after five failures in a row nothing is asked for half a minute, each time twice as long up to five minutes, until one is answered", async () => {
  expect(await failing(11)).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 300, 300, 300]);
  expect(await replica().answered(5)).toBe(true);
  expect(await failing(4)).toEqual([0, 0, 0, 0]);
  expect(await replica().answered(5)).toBe(false);
});

test("of all who ask after a rest one is the test; the others wait for the next", async () => {
  await failing(5);
  const seconds = await Promise.all(Array.from({ length: 8 }, () => replica().secondsToRead(5)));
  expect(seconds.filter((each) => each === 0)).toHaveLength(1);
  expect(Math.max(...seconds)).toBeCloseTo(60, 0);
  // It failed: that was counted when it began.
  expect(await replica().unanswered(5)).toBeCloseTo(60, 0);
});

test("a write may be the test as well, and its answer lets all go on", async () => {
  await failing(5);
  const turn = await replica().takeTurn(5, "answer");
  expect(turn.kind).toBe("granted");
  expect(await replica().secondsToRead(5)).toBeGreaterThan(0);
  expect(await replica().answered(5)).toBe(true);
  await replica().giveBack(5, turn.kind === "granted" ? turn.turn : 0, true);
  expect(await replica().secondsToRead(5)).toBe(0);
});

test("an outage of one installation is none of another's", async () => {
  await replica().unanswered(5);
  await failing(4);
  await replica().unanswered(5);
  expect(await replica().secondsToRead(5)).toBeGreaterThan(0);
  expect(await replica().secondsToRead(6)).toBe(0);
});

test("who fails at the same time does not make it longer", async () => {
  await failing(4);
  const rests = await Promise.all(Array.from({ length: 4 }, () => replica().unanswered(5)));
  expect(rests.map(Math.round)).toEqual([30, 30, 30, 30]);
});
