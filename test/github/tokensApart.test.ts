/** Two installations at once, by the app's own clients: no request about one carries the token of the other. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { parseConfig } from "../../src/config/env.ts";
import { createLog } from "../../src/config/log.ts";
import type { CheckContent, GitHub, RepositoryAddress } from "../../src/github/github.ts";
import { octokitHistory } from "../../src/github/history/octokitHistory.ts";
import { octokitGitHub } from "../../src/github/octokitGitHub.ts";
import { octokitsAtPace } from "../../src/github/octokitsAtPace.ts";
import { createProbot } from "../../src/main.ts";
import { appPrivateKey } from "../support/appPrivateKey.ts";
import { webhookSecret } from "../support/testFront.ts";

const config = parseConfig({ APP_ID: "77", PRIVATE_KEY: appPrivateKey, WEBHOOK_SECRET: webhookSecret });
const tenants: RepositoryAddress[] = [
  { id: 1, owner: "tenant-5", name: "shop", installationId: 5 },
  { id: 2, owner: "tenant-6", name: "shop", installationId: 6 },
];
let apiUrl = "";
let asked: { about: string; by: string }[] = [];

beforeEach(async () => {
  asked = [];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  apiUrl = `http://127.0.0.1:${port}`;
  return () => new Promise((resolve) => server.close(resolve));
});

/** Hands out a token by the installation's name, and knows nothing else. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [uri, words] = [request.url ?? "", await text(request)];
  const installation = /installations\/(\d+)\/access_tokens$/.exec(uri)?.[1];
  if (installation === undefined) {
    const about = /tenant-\d/.exec(`${uri} ${words}`)?.[0] ?? "nobody";
    asked.push({ about, by: request.headers.authorization ?? "" });
  }
  const token = {
    token: `ghs_${installation}`,
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    permissions: {},
  };
  response.writeHead(installation === undefined ? 404 : 201, { "content-type": "application/json" });
  response.end(JSON.stringify(installation === undefined ? { message: "Not Found" } : token));
}

const check: CheckContent = { headSha: "abc", externalId: "e", title: "t", summary: "s" };

/** Every method of the port, each with a repository and words that fit. */
const calls: { [Method in keyof GitHub]: (github: GitHub, repository: RepositoryAddress) => Promise<unknown> } = {
  repositoryIdAt: (github, repository) => github.repositoryIdAt(repository),
  ownComments: (github, repository) => github.ownComments(repository, 1, "<!-- mark -->"),
  createComment: (github, repository) => github.createComment(repository, 1, "text"),
  updateComment: (github, repository) => github.updateComment(repository, 1, "text"),
  deleteComment: (github, repository) => github.deleteComment(repository, 1),
  ownChecks: (github, repository) => github.ownChecks(repository, "abc"),
  createCheck: (github, repository) => github.createCheck(repository, check),
  updateCheck: (github, repository) => github.updateCheck(repository, 1, check),
  ownIssues: (github, repository) => github.ownIssues(repository, "label", "<!-- mark -->"),
  createIssue: (github, repository) => github.createIssue(repository, { title: "t", body: "b" }, "label"),
  issueState: (github, repository) => github.issueState(repository, 1),
  updateIssue: (github, repository) => github.updateIssue(repository, 1, { title: "t", body: "b" }),
  closeIssue: (github, repository) => github.closeIssue(repository, 1, { title: "t", body: "b" }),
  fileOnDefaultBranch: (github, repository) => github.fileOnDefaultBranch(repository, "a.yml"),
  compare: (github, repository) => github.compare(repository, "a", "b"),
  branchRules: (github, repository) => github.branchRules(repository, "main"),
  permissionOf: (github, repository) => github.permissionOf(repository, "ada"),
  reactWithEyes: (github, repository) => github.reactWithEyes(repository, 1),
  labelNames: (github, repository) => github.labelNames(repository),
  createLabel: (github, repository) => github.createLabel(repository, { name: "n", color: "c", description: "d" }),
};

test("every request carries the token of the installation that it is about", async () => {
  const probot = createProbot({ ...config, apiUrl }, createLog("silent", []), null);
  const octokitFor = octokitsAtPace((id) => probot.auth(id), null)("refresh");
  const github = octokitGitHub(octokitFor, { appId: 77, slug: "throughline" });
  const history = octokitHistory(octokitFor);
  const all = [...Object.values(calls), (_: GitHub, repository: RepositoryAddress) => history.repository(repository)];

  // What is answered is of no interest: GitHub knows nothing here.
  await Promise.allSettled(all.flatMap((call) => tenants.map((tenant) => call(github, tenant))));

  const of = (tenant: string) => asked.filter(({ about }) => about === tenant).map(({ by }) => by);
  expect(of("tenant-5").length).toBeGreaterThanOrEqual(all.length);
  expect(new Set(of("tenant-5"))).toEqual(new Set(["token ghs_5"]));
  expect(of("tenant-6").length).toBe(of("tenant-5").length);
  expect(new Set(of("tenant-6"))).toEqual(new Set(["token ghs_6"]));
  expect(of("nobody")).toEqual([]);
});
