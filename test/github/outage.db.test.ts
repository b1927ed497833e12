/**
 * GitHub is down for six hours, before the app's eyes: the whole way from delivery to text, by the app's own client, on a clock that the test moves. Counted
 * is what is sent meanwhile, and what stands on GitHub afterwards.
 */
import { sql } from "kysely";
import { Probot, ProbotOctokit } from "probot";
import { beforeEach, expect, test } from "vitest";
import { outagesNow, installationPace, type InstallationPace } from "../../src/github/installationPace.ts";
import { gitHubOnDemand } from "../../src/github/gitHubOnDemand.ts";
import { oneAttempt } from "../../src/github/oneAttempt.ts";
import { octokitsAtPace } from "../../src/github/octokitsAtPace.ts";
import { addSeconds } from "../../src/instant.ts";
import { deadLetters } from "../../src/intake/deadLetters.ts";
import { storeDeliveries } from "../../src/intake/deliveries.ts";
import { pipelineSteps } from "../../src/pipeline.ts";
import { appPrivateKey } from "../support/appPrivateKey.ts";
import { arrivalOf } from "../support/arrivals.ts";
import { useDatabase } from "../support/database.ts";
import { letPass } from "../support/installationClock.ts";
import { pullRequestOpened } from "../support/payloads.ts";
import { stepContext } from "../support/stepContext.ts";

const database = useDatabase();
const began = "2026-03-02T09:00:00Z";
const minute = 60;
const hour = 60 * minute;

let seconds = 0;
let isDown = false;
let requests: { at: number; route: string }[] = [];
let comments: { id: number; thread: string; body: string; user: { login: string; type: string } }[] = [];
let checks: { id: number; head: string; output: unknown }[] = [];
let told: { at: number; message: string }[] = [];

beforeEach(() => {
  [seconds, isDown, requests, comments, checks, told] = [0, false, [], [], [], []];
});

const answer = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

/** A GitHub of the few routes that a text needs. */
const fakeFetch: typeof fetch = async (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  const route = `${init?.method ?? "GET"} ${pathname}`;
  requests.push({ at: seconds, route });
  if (isDown) return answer(502, { message: "Bad Gateway" });
  const body: Record<string, string> = typeof init?.body === "string" ? JSON.parse(init.body) : {};
  if (route === "GET /app") return answer(200, { id: 77, slug: "throughline" });
  if (pathname.endsWith("/access_tokens"))
    return answer(201, { token: "ghs_a", expires_at: "2099-01-01T00:00:00Z", permissions: {} });
  if (/^GET \/repos\/[^/]+\/[^/]+$/.test(route)) return answer(200, { id: 1001 });
  if (route.startsWith("GET") && pathname.endsWith("/comments"))
    return answer(
      200,
      comments.filter(({ thread }) => thread === pathname),
    );
  if (route.startsWith("GET") && pathname.endsWith("/check-runs"))
    return answer(
      200,
      checks.filter(({ head }) => pathname.includes(head)),
    );
  if (route.startsWith("POST") && pathname.endsWith("/comments")) {
    comments.push({
      id: comments.length + 1,
      thread: pathname,
      body: String(body["body"]),
      user: { login: "throughline[bot]", type: "Bot" },
    });
    return answer(201, comments.at(-1));
  }
  if (route.startsWith("POST") && pathname.endsWith("/check-runs")) {
    checks.push({ id: checks.length + 1, head: String(body["head_sha"]), output: body["output"] });
    return answer(201, checks.at(-1));
  }
  return answer(404, { message: "Not Found" });
};

const stepsOfTheWay = new Set(["translate", "fold", "publish", "rules"]);

/** Another process on the same database: it goes through its steps once. */
function replica(): () => Promise<void> {
  const Octokit = ProbotOctokit.defaults((options: Parameters<typeof oneAttempt>[0]) =>
    oneAttempt(options, () => fakeFetch),
  );
  const probot = new Probot({ appId: 77, privateKey: appPrivateKey, Octokit, logLevel: "fatal" });
  const warn = (_: object, message: string) => void told.push({ at: seconds, message });
  const octokits = octokitsAtPace((id) => probot.auth(id), aSecondApart(installationPace(database.db)), { warn });
  const github = gitHubOnDemand(
    () => probot.auth(),
    octokits("refresh"),
    () => seconds * 1000,
  );
  const context = stepContext({
    db: database.db,
    github,
    now: () => addSeconds(began, seconds),
    longestSleepSeconds: 30 * 24 * hour,
  });
  const steps = pipelineSteps(context).filter(({ name }) => stepsOfTheWay.has(name));
  return async () => {
    for (const step of steps) await step.run();
  };
}

