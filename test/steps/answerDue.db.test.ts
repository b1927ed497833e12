/** Questions asked by comment: who is answered, what with, how often, and that it is once. */
import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Permission } from "../../src/commands/rights.ts";
import { defaultConfig, type RepositoryConfig } from "../../src/config/repositoryConfig.ts";
import { addSeconds, endOfTime, type Instant } from "../../src/instant.ts";
import { storeDeliveries } from "../../src/intake/deliveries.ts";
import { readEnvelope } from "../../src/intake/arrival.ts";
import { gitHubWeb } from "../../src/reports/webAddress.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { answerDue } from "../../src/steps/answerDue.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { oneReading } from "../../src/steps/readings.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { translateStored } from "../../src/steps/translateStored.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { useDatabase } from "../support/database.ts";
import {
  type FakeGitHub,
  fakeGitHub,
  lostAfterWriting,
  lostBeforeWriting,
  refused,
  theApp,
  tryLater,
} from "../support/fakeGitHub.ts";
import { deliveryOf, numberFor, type RepositoryOptions, userPayload } from "../support/payloadParts.ts";
import { issueOpened, pullRequestOpened } from "../support/payloads.ts";

const database = useDatabase();
const asked = "2026-03-02T12:00:00Z";

let github: FakeGitHub;
let now: Instant;

beforeEach(async () => {
  github = fakeGitHub();
  github.permissions.set("ada", "write");
  now = asked;
  await hear(pullRequestOpened({ number: 8, at: "2026-03-02T09:00:00Z", title: "Pay by @invoice", by: "grace" }));
});

