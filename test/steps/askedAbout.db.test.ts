/** Questions on a summary issue of several repositories: over which of them they are answered. */
import { beforeEach, expect, it, test } from "vitest";
import { endOfTime } from "../../src/instant.ts";
import { askOnce } from "../../src/intake/dueWork.ts";
import { GitHubFailure } from "../../src/github/github.ts";
import { rememberPublication } from "../../src/github/publications.ts";
import { weeklyKey } from "../../src/github/surface.ts";
import { gitHubWeb } from "../../src/reports/webAddress.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { keepQuestion } from "../../src/signals/questions.ts";
import { answerDue } from "../../src/steps/answerDue.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { keptReadings } from "../../src/steps/readings.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { keepConfig } from "../../src/timeline/configStore.ts";
import { useDatabase } from "../support/database.ts";
import { type FakeGitHub, fakeGitHub } from "../support/fakeGitHub.ts";
import { issueOpened, pullRequestOpened } from "../support/payloads.ts";

const database = useDatabase();
const planning = { id: 2, fullName: "acme/planning", private: true };
const shop = { id: 3, fullName: "acme/shop", private: true };
const till = { id: 4, fullName: "acme/till", private: true };
const summary = 40;
const asked = "2026-03-02T12:00:00Z";

let github: FakeGitHub;

beforeEach(async () => {
  github = fakeGitHub();
  github.permissions.set("ada", "read");
  const at = "2026-03-02T09:00:00Z";
  await hear(
    issueOpened({ number: summary, at, title: "Summary", repository: planning }),
    pullRequestOpened({ number: 7, at, title: "Plan", by: "grace", repository: planning }),
    pullRequestOpened({ number: 8, at, title: "Pay", by: "grace", repository: shop, labels: ["bug"] }),
    pullRequestOpened({ number: 8, at, title: "Print", by: "grace", repository: till }),
  );
  for (const { id } of [shop, till]) await configure(id, "weekly: { into: acme/planning }");
  await rememberPublication(database.db, planning.id, weeklyKey("2026-W09"), { state: "present", externalId: summary });
});

test("it is answered over all of them, each item by the name of its own", async () => {
  const reply = await answerTo("/flow queue", summary);
  expect(reply).toMatch(/^3 repositories, read as one, of this summary\.\n\n\*\*3 pull requests wait for review/);
  for (const name of ["acme/planning#7", "acme/shop#8", "acme/till#8"]) expect(reply).toContain(`[${name}]`);
  expect(await answerTo("/flow stage review", summary)).toContain("/acme/till/issues/8) `Print`");
});

test("on another issue or pull request it is answered over its own alone", async () => {
  const reply = await answerTo("/flow queue", 7);
  expect(reply).toMatch(/^\*\*1 pull request waits for review/);
  expect(reply).toContain("[#7]");
});

it.each<[why: string, hide: () => unknown]>([
  ["the asker may not read", () => github.permissions.set("ada in till", "none")],
  ["has given its name to another one, which the asker may read,", () => (github.strangers = "till")],
  [
    "answers nobody, as its team has set it",
    () => configure(till.id, "weekly: { into: acme/planning }\ncommands: { ask: nobody }"),
  ],
])("one that %s is left out, which is said without its name", async (_why, hide) => {
  await hide();
  const reply = await answerTo("/flow queue\n/flow week 2026-W09\n/flow item acme/till#8", summary);
  expect(reply).toContain("2 repositories, read as one, of this summary. Others of this summary are left out");
  expect(reply).toContain("2 pull requests wait for review");
  expect(reply.replaceAll(/`.*acme\/till.*`/g, "")).not.toMatch(/till|Print/);
  expect(reply).toContain("is not a repository that is answered about here");
});

test("one that GitHub does not let the app ask about is left out", async () => {
  const permissionOf = github.permissionOf.bind(github);
  const notInstalled = new GitHubFailure("not installed there", {
    meaning: "refused",
    status: 403,
    retryAfterSeconds: null,
  });
  github.permissionOf = ({ name, ...rest }, login) =>
    name === "till" ? Promise.reject(notInstalled) : permissionOf({ name, ...rest }, login);
  expect(await answerTo("/flow queue", summary)).toContain("2 pull requests wait for review");
});

test("a label narrows each by its own", async () => {
  const reply = await answerTo("/flow queue --label bug", summary);
  expect(reply).toContain("1 pull request waits for review");
  expect(reply).toContain("[acme/shop#8]");
});

test("an item is asked for by the name of its repository, and is that of the place without one", async () => {
  expect(await answerTo("/flow item Acme/Till#8", summary)).toMatch(/^\[acme\/till#8\]\(.+\) `Print`/);
  expect(await answerTo("/flow item #7", summary)).toContain("`Plan`");
  expect(await answerTo("/flow explain acme/shop#8", summary)).toContain("acme/shop#8 Pay");
  expect(await answerTo("/flow item acme/shop#8", 7)).toContain("is not a repository that is answered about here");
});

let comment = 0;

async function answerTo(question: string, thread: number): Promise<string> {
  comment += 1;
  const asker = { id: 1, login: "ada" };
  const lines = question.split("\n").map((line) => line.split(" ").slice(1));
  await keepQuestion(database.db, { repositoryId: planning.id, comment, thread, asker, askedAt: asked, lines });
  await askOnce(database.db, "answer", planning.id, [String(comment)]);
  await answerDue(context(), gitHubWeb);
  return github.comments.at(-1)?.body ?? "";
}

async function configure(repositoryId: number, text: string): Promise<void> {
  await keepConfig(database.db, repositoryId, { commit: null, text, generation: 0, problems: [] }, asked);
}

async function hear(...deliveries: Delivery[]): Promise<void> {
  await database.db.transaction().execute((trx) => keepFacts(trx, readDeliveries(deliveries)));
  const fold = folder(context());
  while ((await fold()) > 0);
}

function context(): StepContext {
  return {
    db: database.db,
    github,
    log: { info: () => {}, warn: () => {} },
    now: () => asked,
    readings: keptReadings,
    keepPayloadsDays: { checks: 1, others: 7 },
    until: endOfTime,
    publishPauseSeconds: 0,
    longestSleepSeconds: 24 * 3600,
  };
}