/** The second between two writes passes at once. */
function aSecondApart(pace: InstallationPace): InstallationPace {
  return { ...pace, takeTurn: async (...asked) => (await letPass(database.db, 1), pace.takeTurn(...asked)) };
}

async function pass(bySeconds: number): Promise<void> {
  seconds += bySeconds;
  await letPass(database.db, bySeconds);
  const back = sql`${bySeconds} * interval '1 second'`;
  await sql`update due_work set due_at = due_at - ${back}, leased_until = leased_until - ${back}, failing_since = failing_since - ${back}`.execute(
    database.db,
  );
  await sql`update publications set written_at = written_at - ${back}`.execute(database.db);
}

/** Much that is due one second after the other is looked at together. */
const leastSeconds = 5;

/** Runs all replicas whenever something is due, until then. */
async function runUntil(end: number, replicas: (() => Promise<void>)[]): Promise<void> {
  while (seconds < end) {
    for (const run of replicas) await run();
    const { rows } = await sql<{ next: number | null }>`
      select ceil(extract(epoch from min(due_at) - now()))::integer as next from due_work where kind in ('fold', 'publish', 'rules')`.execute(
      database.db,
    );
    await pass(Math.min(end - seconds, Math.max(leastSeconds, rows[0]?.next ?? minute)));
  }
}

async function opened(number: number): Promise<void> {
  const headSha = `${number}`.padStart(40, "a");
  const { id, event, payload } = pullRequestOpened({ number, at: addSeconds(began, seconds), headSha });
  const body = JSON.stringify(payload);
  const delivery = arrivalOf({ id, event, body, payload: {}, repositoryId: 1001, installationId: 90 });
  expect(await storeDeliveries(database.db, [delivery])).toHaveLength(1);
}

/** The most that were sent within any minute. */
function mostInAMinute(): number {
  return Math.max(
    ...requests.map(({ at }) => requests.filter((other) => other.at >= at && other.at < at + minute).length),
  );
}

const eachOnce = (numbers: number[]) => numbers.map((number) => `/repos/acme/shop/issues/${number}/comments`);

test("while it answers 502 two replicas ask little, and afterwards all is written within minutes, once", async () => {
  const replicas = [replica(), replica()];
  for (const [place, run] of replicas.entries()) {
    await opened(place + 1);
    await runUntil(seconds + 2 * minute, [run]);
  }
  expect(comments.map(({ thread }) => thread)).toEqual(eachOnce([1, 2]));

  isDown = true;
  requests = [];
  const down = seconds;
  await opened(3);
  await runUntil(down + hour, replicas);
  await opened(4);
  await runUntil(down + 6 * hour, replicas);

  // Five until it is taken to be down, then after 30, 60, 120, 240 seconds and each 300 one test.
  expect(requests.length).toBeGreaterThan(60);
  expect(requests.length).toBeLessThan(90);
  expect(mostInAMinute()).toBeLessThan(10);
  expect(await outagesNow(database.db)).toMatchObject([{ installationId: 90, failures: expect.any(Number) }]);
  expect(await deadLetters(database.db, 10)).toEqual([]);

  isDown = false;
  await runUntil(seconds + 7 * minute, replicas);
  expect(comments.map(({ thread }) => thread)).toEqual(expect.arrayContaining(eachOnce([1, 2, 3, 4])));
  expect([comments.length, checks.length]).toEqual([4, 4]);
  expect(await outagesNow(database.db)).toEqual([]);
  expect(told.at(-1)?.message).toBe("GitHub answers again");
}, 120_000);

test("a start while GitHub is down asks who the app is no more often, however much is due", async () => {
  isDown = true;
  for (const number of [1, 2, 3]) await opened(number);
  const run = replica();
  await runUntil(hour, [run]);
  expect(requests.length).toBeLessThan(30);
  isDown = false;
  await runUntil(hour + 7 * minute, [run]);
  expect(comments.map(({ thread }) => thread).toSorted()).toEqual(eachOnce([1, 2, 3]));
}, 120_000);
