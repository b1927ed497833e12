/** What is left of a repository after the app was removed from it: looked for in every table. */
import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { addSeconds, type Instant, instantOfEpochSeconds } from "../../src/instant.ts";
import { storeDeliveries } from "../../src/intake/deliveries.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { eraseGone } from "../../src/steps/eraseGone.ts";
import { eraseRepository } from "../../src/steps/eraseRepository.ts";
import { repositoryById } from "../../src/signals/repositories.ts";
import { pipelineSteps } from "../../src/pipeline.ts";
import { useDatabase } from "../support/database.ts";
import { fakeGitHub } from "../support/fakeGitHub.ts";
import { tracesOf } from "../support/traces.ts";
import {
  acme,
  arrivalOf,
  contextOn,
  deliveriesOf,
  hear,
  installationNews,
  live,
  rival,
  type Tenant,
} from "../support/twoTenants.ts";

const database = useDatabase();
const day = 24 * 3600;

/** In eleven tables and more the repository stands, so that there is something to erase. */
beforeEach(async () => {
  await live(database.db, acme);
  await live(database.db, rival);
  expect(Object.keys(await tracesOf(database.db, acme.id)).length).toBeGreaterThan(11);
});

describe("after the app was removed from a repository", () => {
  it("nothing is erased before the grace is over, and then everything, and nothing of another repository", async () => {
    const others = await everythingOf(rival);
    const before = await everythingOf(acme);
    await hear(database.db, [installationNews(acme, "removed", daysAgo(6.9))]);
    await erase(7);
    expect((await everythingOf(acme)).word).toEqual(before.word);
    await sql`update repositories set installation_heard_at = installation_heard_at - interval '1 day'`.execute(
      database.db,
    );
    await erase(7);
    expect(await everythingOf(acme)).toEqual({
      // For some days it is known that it was erased, so that nothing older comes in again.
      id: { erased_repositories: 1 },
      name: {},
      word: {},
      person: {},
    });
    expect(await everythingOf(rival)).toEqual(others);
  });

  it("it is erased at once where the grace is none", async () => {
    await hear(database.db, [installationNews(acme, "removed", daysAgo(0))]);
    await erase(0);
    expect((await everythingOf(acme)).word).toEqual({});
  });

  it("nothing is erased if it came back within the grace", async () => {
    const before = await everythingOf(acme);
    await hear(database.db, [
      installationNews(acme, "removed", daysAgo(6)),
      installationNews(acme, "added", daysAgo(5)),
    ]);
    await sql`update repositories set installation_heard_at = installation_heard_at - interval '30 days'`.execute(
      database.db,
    );
    await erase(7);
    expect((await everythingOf(acme)).word).toEqual(before.word);
  });

  it("a late delivery leaves nothing, until the repository is back", async () => {
    await hear(database.db, [installationNews(acme, "removed", daysAgo(0))]);
    await erase(0);
    await hear(database.db, again(acme, "late"));
    expect((await everythingOf(acme)).word).toEqual({});
    expect((await everythingOf(acme)).id).toEqual({ erased_repositories: 1 });

    await hear(database.db, [installationNews(acme, "added", daysAgo(-0.1)), ...again(acme, "back")]);
    expect((await everythingOf(acme)).word).toMatchObject({ items_by_generation: 3, pull_requests_by_generation: 2 });
    expect((await everythingOf(acme)).id).not.toHaveProperty("erased_repositories");
  });

  it("a delivery that was under way calls nothing off", async () => {
    await hear(database.db, [installationNews(acme, "removed", daysAgo(8))]);
    const [first] = again(acme, "under-way");
    await hear(database.db, first === undefined ? [] : [{ ...first, receivedAt: addSeconds(daysAgo(8), 600) }]);
    await erase(7);
    expect((await everythingOf(acme)).word).toEqual({});
  });

  it("what was stored and not read yet leaves nothing, either", async () => {
    await hear(database.db, [installationNews(acme, "removed", daysAgo(0))]);
    await storeDeliveries(database.db, again(acme, "unread").map(arrivalOf));
    await erase(0);
    await hear(database.db, []);
    expect((await everythingOf(acme)).word).toEqual({});
  });
});

