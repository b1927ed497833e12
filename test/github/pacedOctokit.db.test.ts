/** The app's own client over HTTP against a GitHub that limits: what was sent, and when. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Probot, ProbotOctokit } from "probot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { installationPace } from "../../src/github/installationPace.ts";
import type { GitHub } from "../../src/github/github.ts";
import { octokitGitHub } from "../../src/github/octokitGitHub.ts";
import { oneAttempt } from "../../src/github/oneAttempt.ts";
import { pacedOctokit } from "../../src/github/pacedOctokit.ts";
import { appPrivateKey } from "../support/appPrivateKey.ts";
import { useDatabase } from "../support/database.ts";
import { letPass } from "../support/installationClock.ts";
import { thrownBy } from "../support/thrownBy.ts";

const database = useDatabase();
const repository = { id: 1, owner: "octo-org", name: "shop", installationId: 5 };
const comment = { id: 900, body: "b", user: null };

type Answer = { status: number; headers?: Record<string, string>; body: unknown; afterMilliseconds?: number };

let server: Server;
let answers: Answer[] = [];
let tokenAnswers: Answer[] = [];
/** `beside`: how many others were under way when it came. */
let sent: { token: string; beside: number }[] = [];
let underWay = 0;
let onRequest = () => {};
let tokens = 0;

