/** `throughline look`: a repository before anything is installed, read from a GitHub over HTTP. */
import { beforeEach, expect, test, vi } from "vitest";
import { lookSchema } from "../../src/reports/look/lookSchema.ts";
import { temporaryFolder, run } from "../support/deliveryFile.ts";
import { libraryWithReleases, loneMaintainer, teamWithDeployments } from "../support/lookHistories.ts";
import { look, served } from "../support/lookOver.ts";

const slow = { timeout: 120_000 };

beforeEach(() => {
  for (const name of ["GH_TOKEN", "GHE_HOST", "GHE_PROTOCOL", "GITHUB_API_URL", "GITHUB_SERVER_URL"])
    vi.stubEnv(name, "");
  vi.stubEnv("GITHUB_TOKEN", "right");
  return () => vi.unstubAllEnvs();
});

test("tells on one screen where work waits, and reads nothing but what it needs", slow, async () => {
  const { gitHub, url } = await served(teamWithDeployments());

  const { result, notes, refusal } = await look(["Acme/shop", "--github", url]);

  expect({ notes, refusal }).toEqual({ notes: [], refusal: null });
  expect(result).toContain("acme/shop, the 90 days up to Mon 13 Apr 12:00 UTC. Read: 85 pull requests, 85 issues.");
  expect(result).toContain("Review is the slowest stage: work waits most there.");
  expect(result).toContain("All 22 wait on a reviewer.");
  expect(result).toContain(`  - 29 days on a reviewer: Build part 69\n    ${url}/acme/shop/pull/569`);
  expect(result).toContain(`1. Today: review ${url}/acme/shop/pull/569, which has waited 29 days.`);
  expect(gitHub.requests.filter((each) => !each.startsWith("POST /api/graphql"))).toEqual([
    "GET /api/v3/repos/Acme/shop/labels",
    "GET /api/v3/repos/Acme/shop/branches/main",
  ]);
  expect(gitHub.points()).toBe(13);
});

test("keeps what it read, for the questions that a comment may ask and for a week's report", slow, async () => {
  const { url } = await served(libraryWithReleases());
  const folder = temporaryFolder();

  const { result } = await look(["octo/library", "--github", url, "--save", folder, "--format", "json"]);

  const seen = lookSchema.parse(JSON.parse(result));
  expect(seen).toMatchObject({
    from: "2026-01-13T12:00:00Z",
    to: "2026-04-13T12:00:00Z",
    slowest_stage: { stage: "release", why: "most-waiting", runner_up: "review" },
    pull_requests: { opened: 55, merged: 56, open_at_end: 0 },
    released: 49,
    health: { production_seen: false, release_signals: { deployment: 0, release: 49, merge: 0 } },
  });
  const asked = await run("ask", "octo/library", "/flow slowest", "--data-dir", folder);
  expect(asked.result).toContain("**Release is the slowest stage: work waits most there.**");
  const week = await run("report", "octo/library", "--week", "2026-W13", "--format", "json", "--data-dir", folder);
  expect(JSON.parse(week.result)).toMatchObject({ released: 19, pull_requests: { merged: 5 } });
});

test("an open pull request that nobody touched in the time is the oldest wait all the same", slow, async () => {
  const { gitHub, url } = await served(loneMaintainer());

  const { result } = await look(["mona/tool", "--github", url, "--since", "30"]);

  expect(gitHub.requests.filter((each) => each.endsWith("PullRequests")).length).toBe(2);
  expect(result).toContain("16 pull requests are open. All 16 wait on a reviewer. 16 are by bots.");
  expect(result).toContain("  - 91 days on a reviewer: Update lib 1 to v2 (by a bot)");
});

test("what GitHub's limit cut short is told, and the time begins where all is known", slow, async () => {
  const { gitHub, url } = await served(loneMaintainer());
  const { fetch } = gitHub;
  gitHub.fetch = async (path, init) =>
    init?.body?.includes("query PullRequests") && init.body.includes('"after":"') ? usedUp() : fetch(path, init);

  const { result, slept } = await look(["mona/tool", "--github", url]);

  expect(slept).toEqual([]);
  expect(result).toMatch(/^mona\/tool, the 51 days up to/);
  expect(result).toContain("- All pull requests: only 25 were read; then GitHub's limit was used up.");
  expect(result).toContain("16 pull requests are open.");
  expect(result).toContain("- All since 13 January: the time begins later, from when on everything was read.");
});

test("whose turn it is goes by what the branch requires, where that may be read", slow, async () => {
  const { gitHub, url } = await served(loneMaintainer());
  const { fetch } = gitHub;
  const noApproval = { type: "pull_request", parameters: { required_approving_review_count: 0 } };
  gitHub.fetch = async (path, init) => {
    if (path.includes("/rules/branches/main")) return Response.json([noApproval]);
    if (path.endsWith("/branches/main")) return Response.json({ protected: true, protection: { enabled: false } });
    return fetch(path, init);
  };

  const { result } = await look(["mona/tool", "--github", url]);

  expect(result).toContain("16 pull requests are open. All 16 wait on the merge.");
  expect(result).not.toContain("Rules of the default branch");
});

test("what the token may not read is told where it is not what a look is about", slow, async () => {
  const { gitHub, url } = await served(loneMaintainer());
  const { fetch } = gitHub;
  const errors = [{ type: "FORBIDDEN", message: "Resource not accessible by personal access token" }];
  gitHub.fetch = async (path, init) =>
    init?.body?.includes("query Deployments") ? Response.json({ data: null, errors }) : fetch(path, init);

  const { result } = await look(["mona/tool", "--github", url]);

  expect(result).toContain("- Deployments: this token may not read them.");
});

/** GraphQL answers so with success, and names the end of the hour in a header. */
function usedUp(): Response {
  const headers = { "x-ratelimit-reset": "1776084060", date: "Mon, 13 Apr 2026 12:00:00 GMT" };
  return Response.json(
    { data: null, errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] },
    { headers },
  );
}

test("the schema that is published is that of the code: run `npm run schema`", async () => {
  const { lookJsonSchema } = await import("../../src/reports/look/lookSchema.ts");
  const { readFileSync } = await import("node:fs");
  expect(JSON.parse(readFileSync("throughline.look.schema.json", "utf8"))).toEqual(lookJsonSchema);
});