describe("a question", () => {
  it("has eyes put under it, and one reply in its thread", async () => {
    await ask("/flow queue", { comment: 71 });
    await answer();
    expect(github.eyes).toEqual(new Set([71]));
    expect(github.comments).toMatchObject([{ number: 8, author: theApp }]);
    expect(replies()).toEqual([expect.stringMatching(/^\*\*1 pull request waits for review\.\*\*/)]);
    expect(replies()[0]).toContain("`Pay by ＠invoice`");
  });

  it("leaves no text of the comment behind but the words of its commands", async () => {
    await ask("Secret plans.\n\n/flow item #8", { comment: 71 });
    const { rows } = await sql<{ all: string }>`select json_agg(questions)::text as all from questions`.execute(
      database.db,
    );
    expect(rows[0]?.all).toContain('"item", "#8"');
    expect(rows[0]?.all).not.toContain("Secret");
  });

  it("is answered once when its delivery comes again under another id", async () => {
    await ask("/flow help", { comment: 71 });
    await answer();
    await ask("/flow help", { comment: 71, delivery: "again" });
    await answer();
    expect(replies()).toHaveLength(1);
  });

  it("is answered once when two workers look at once", async () => {
    await ask("/flow help");
    await Promise.all([answer(), answer()]);
    expect(replies()).toHaveLength(1);
  });

  it.each([
    ["was carried out", lostAfterWriting],
    ["was not carried out", lostBeforeWriting],
  ])("is answered once when the answer to the reply is lost and it %s", async (_what, mishap) => {
    github.next("createComment", mishap);
    await ask("/flow help");
    await answer();
    await letTimePass();
    await answer();
    expect(replies()).toHaveLength(1);
    expect(await work()).toEqual([]);
  });

  it("is answered later when GitHub asks for patience", async () => {
    github.next("permissionOf", tryLater(60));
    await ask("/flow help");
    await answer();
    expect(replies()).toEqual([]);
    await letTimePass();
    await answer();
    expect(replies()).toHaveLength(1);
  });

  it("is answered without eyes where GitHub takes none", async () => {
    github.next("reactWithEyes", refused("no reactions here"));
    await ask("/flow help");
    await answer();
    expect(replies()).toHaveLength(1);
  });

  it("is given up where the conversation is locked", async () => {
    github.next("createComment", refused("the conversation is locked"));
    await ask("/flow help");
    await answer();
    expect([replies(), await work()]).toEqual([[], []]);
  });

  it("is not answered a day late", async () => {
    await ask("/flow help");
    now = addSeconds(asked, 24 * 3600 + 1);
    await answer();
    expect([github.requests, await work()]).toEqual([[], []]);
  });

  it("of several lines is answered in one reply, in order, each by itself", async () => {
    await ask("/flow item #8\nand\n/flow quue\n/flow failed");
    await answer();
    const [reply = ""] = replies();
    const places = ["`/flow item #8`", "In review", "`/flow quue`", "Did you mean `/flow queue`", "`/flow failed`"].map(
      (words) => reply.indexOf(words),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(replies()).toHaveLength(1);
  });
});

it.each<[who: string, comment: object]>([
  ["a bot", { by: "helper[bot]" }],
  ["the app itself", { by: theApp }],
  ["an account deleted since", { by: null }],
  ["an account that the team calls a bot", { by: "robo" }],
  ["an edit", { action: "edited" }],
  ["a deletion", { action: "deleted" }],
])("nothing is answered to %s", async (_who, comment) => {
  github.permissions.set("robo", "write");
  await ask("/flow help", comment);
  await answer({ bots: ["robo"] });
  expect(github.requests).toEqual([]);
});

it("nothing is answered to what is replayed", async () => {
  const [delivery] = [questionDelivery("/flow help", {})];
  await database.db.transaction().execute((trx) => keepFacts(trx, readDeliveries([delivery])));
  expect(await work()).toEqual([]);
});

describe("who may ask", () => {
  const forOthers = /is for others here/;
  it.each<[role: Permission, command: string, where: RepositoryOptions, answered: RegExp | null]>([
    ["none", "help", {}, null],
    ["none", "setup", {}, null],
    ["read", "queue", {}, /waits for review/],
    ["read", "forecast 20", {}, forOthers],
    ["read", "forecast 20", { private: true }, /Not known yet/],
    ["triage", "forecast 20", {}, /Not known yet/],
    ["triage", "setup", {}, forOthers],
    ["write", "setup", {}, /39 labels made/],
    ["maintain", "setup", {}, /39 labels made/],
    ["admin", "forecast 20", {}, /Not known yet/],
    ["read", "queue", { fork: true }, /waits for review/],
  ])("%s asks %s in %j", async (role, command, where, answered) => {
    github.permissions.set("ada", role);
    for (const thread of ["issue", "pull request"] as const) await ask(`/flow ${command}`, { thread, where });
    await answer();
    expect(replies().map((reply) => answered?.test(reply))).toEqual(answered === null ? [] : [true, expect.anything()]);
  });

  it.each<[set: RepositoryConfig["commands"], answered: RegExp | null]>([
    [{ ask: "nobody", costly: "nobody" }, null],
    [{ ask: "collaborators", costly: "collaborators" }, /answered to others here: collaborators/],
  ])("a reader, where %j is set", async (commands, answered) => {
    github.permissions.set("ada", "read");
    await ask("/flow queue");
    await answer({ commands });
    expect(replies()).toEqual(answered === null ? [] : [expect.stringMatching(answered)]);
    expect(github.eyes.size).toBe(0);
  });

  it("is asked of GitHub each time", async () => {
    await ask("/flow help");
    await answer();
    github.permissions.set("ada", "none");
    await ask("/flow help");
    await answer();
    expect(replies()).toHaveLength(1);
  });
});

describe("the quota", () => {
  it("answers ten an hour, says so once, and then is silent", async () => {
    for (let count = 0; count < 14; count += 1) await ask("/flow help", { at: addSeconds(asked, count) });
    for (let pass = 0; pass < 4; pass += 1) await answer();
    expect(replies()).toHaveLength(11);
    expect(replies().filter((reply) => /as many as are answered/.test(reply))).toHaveLength(1);
  });

  it("is each person's and each thread's own, and over after an hour", async () => {
    github.permissions.set("grace", "read");
    for (let count = 0; count < 10; count += 1) await ask("/flow help", { at: addSeconds(asked, count) });
    await ask("/flow help", { at: addSeconds(asked, 20), by: "grace" });
    await ask("/flow help", { at: addSeconds(asked, 20), thread: "issue" });
    await ask("/flow help", { at: addSeconds(asked, 3_700) });
    for (let pass = 0; pass < 4; pass += 1) await answer();
    expect(replies().filter((reply) => /Ask by a comment/.test(reply))).toHaveLength(13);
  });
});

describe("setup", () => {
  it("makes the labels that are missing, and none that means what another already means", async () => {
    github.labels.push("bug", "Stage: Review", "task/coding");
    await ask("/flow setup");
    await answer();
    expect(github.labels).toHaveLength(3 + 37);
    expect(github.labels).not.toContain("stage: review");
    expect(replies()[0]).toMatch(/^\*\*37 labels made\.\*\* 2 of 39 were there already; none was changed\./);
  });

  it("says what GitHub refused", async () => {
    github.next("createLabel", refused("issues are off"));
    await ask("/flow setup");
    await answer();
    expect(replies()[0]).toContain("`issues are off`");
  });
});

it("narrows by a label that is on now", async () => {
  await hear(
    pullRequestOpened({ number: 9, at: "2026-03-02T09:30:00Z", title: "Refunds", by: "grace", labels: ["Needs QA"] }),
  );
  await ask('/flow queue --label "needs qa"\n/flow queue --label nothing');
  await answer();
  expect(replies()[0]).toMatch(/Only what bears the label `needs qa` now:\n\n\*\*1 pull request waits for review/);
  expect(replies()[0]).not.toContain("Pay by");
  expect(replies()[0]).toContain("bears the label `nothing`.");
});

type Comment = {
  comment?: number;
  by?: string | null;
  at?: Instant;
  action?: string;
  thread?: "issue" | "pull request";
  where?: RepositoryOptions;
  delivery?: string;
};

let comments = 100;

function questionDelivery(body: string, comment: Comment): Delivery {
  const { by = "ada", at = asked, action = "created", thread = "pull request", where } = comment;
  const id = comment.comment ?? (comments += 1);
  const number = thread === "issue" ? 7 : 8;
  const about = z
    .object({ issue: z.looseObject({}) })
    .parse(issueOpened({ number, at: "2026-03-02T09:00:00Z" }).payload);
  return deliveryOf(
    "issue_comment",
    { at, by, ...(where && { repository: where }), id: `${comment.delivery ?? "first"}-${id}-${action}` },
    {
      action,
      issue: { ...about.issue, ...(thread === "issue" ? {} : { pull_request: { url: "" } }) },
      comment: { id, user: userPayload(by), created_at: at, updated_at: at, body, node_id: String(numberFor(body)) },
    },
  );
}

async function ask(body: string, comment: Comment = {}): Promise<void> {
  await hear(questionDelivery(body, comment));
}

async function hear({ id, event, receivedAt, payload }: Delivery): Promise<void> {
  const body = JSON.stringify(payload);
  const parsed = z.record(z.string(), z.unknown()).parse(JSON.parse(body));
  await storeDeliveries(database.db, [{ id, event, ...readEnvelope(parsed), receivedAt, body, payload: parsed }]);
  await translateStored(contextOf());
  await folder(contextOf())();
}

async function answer(changes: Partial<RepositoryConfig> = {}): Promise<void> {
  await answerDue(contextOf(changes), gitHubWeb);
}

function contextOf(changes: Partial<RepositoryConfig> = {}): StepContext {
  return {
    db: database.db,
    github,
    log: { info: () => {}, warn: () => {} },
    now: () => now,
    readings: oneReading({ ...defaultConfig, ...changes }),
    keepPayloadsDays: { checks: 1, others: 7 },
    until: endOfTime,
    publishPauseSeconds: 0,
    longestSleepSeconds: 24 * 3600,
  };
}

function replies(): string[] {
  return github.comments.map(({ body }) => body);
}

async function work(): Promise<string[]> {
  const rows = await database.db.selectFrom("due_work").select("subject").where("kind", "=", "answer").execute();
  return rows.map(({ subject }) => subject);
}

/** A minute and a half, for whatever waits by the database's clock. */
async function letTimePass(): Promise<void> {
  await sql`update due_work set due_at = due_at - interval '90 seconds'`.execute(database.db);
  await sql`update publications set written_at = written_at - interval '90 seconds'`.execute(database.db);
}
