/** Several replicas on one database keep GitHub's limits together; time passes here by moving what is remembered into the past. */
import { sql } from "kysely";
import { expect, test } from "vitest";
import { installationPace, type Urgency } from "../../src/github/installationPace.ts";
import { useDatabase } from "../support/database.ts";
import { letPass } from "../support/installationClock.ts";

const database = useDatabase();

function replica() {
  return installationPace(database.db);
}

const pass = (seconds: number): Promise<void> => letPass(database.db, seconds);

/** Writes as fast as two replicas may, and says at which second each was sent. */
async function busily(urgency: Urgency, forSeconds: number): Promise<number[]> {
  const replicas = [replica(), replica()];
  const sent: number[] = [];
  const startedAt = performance.now();
  let passed = 0;
  // The machine's own time passes as well.
  const now = () => passed + (performance.now() - startedAt) / 1000;
  for (let turns = 0; now() < forSeconds; turns += 1) {
    const pace = replicas[turns % 2]!;
    const turn = await pace.takeTurn(5, urgency);
    if (turn.kind === "granted") {
      sent.push(now());
      await pace.giveBack(5, turn.turn, true);
    } else {
      await pass(turn.seconds + 0.001);
      passed += turn.seconds + 0.001;
    }
  }
  return sent;
}

function mostWithin(moments: readonly number[], seconds: number): number {
  return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + seconds).length));
}

/** By the database's clock: the latest four hundred. */
async function noted(): Promise<number[]> {
  const { rows } = await sql<{ at: number }>`
    select extract(epoch from each)::float8 as at from installation_pace, unnest(writes) as each order by each`.execute(
    database.db,
  );
  return rows.map(({ at }) => at);
}

test("two replicas send at most 60 writes a minute and 400 an hour, a second apart", async () => {
  const sent = await busily("answer", 3700);
  // A write is noted here a moment after its turn.
  expect(mostWithin(sent, 3599)).toBe(400);
  expect(mostWithin(await noted(), 60)).toBe(60);
  expect(mostWithin(await noted(), 1)).toBe(1);
});

test("texts that are brought up to date leave room for answers", async () => {
  const pace = replica();
  for (let texts = 0; texts < 50; texts += 1) {
    const turn = await pace.takeTurn(5, "refresh");
    await pace.giveBack(5, turn.kind === "granted" ? turn.turn : 0, true);
    await pass(1);
  }
  expect(await pace.takeTurn(5, "refresh")).toMatchObject({ kind: "wait" });
  expect(await pace.takeTurn(5, "answer")).toMatchObject({ kind: "granted" });
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
