/** Twenty-two kinds of secrets and three private texts, seeded wherever they could come from: none gets into log, metrics, GitHub or, with the bodies gone, the database. */
import { sql } from "kysely";
import { expect, test } from "vitest";
import { connect } from "../../src/db/connect.ts";
import { forgetOldPayloads } from "../../src/intake/deliveries.ts";
import { canariesIn, everyCanary, githubsCanaries, privateTexts, settings } from "../support/canaries.ts";
import { changed, shaFor } from "../support/payloadParts.ts";
import { commentCreated, issueOpened, pullRequestOpened } from "../support/payloads.ts";
import { pushed } from "../support/repositoryPayloads.ts";
import { post } from "../support/testFront.ts";
import { json, logged, secondsAgo, startWatchedApp, type WatchedApp } from "../support/watchedApp.ts";

const at = secondsAgo(3600);

/** GitHub refuses checks, each time with the next of them, and fails over rights with all of them. */
function indiscreetGitHub() {
  let asked = 0;
  const cookie = { "set-cookie": "session=canary-session-QrStUv" };
  return ({ path }: { path: string }) => {
    if (path.includes("/permission")) return json(500, { message: everyCanary, errors: [everyCanary] }, cookie);
    if (!path.includes("/check-runs")) return null;
    return json(403, { message: githubsCanaries[asked++ % githubsCanaries.length] }, cookie);
  };
}

/** One for each of what GitHub tells too much of. */
const pulls = githubsCanaries.map((_, place) =>
  pullRequestOpened({
    number: 100 + place,
    at,
    createdAt: at,
    id: `d-pull-${place}`,
    headSha: shaFor(`head ${place}`),
  }),
);

const seeded = [
  ...pulls,
  pullRequestOpened({ number: 12, at, createdAt: at, id: "d-pull", body: `${privateTexts.issue} ${everyCanary}` }),
  issueOpened({ number: 13, at, createdAt: at, id: "d-issue", body: `${privateTexts.issue} ${everyCanary}` }),
  commentCreated({ number: 13, at, createdAt: at, id: "d-ask", comment: 5, text: "/flow queue" }),
  commentCreated({
    number: 13,
    at,
    createdAt: at,
    id: "d-talk",
    comment: 6,
    text: `${privateTexts.comment} ${everyCanary}`,
  }),
  changed(pushed({ at, branch: "try-it", id: "d-push" }), {
    head_commit: { message: privateTexts.commit, author: { email: "canary.person@mail.example.org" } },
  }),
  changed(issueOpened({ number: 14, at, createdAt: at, id: "d-odd" }), { issue: { number: everyCanary } }),
  { id: "d-unknown", event: "sponsorship", receivedAt: at, payload: { action: everyCanary, note: everyCanary } },
];

test("no canary sings", { timeout: 60_000 }, async () => {
  const app = await startWatchedApp(indiscreetGitHub());
  for (const { id, event, payload } of seeded) await send(app, id, event, JSON.stringify(payload));
  await send(app, "d-broken", "issues", `{"${everyCanary}`);
  await post(app.url, {
    body: everyCanary,
    secret: "another secret",
    headers: { cookie: "session=canary-session-QrStUv" },
  });
  await fetch(`${app.url}/nowhere?key=canary-setup-key-AbCdEf`, {
    headers: { authorization: "Basic Y2FuYXJ5OmNhbmFyeS1wYXNzd29yZA==" },
  });
  await logged(app, { text: "comment" });
  await expect
    .poll(() => app.log().filter((line) => line["text"] === "check").length, { timeout: 30_000 })
    .toBeGreaterThan(pulls.length);
  await logged(app, { msg: "A question was not answered and will be tried again" });
  await logged(app, { delivery: "d-odd" });

  // What the app itself would write of such an error was written: the test would see it.
  expect(app.logText()).toContain("[private key]");
  expect(canariesIn(app.logText())).toEqual([]);
  expect(canariesIn(await app.scrape())).toEqual([]);
  expect(app.written.length).toBeGreaterThan(0);
  expect(canariesIn(app.written.join("\n"))).toEqual([]);

  await app.stop();
  expect(canariesIn(await dump(app))).toEqual([]);
});

async function send(app: WatchedApp, id: string, event: string, body: string): Promise<void> {
  const headers = { "x-github-event": event, "x-github-delivery": id };
  const { body: answer } = await post(app.url, { body, secret: settings.secret, headers });
  expect(canariesIn(JSON.stringify(answer))).toEqual([]);
}

/** Every row of every table, a month later. */
async function dump({ store }: WatchedApp): Promise<string> {
  const { db, close } = await connect(store);
  await sql`update deliveries set received_at = now() - interval '31 days'`.execute(db);
  await forgetOldPayloads(db, { checks: 0, others: 0 });
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(
    db,
  );
  const rows: unknown[] = [];
  for (const { name } of tables.rows) rows.push(...(await sql`select * from ${sql.table(name)}`.execute(db)).rows);
  await close();
  expect(rows.length).toBeGreaterThan(20);
  return JSON.stringify(rows);
}