beforeEach(async () => {
  [answers, tokenAnswers, sent, tokens, onRequest] = [[], [], [], 0, () => {}];
  server = createServer(answerNext);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function answerNext(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  onRequest();
  if (request.url?.endsWith("/access_tokens")) {
    tokens += 1;
    const other = tokenAnswers.shift();
    if (other !== undefined) return tell(response, other);
    const body = {
      token: `ghs_${tokens}`,
      expires_at: new Date(Date.now() + 3_600_000).toISOString(),
      permissions: {},
    };
    return tell(response, { status: 201, body });
  }
  sent.push({ token: request.headers.authorization ?? "", beside: underWay });
  underWay += 1;
  const body = request.method === "GET" ? [] : comment;
  tell(response, answers.shift() ?? { status: request.method === "POST" ? 201 : 200, body });
}

function tell(response: ServerResponse, { status, headers = {}, body, afterMilliseconds = 0 }: Answer): void {
  setTimeout(() => {
    underWay = Math.max(0, underWay - 1);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  }, afterMilliseconds);
}

function baseUrl(): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`;
}

/** Another process on the same database, with a client of its own. */
function replica(): GitHub {
  const Octokit = ProbotOctokit.defaults(oneAttempt);
  const probot = new Probot({ appId: 77, privateKey: appPrivateKey, baseUrl: baseUrl(), Octokit, logLevel: "fatal" });
  const octokitFor = pacedOctokit((id) => probot.auth(id), installationPace(database.db), "refresh");
  return octokitGitHub(octokitFor, { appId: 77, slug: "throughline" });
}

describe("while GitHub asks for patience", () => {
  it("no replica sends anything of that installation, and all go on after it", async () => {
    const [one, other] = [replica(), replica()];
    answers = [
      { status: 403, headers: { "retry-after": "90" }, body: { message: "You have exceeded a secondary rate limit" } },
    ];
    expect(await thrownBy(one.createComment(repository, 1, "x"))).toMatchObject({ retryAfterSeconds: 90 });
    const attempts = [
      () => one.createComment(repository, 1, "x"),
      () => other.createComment(repository, 2, "x"),
      () => other.ownComments(repository, 2, "x"),
      () => one.updateComment(repository, 900, "x"),
      () => other.permissionOf(repository, "mona"),
    ];
    for (const attempt of attempts) expect(await thrownBy(attempt())).toMatchObject({ meaning: "try-later" });
    expect(sent).toHaveLength(1);
    await letPass(database.db, 90);
    await other.ownComments(repository, 2, "x");
    await one.createComment(repository, 1, "x");
    expect(sent).toHaveLength(3);
  });

  it("and names no time, it is a minute at least", async () => {
    answers = [{ status: 403, body: { message: "You have exceeded a secondary rate limit" } }];
    const failure = await thrownBy(replica().createComment(repository, 1, "x"));
    expect(failure).toMatchObject({ meaning: "try-later", retryAfterSeconds: 60 });
    expect(await thrownBy(replica().ownComments(repository, 1, "x"))).toMatchObject({ retryAfterSeconds: 60 });
    expect(sent).toHaveLength(1);
  });

  it("by the last request of its quota, the next one waits for the new quota", async () => {
    const reset = String(Math.floor(Date.now() / 1000) + 500);
    answers = [{ status: 200, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset }, body: [] }];
    await replica().ownComments(repository, 1, "x");
    const failure = await thrownBy(replica().createComment(repository, 1, "x"));
    expect(failure).toMatchObject({ meaning: "try-later", retryAfterSeconds: expect.closeTo(501, -1) });
    expect(sent).toHaveLength(1);
  });

  it.each([
    [403, { message: "You have exceeded a secondary rate limit" }],
    [503, { message: "Unavailable" }],
  ])("when it is asked for a token and answers %i, no other is asked for before it is over", async (status, body) => {
    tokenAnswers = [{ status, headers: { "retry-after": "90" }, body }];
    const github = replica();
    const patience = { meaning: "try-later", retryAfterSeconds: 90 };
    expect(await thrownBy(github.createComment(repository, 1, "x"))).toMatchObject(patience);
    expect(await thrownBy(replica().ownComments(repository, 1, "x"))).toMatchObject({ meaning: "try-later" });
    expect(await thrownBy(github.createComment(repository, 1, "x"))).toMatchObject({ meaning: "try-later" });
    expect(tokens).toBe(1);
    await letPass(database.db, 90);
    await github.createComment(repository, 1, "x");
    expect(sent).toHaveLength(1);
  });

  it("as it fails, a write is in doubt, and nothing is sent before it is over", async () => {
    answers = [{ status: 503, headers: { "retry-after": "90" }, body: { message: "Unavailable" } }];
    const doubt = { meaning: "ambiguous", retryAfterSeconds: 90 };
    expect(await thrownBy(replica().createComment(repository, 1, "x"))).toMatchObject(doubt);
    expect(await thrownBy(replica().ownComments(repository, 1, "x"))).toMatchObject({ meaning: "try-later" });
    expect(sent).toHaveLength(1);
  });

  it("the pages of a listing that has begun wait as well", async () => {
    const next = `<${baseUrl()}/more>; rel="next"`;
    answers = [{ status: 200, headers: { link: next, "x-ratelimit-remaining": "0", "retry-after": "9" }, body: [] }];
    expect(await thrownBy(replica().ownComments(repository, 1, "x"))).toMatchObject({ meaning: "try-later" });
    expect(sent).toHaveLength(1);
  });
});

it("two replicas write one after the other", async () => {
  const [one, other] = [replica(), replica()];
  answers = [{ status: 201, body: comment, afterMilliseconds: 1500 }];
  await Promise.all([one.createComment(repository, 1, "x"), other.createComment(repository, 2, "x")]);
  expect(sent.map(({ beside }) => beside)).toEqual([0, 0]);
});

describe("a token that is not taken any more", () => {
  beforeEach(() => {
    // One that is younger than five seconds is given time by the library.
    vi.useFakeTimers({ toFake: ["Date"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function withOldToken(): Promise<GitHub> {
    const github = replica();
    await github.ownComments(repository, 1, "x");
    vi.setSystemTime(Date.now() + 10_000);
    sent = [];
    return github;
  }
  const notTaken = { status: 401, body: { message: "Bad credentials" } };

  it("is renewed, and the write is sent once more", async () => {
    const github = await withOldToken();
    answers = [notTaken];
    expect(await github.updateComment(repository, 900, "x")).toBe("updated");
    expect(sent.map(({ token }) => token)).toEqual(["token ghs_1", "token ghs_2"]);
  });

  it("is renewed once only", async () => {
    const github = await withOldToken();
    answers = [notTaken, notTaken, notTaken];
    onRequest = () => void vi.setSystemTime(Date.now() + 10_000);
    expect(await thrownBy(github.updateComment(repository, 900, "x"))).toMatchObject({
      meaning: "try-later",
      status: 401,
    });
    expect(tokens).toBe(2);
  });
});