describe("after the app was uninstalled", () => {
  it("GitHub is asked nothing more, and nothing is left of the installation once nothing can come from it", async () => {
    const github = fakeGitHub();
    const context = contextOn(database.db, { github });
    await hear(database.db, [installationNews(rival, "uninstalled", daysAgo(3))]);
    await hear(database.db, [installationNews(acme, "uninstalled", daysAgo(3))], context);
    await sql`insert into due_work (kind, repository_id, subject, due_at)
      select kind, ${acme.id}, subject, now() from (values ('publish', '#10'), ('weekly', 'repository'), ('configure', 'repository'), ('answer', '71')) as wanted (kind, subject)
      on conflict do nothing`.execute(database.db);
    for (const { run } of pipelineSteps(context)) while ((await run()) > 0);
    expect(github.requests).toEqual([]);

    await erase(2);
    expect(await everythingOf(acme)).toMatchObject({ name: {}, word: {}, person: {} });
    expect(Object.keys(await tracesOf(database.db, acme.installation))).toEqual([
      "content_facts",
      "deliveries",
      "erased_repositories",
      "installations",
    ]);
    await sql`update installations set heard_at = heard_at - interval '2 days'`.execute(database.db);
    await erase(2);
    expect(await tracesOf(database.db, acme.installation)).toEqual({ erased_repositories: 1 });
  });

  it("a repository that another installation has begins anew, with nothing of before", async () => {
    const next = { ...acme, installation: 820_000_092, word: "Refunds" };
    await hear(database.db, [installationNews(acme, "uninstalled", daysAgo(1)), ...deliveriesOf(next)]);
    expect(await tracesOf(database.db, acme.word)).toEqual({});
    expect(await tracesOf(database.db, next.word)).toMatchObject({ items_by_generation: 3 });
    expect(Object.keys(await tracesOf(database.db, acme.installation))).toEqual([
      "content_facts",
      "deliveries",
      "erased_repositories",
      "installations",
    ]);
    await hear(database.db, again(acme, "late"));
    expect(await tracesOf(database.db, acme.word)).toEqual({});
  });

  it("what comes late of the former installation takes nothing from the one that has it now", async () => {
    const next = { ...acme, installation: 820_000_094, word: "Refunds" };
    const atNext = deliveriesOf(next).map((each) => ({ ...each, receivedAt: daysAgo(1) }));
    await hear(database.db, [installationNews(next, "added", daysAgo(2)), ...atNext]);
    const kept = await tracesOf(database.db, next.word);
    expect(kept).toMatchObject({ items_by_generation: 3 });

    const late = again(acme, "late").map((each) => ({ ...each, receivedAt: daysAgo(3) }));
    await hear(database.db, [installationNews(acme, "added", daysAgo(4)), ...late]);
    await hear(database.db, [installationNews(acme, "removed", daysAgo(0.9))]);
    await erase(0);
    expect(await tracesOf(database.db, next.word)).toEqual(kept);
    expect(await tracesOf(database.db, acme.word)).toEqual({});
    expect(await repositoryById(database.db, acme.id)).toMatchObject({ installationId: next.installation });
  });

  it("nothing is erased while it is only suspended", async () => {
    const before = await everythingOf(acme);
    await hear(database.db, [installationNews(acme, "suspended", daysAgo(30))]);
    await erase(7);
    expect((await everythingOf(acme)).word).toEqual(before.word);
  });
});

it("what was only replayed is kept, and goes to the first installation that has it", async () => {
  await eraseRepository(database.db, acme.id, { keptFor: null, unread: "erase" });
  await database.db.transaction().execute((trx) => keepFacts(trx, readDeliveries(deliveriesOf(acme))));
  const next = { ...acme, installation: 820_000_093, word: "Refunds" };
  await erase(0);
  await hear(database.db, deliveriesOf(next).slice(0, 1));
  expect(await tracesOf(database.db, acme.word)).toMatchObject({ items_by_generation: expect.any(Number) });
});

async function erase(graceDays: number): Promise<void> {
  while ((await eraseGone(contextOn(database.db), graceDays)) > 0);
}

async function everythingOf({ id, fullName, word, person }: Tenant) {
  const { db } = database;
  return {
    id: await tracesOf(db, id),
    name: await tracesOf(db, fullName),
    word: await tracesOf(db, word),
    person: await tracesOf(db, person),
  };
}

/** The same, as GitHub sends it again, under other ids. */
function again(tenant: Tenant, as: string) {
  return deliveriesOf(tenant).map((delivery) => ({ ...delivery, id: `${as}-${delivery.id}`.slice(0, 64) }));
}

/** To the second. */
function daysAgo(days: number): Instant {
  return addSeconds(instantOfEpochSeconds(Math.floor(Date.now() / 1000)), -Math.round(days * day));
}
