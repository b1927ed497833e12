/** What is left of a person who is to be nobody in particular: looked for in every table; and what stays as it was. */
import { beforeEach, expect, test } from "vitest";
import { activePeople } from "../../src/signals/signalReader.ts";
import { factsForKnowledge } from "../../src/signals/signalLog.ts";
import { hidePerson, personNamed } from "../../src/db/hidePerson.ts";
import { askFor } from "../../src/intake/dueWork.ts";
import { itemSubjects } from "../../src/signals/signalReader.ts";
import { itemTimelines, pullRequestTimeline } from "../../src/timeline/timelineReader.ts";
import { useDatabase } from "../support/database.ts";
import { numberFor } from "../support/payloadParts.ts";
import { tracesOf } from "../support/traces.ts";
import { acme, hear, live, rival } from "../support/twoTenants.ts";

const database = useDatabase();
const pseudonym = { id: 2 ** 52 + 7, login: "hidden-1f3a9c2e" };
const another = { id: 2 ** 52 + 8, login: "hidden-aa00bb11" };
const march = { from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z" };
/** Opens, pushes, merges and asks. */
const author = acme.person;
/** Is asked for a review, and gives it. */
const reviewer = `${acme.person}-friend`;

beforeEach(async () => {
  await live(database.db, acme);
  await live(database.db, rival);
});

test.each([
  ["the author", author, author],
  ["the author in other capitals", author.toUpperCase(), author],
  ["the author by id", String(numberFor(author)), author],
  ["the reviewer", reviewer, reviewer],
])("nothing is left of %s, whether login or id, in any table", async (_who, named, login) => {
  expect(Object.keys(await tracesOf(database.db, numberFor(login))).length).toBeGreaterThan(1);
  await hide(named);
  expect(await tracesOf(database.db, numberFor(login))).toEqual({});
  // A longer login that begins so is another person's.
  expect(await tracesOf(database.db, `${login}(?!-friend)`)).toEqual({});
});

test("every count stays: who was two people is two people, and everybody else is who they were", async () => {
  const { db } = database;
  const peopleBefore = await activePeople(db, [acme.id], march, []);
  const rivals = await factsForKnowledge(db, rival.id);
  const friend = await tracesOf(db, numberFor(reviewer));
  await hide(author);
  expect(await activePeople(db, [acme.id], march, [])).toBe(peopleBefore);
  expect(await factsForKnowledge(db, rival.id)).toEqual(rivals);
  // But for the bodies that told of both.
  expect({ ...(await tracesOf(db, numberFor(reviewer))), deliveries: 0 }).toEqual({ ...friend, deliveries: 0 });
});

test("folded again, the timelines are the same", async () => {
  const { db } = database;
  await hide(author);
  await hide(reviewer, another);
  const before = await everyTimeline();
  expect(JSON.stringify(before)).toContain(pseudonym.login);
  await askFor(db, "fold", acme.id, await itemSubjects(db, acme.id));
  await hear(db, []);
  expect(await everyTimeline()).toEqual(before);

  async function everyTimeline() {
    return [await itemTimelines(db, acme.id, [7, 9, 10]), await pullRequestTimeline(db, acme.id, 8)];
  }
});

test("nobody is known by a name that only a title has", async () => {
  expect(await personNamed(database.db, acme.word)).toBeNull();
  expect(await personNamed(database.db, "12")).toBeNull();
});

async function hide(named: string, as = pseudonym): Promise<void> {
  const person = await personNamed(database.db, named);
  if (person === null) throw new Error(`nobody is known as ${named}`);
  await database.db.transaction().execute((trx) => hidePerson(trx, person, as));
}
