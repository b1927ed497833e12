/** What `throughline look` says where it cannot look: what happened and the way out, in one line, before anything is opened. */
import { beforeEach, expect, test, vi } from "vitest";
import type { Fault } from "../support/simulatedGitHub/simulatedGitHub.ts";
import { run } from "../support/deliveryFile.ts";
import { empty, loneMaintainer } from "../support/lookHistories.ts";
import { look, served } from "../support/lookOver.ts";

beforeEach(() => {
  for (const name of ["GH_TOKEN", "GHE_HOST", "GHE_PROTOCOL", "GITHUB_API_URL", "GITHUB_SERVER_URL"])
    vi.stubEnv(name, "");
  vi.stubEnv("GITHUB_TOKEN", "right");
  return () => vi.unstubAllEnvs();
});

const saml =
  "Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.";
const reset = (at: string) => ({
  "x-ratelimit-reset": String(Date.parse(at) / 1000),
  date: "Mon, 13 Apr 2026 12:00:00 GMT",
});

test.for([
  {
    what: "the organisation wants single sign-on",
    faults: [{ graphql: [{ type: "FORBIDDEN", message: saml }] }],
    says: (url) =>
      `The organisation of mona/tool wants single sign-on for this token: authorise it for the organisation at ${url}/settings/tokens (Configure SSO).`,
  },
  {
    what: "the same by REST, which names the page",
    faults: [
      "ok",
      {
        status: 403,
        headers: { "x-github-sso": "required; url=https://github.com/orgs/mona/sso?x=1" },
        body: { message: saml },
      },
    ],
    says: () =>
      "The organisation of mona/tool wants single sign-on for this token: open https://github.com/orgs/mona/sso?x=1.",
  },
  {
    what: "the token may not read it",
    faults: [{ graphql: [{ type: "FORBIDDEN", message: "Resource not accessible by personal access token" }] }],
    says: () =>
      "This token may not read mona/tool: Resource not accessible by personal access token. It needs to read contents, issues, pull requests and deployments, or the scope repo.",
  },
  {
    what: "the limit is used up for long",
    faults: [
      {
        graphql: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }],
        headers: reset("2026-04-13T12:40:00Z"),
      },
    ],
    says: () =>
      "GitHub's limit for this token is used up until Mon 13 Apr 12:40 UTC. Look again then, or with another token.",
  },
  {
    what: "GitHub is ill",
    faults: Array.from({ length: 3 }, () => ({ status: 503 })),
    says: () => "GitHub was asked to show the repository of mona/tool and failed (503). Look again in a minute.",
  },
] satisfies { what: string; faults: Fault[]; says: (url: string) => string }[])("$what", async ({ faults, says }) => {
  const { gitHub, url } = await served(loneMaintainer());
  gitHub.faults.push(...faults);
  expect(await look(["mona/tool", "--github", url])).toMatchObject({ refusal: says(url), result: "" });
});

test("there is no such repository, or the token cannot see it", async () => {
  const { url } = await served(loneMaintainer());
  expect((await look(["mona/other", "--github", url])).refusal).toBe(
    `There is no repository mona/other on ${url} that this token can see. Is the name right? A private one needs a token with the scope repo, or a fine-grained one that has it selected.`,
  );
});

test("the token is not accepted", async () => {
  const { url } = await served(loneMaintainer());
  vi.stubEnv("GITHUB_TOKEN", "wrong");
  expect((await look(["mona/tool", "--github", url])).refusal).toBe(
    `${url} does not accept the token: it has expired, was revoked, or is for another GitHub. Make one at ${url}/settings/tokens and set GITHUB_TOKEN.`,
  );
});

test("there is no token", async () => {
  vi.stubEnv("GITHUB_TOKEN", "");
  expect((await look(["mona/tool"])).refusal).toBe(
    "There is no token for github.com. Sign in with `gh auth login`, or make a token that may read at https://github.com/settings/tokens and set GITHUB_TOKEN.",
  );
});

test("there is no token for a server: gh is told which one", async () => {
  vi.stubEnv("GITHUB_TOKEN", "");
  expect((await look(["mona/tool", "--github", "github.example.com"])).refusal).toMatch(
    /^There is no token for github\.example\.com\. Sign in with `gh auth login --hostname github\.example\.com`, or/,
  );
});

test("the token of gh serves where the environment has none", async () => {
  const { url } = await served(empty());
  vi.stubEnv("GITHUB_TOKEN", "");
  expect((await look(["acme/new", "--github", url], "right")).refusal).toMatch(/^acme\/new has had no issue/);
});

test("GitHub cannot be reached", async () => {
  const { refusal, slept } = await look(["mona/tool", "--github", "http://127.0.0.1:9"]);
  expect(refusal).toMatch(
    /^GitHub cannot be reached at http:\/\/127\.0\.0\.1:9\/api\/v3: .+\. Is the network up, and is that the right address\? --github HOST names another\.$/,
  );
  expect(slept).toEqual([2, 4]);
});

test.for([
  {
    options: {},
    says: "acme/new has had no issue and no pull request since 13 January. Look further back with --since, by up to 730 days.",
  },
  {
    options: { archived: true },
    says: "acme/new has had no issue and no pull request since 13 January: it is archived. Look at the repository that took its place, or further back with --since.",
  },
  {
    options: { branch: null },
    says: "acme/new is empty: there is no commit, no issue and no pull request in it. Look again when work has begun.",
  },
])("there is nothing to look at: $options", async ({ options, says }) => {
  const { url } = await served(empty(), options);
  expect((await look(["acme/new", "--github", url])).refusal).toBe(says);
});

test("a short brake of GitHub's is waited for, and said", async () => {
  const { gitHub, url } = await served(empty());
  gitHub.faults.push({ status: 429, headers: { "retry-after": "7" } });
  const { slept, notes } = await look(["acme/new", "--github", url]);
  expect({ slept, notes }).toEqual({
    slept: [7],
    notes: [
      "GitHub was asked to show the repository of acme/new and asked for 7 seconds of patience (429): waiting 7 s",
    ],
  });
});

test.for([
  [[], "Name one repository as OWNER/REPO."],
  [["acme"], "Name one repository as OWNER/REPO."],
  [["acme/shop", "acme/blog"], "Name one repository as OWNER/REPO."],
  [["acme/shop", "--format", "html"], '--format is text or json, not "html".'],
  [["acme/shop", "--save", ""], "--save needs the name of a folder."],
  [["acme/shop", "--github", "https://x/y"], '--github must be a host such as github.example.com, not "https://x/y".'],
  [
    ["acme/shop", "--since", "3"],
    '--since must be a number of days from 7 to 730, or a date as far back like 2026-03-02, not "3".',
  ],
  [
    ["acme/shop", "--since", "2026-02-30"],
    '--since must be a number of days from 7 to 730, or a date as far back like 2026-03-02, not "2026-02-30".',
  ],
] as const)("%j exits 2 and says why in one line", async ([words, why]) => {
  expect(await run("look", ...words)).toEqual({
    code: 2,
    result: "",
    notes: [`${why} Run \`throughline look --help\` for how it is used.`],
  });
});

test("what a person can mend exits 1, in one line", async () => {
  vi.stubEnv("GITHUB_TOKEN", "");
  vi.stubEnv("PATH", "");
  expect(await run("look", "acme/shop")).toMatchObject({
    code: 1,
    result: "",
    notes: [expect.stringMatching(/^There is no token for github\.com\. .+$/)],
  });
});
