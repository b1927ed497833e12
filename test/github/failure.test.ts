import nock from "nock";
import { Probot, ProbotOctokit } from "probot";
import { beforeEach, expect, it } from "vitest";
import { GitHubFailure, type RepositoryAddress } from "../../src/github/github.ts";
import { oneAttempt } from "../../src/github/oneAttempt.ts";
import { octokitGitHub } from "../../src/github/octokitGitHub.ts";
import { appPrivateKey } from "../support/appPrivateKey.ts";
import { thrownBy } from "../support/thrownBy.ts";
import { useNock } from "../support/useNock.ts";

const api = "https://api.github.com";
const token = { token: "ghs_x", expires_at: "2099-01-01T00:00:00Z", permissions: {} };

// As in production: installations, their tokens and their throttles come from Probot.
const probot = new Probot({
  appId: 77,
  privateKey: appPrivateKey,
  Octokit: ProbotOctokit.defaults(oneAttempt),
  logLevel: "fatal",
});
const github = octokitGitHub((installationId) => probot.auth(installationId), { appId: 77, slug: "throughline" });

/** Another installation in each test, since the throttle paces each of them. */
let repository: RepositoryAddress = { id: 1, owner: "octo-org", name: "shop", installationId: 0 };

useNock();
beforeEach(() => {
  repository = { ...repository, installationId: repository.installationId + 1 };
});

const date = "Mon, 02 Mar 2026 09:00:00 GMT";
const inTenMinutes = String(Date.parse(date) / 1000 + 600);
const secondary = "You have exceeded a secondary rate limit";

// One interceptor each: a second POST would fail for want of another, and be seen as an answer that never came.
it.each([
  { when: "a bad gateway", status: 502, meaning: "ambiguous", seconds: null },
  { when: "a server error", status: 500, meaning: "ambiguous", seconds: null },
  { when: "a conflict", status: 409, meaning: "try-later", seconds: null },
  {
    when: "a secondary limit that names the wait",
    status: 403,
    headers: { "retry-after": "30" },
    says: secondary,
    meaning: "try-later",
    seconds: 30,
  },
  { when: "a secondary limit that names none", status: 403, says: secondary, meaning: "try-later", seconds: 60 },
  {
    when: "an exhausted quota",
    status: 403,
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inTenMinutes, date },
    meaning: "try-later",
    seconds: 601,
  },
  {
    when: "an exhausted quota, newer status",
    status: 429,
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inTenMinutes, date },
    meaning: "try-later",
    seconds: 601,
  },
  { when: "too many requests", status: 429, headers: { "retry-after": "7" }, meaning: "try-later", seconds: 7 },
  {
    when: "the brake on quick posting",
    status: 422,
    says: "was submitted too quickly",
    meaning: "try-later",
    seconds: null,
  },
  {
    when: "a locked conversation",
    status: 403,
    says: "Unable to create comment because issue is locked.",
    meaning: "refused",
    seconds: null,
    advice: /unlock it/,
  },
  {
    when: "an archived repository",
    status: 403,
    says: "Repository was archived so is read-only.",
    meaning: "refused",
    seconds: null,
    advice: /unarchive it/,
  },
  {
    when: "a missing permission",
    status: 403,
    says: "Resource not accessible by integration",
    headers: { "x-accepted-github-permissions": "issues=write" },
    meaning: "refused",
    seconds: null,
    advice: /lacks the permission issues=write: an owner must accept it/,
  },
  {
    when: "a blocked app",
    status: 403,
    says: "User is blocked",
    meaning: "refused",
    seconds: null,
    advice: /unblock it/,
  },
  {
    when: "a suspended installation",
    status: 403,
    says: "This installation has been suspended",
    meaning: "refused",
    seconds: null,
    advice: /unsuspend it/,
  },
  {
    when: "no such thread",
    status: 404,
    says: "Not Found",
    meaning: "refused",
    seconds: null,
    advice: /still installed/,
  },
  {
    when: "issues switched off",
    status: 410,
    says: "Issues are disabled for this repo",
    meaning: "refused",
    seconds: null,
    advice: /switched off/,
  },
  {
    when: "anything else",
    status: 422,
    says: "Body is too\nlong",
    meaning: "refused",
    seconds: null,
    advice: /it said: Body is too long/,
  },
])("a create answered with $when ($status) is sent once and means $meaning", async (row) => {
  grantToken();
  nock(api)
    .post(comments)
    .reply(row.status, { message: row.says ?? "" }, row.headers);
  const failure = await thrownBy(github.createComment(repository, 12, "text"));
  expect(failure).toBeInstanceOf(GitHubFailure);
  expect(failure).toMatchObject({
    meaning: row.meaning,
    status: row.status,
    retryAfterSeconds: row.seconds,
    message: expect.stringMatching(row.advice ?? /^GitHub was asked to comment on octo-org\/shop#12 and /),
  });
});

it("a create that is cut off means ambiguous", async () => {
  grantToken();
  nock(api).post(comments).replyWithError("socket hang up");
  expect(await thrownBy(github.createComment(repository, 12, "text"))).toMatchObject({
    meaning: "ambiguous",
    status: null,
  });
});

it("a listing that fails means try later, for it wrote nothing", async () => {
  grantToken();
  nock(api).get(comments).query(true).reply(502);
  expect(await thrownBy(github.ownComments(repository, 12, "marker"))).toMatchObject({ meaning: "try-later" });
});

it("an update for which no token is to be had is refused, not taken for a deleted comment", async () => {
  nock(api).post(tokenPath()).reply(404, { message: "Not Found" });
  expect(await thrownBy(github.updateComment(repository, 900, "text"))).toMatchObject({ meaning: "refused" });
});

it("a create for which GitHub fails to make a token was never sent: no doubt", async () => {
  nock(api).post(tokenPath()).reply(502);
  expect(await thrownBy(github.createComment(repository, 12, "text"))).toMatchObject({ meaning: "try-later" });
});

it("a fault that is no answer of GitHub is thrown as it is", async () => {
  const broken = octokitGitHub(() => Promise.reject(new Error("no such key")), { appId: 77, slug: "throughline" });
  await expect(broken.createComment(repository, 12, "text")).rejects.toThrow(/^no such key$/);
});

const comments = "/repos/octo-org/shop/issues/12/comments";

function tokenPath(): string {
  return `/app/installations/${repository.installationId}/access_tokens`;
}

function grantToken(): void {
  nock(api).post(tokenPath()).reply(201, token);
}
