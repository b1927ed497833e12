/** Bodies that are JSON and yet odd: each is answered, kept to the letter and read, and nothing of the process changes. */
import { expect, test } from "vitest";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { endOfTime } from "../../src/instant.ts";
import { oneReading } from "../../src/steps/readings.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { translateStored } from "../../src/steps/translateStored.ts";
import { useDatabase } from "../support/database.ts";
import { fakeGitHub } from "../support/fakeGitHub.ts";
import { openIntake } from "../support/openIntake.ts";
import { issueOpened } from "../support/payloads.ts";
import { post } from "../support/testFront.ts";

const database = useDatabase();
const at = "2026-03-02T09:00:00Z";
const stored = { status: 202, body: { status: "stored" } };
const opened = JSON.stringify(issueOpened({ number: 12, at, createdAt: at }).payload);

const context: StepContext = {
  get db() {
    return database.db;
  },
  github: fakeGitHub(),
  log: { info: () => {}, warn: () => {} },
  now: () => "2026-03-02T12:00:00Z",
  until: endOfTime,
  readings: oneReading(defaultConfig),
  keepPayloadsDays: { checks: 1, others: 7 },
  publishPauseSeconds: 0,
  longestSleepSeconds: 0,
};

/** The body of an opened issue with a field before all others, or a text in place of another. */
const withField = (field: string) => `{${field},${opened.slice(1)}`;
const instead = (old: RegExp, text: string) => {
  if (!old.test(opened)) throw new Error(`expected ${String(old)} in the body`);
  return opened.replace(old, text);
};
const levels = 10_000;
const deepArray = "[".repeat(levels) + "]".repeat(levels);
const deepObject = '{"a":'.repeat(levels) + "1" + "}".repeat(levels);

const misfit = (words: string) => `the body does not fit ${words}`;
const noNumber = misfit("issues.opened: issue.number: expected number, received");

test.each([
  ["an array of great depth in an unknown field", withField(`"extra":${deepArray}`), "opened", null],
  ["an object of great depth in an unknown field", withField(`"extra":${deepObject}`), "opened", null],
  [
    "an object of great depth in place of the issue",
    instead(/"issue":\{/, `"issue":${deepObject},"other":{`),
    "opened",
    `${noNumber} undefined`,
  ],
  [
    "an object of great depth, and nothing else",
    deepObject,
    null,
    misfit("issues: action: expected string, found none"),
  ],
  ["a key twice, of which the last counts", withField('"action":"closed"'), "opened", null],
  ["a key that is the prototype", withField('"__proto__":{"polluted":true,"action":"closed"}'), "opened", null],
  ["a constructor with a prototype", withField('"constructor":{"prototype":{"polluted":true}}'), "opened", null],
  [
    "a prototype in place of what is missing",
    instead(/"issue":/, '"__proto__":'),
    "opened",
    misfit("issues.opened: issue: expected object, received undefined"),
  ],
  ["a number beyond all numbers", instead(/"number":12/, '"number":1e400'), "opened", `${noNumber} Infinity`],
  [
    "an id that no number holds exactly",
    instead(/"repository":\{"id":\d+/, '"repository":{"id":9007199254740993'),
    "opened",
    misfit("issues: repository.id: Too big: expected int to be <=9007199254740991"),
  ],
])("%s is stored to the letter and read", async (_what, body, action, reason) => {
  const front = await openIntake(database.db);
  expect(await post(front.url, { body, headers: { "x-github-event": "issues" } })).toEqual(stored);

  expect(await translateStored(context)).toBe(1);

  const rows = await database.db.selectFrom("deliveries").select(["action", "state", "reason", "payload"]).execute();
  expect(rows.map(({ payload, ...row }) => ({ ...row, kept: payload === body }))).toEqual([
    { action, state: reason === null ? "done" : "failed", reason, kept: true },
  ]);
  expect({}).not.toHaveProperty("polluted");
});

test("a body of great depth that is no object is refused", async () => {
  const front = await openIntake(database.db);
  expect(await post(front.url, { body: deepArray })).toMatchObject({ status: 400 });
});
