/** How many people acted in a period: a number, and nobody's name. */
import { beforeEach, expect, test } from "vitest";
import { appendFacts } from "../../src/signals/signalLog.ts";
import { activePeople } from "../../src/signals/signalReader.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { useDatabase } from "../support/database.ts";
import { march } from "../support/flowItems.ts";
import { type Moment, played } from "../support/scenario.ts";
import { factsOf } from "../support/translated.ts";

const database = useDatabase();
const shop = { fullName: "acme/shop", id: 1001 };
const blog = { fullName: "acme/blog", id: 2002 };
const week = { from: march(2), to: march(9) };

beforeEach(async () => {
  await hear(shop, [
    // Before the week, at its first moment, in it, and at its end.
    ["03-01 23:59:59", (m) => m.issueOpened(1, { by: "early", title: "Before" })],
    ["03-02 00:00", (m) => m.commented(1, { by: "ines" })],
    ["03-03 10:00", (m) => m.commented(1, { by: "omar" })],
    ["03-04 10:00", (m) => m.labeled(1, "later", { by: "ines" })],
    ["03-05 10:00", (m) => m.commented(1, { by: "dependabot[bot]" })],
    ["03-06 10:00", (m) => m.commented(1, { by: "House-Robot" })],
    ["03-09 00:00", (m) => m.commented(1, { by: "late" })],
  ]);
  await hear(blog, [
    ["03-03 09:00", (m) => m.issueOpened(1, { by: "omar", title: "Elsewhere" })],
    ["03-03 10:00", (m) => m.commented(1, { by: "tess" })],
  ]);
});

test("each person counts once, and no bot", async () => {
  expect(await activePeople(database.db, [1001], week, ["house-robot"])).toBe(2);
});

test("whom the configuration does not know as a bot is a person", async () => {
  expect(await activePeople(database.db, [1001], week, [])).toBe(3);
});

test("who acts in two repositories is one person in both together", async () => {
  expect(await activePeople(database.db, [2002], week, [])).toBe(2);
  expect(await activePeople(database.db, [1001, 2002], week, ["house-robot"])).toBe(3);
});

test("the period holds its first moment and not its end", async () => {
  const around = { from: "2026-03-01T23:59:59Z", to: "2026-03-09T00:00:01Z" };
  expect(await activePeople(database.db, [1001], around, ["house-robot"])).toBe(4);
  expect(await activePeople(database.db, [1001], { from: march(9), to: march(10) }, [])).toBe(1);
  expect(await activePeople(database.db, [1001], { from: march(20), to: march(21) }, [])).toBe(0);
});

test("in no repository nobody acts", async () => {
  expect(await activePeople(database.db, [], week, [])).toBe(0);
});

async function hear(repository: typeof shop, script: [at: string, happens: (moment: Moment) => void][]): Promise<void> {
  const { deliveries } = played(2026, repository, ({ at }) => script.forEach(([moment, deed]) => at(moment, deed)));
  await database.db.transaction().execute((trx) =>
    appendFacts(
      trx,
      deliveries.flatMap((each: Delivery) => factsOf(each)),
    ),
  );
}
