import type { OctokitOptions } from "@octokit/core";
import { createEmulator, type Emulator } from "emulate";
import { Probot, ProbotOctokit } from "probot";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import type { CheckContent, GitHub, RepositoryAddress } from "../../src/github/github.ts";
import { readAppIdentity } from "../../src/github/identity.ts";
import { oneAttempt } from "../../src/github/oneAttempt.ts";
import { octokitGitHub } from "../../src/github/octokitGitHub.ts";

const repository: RepositoryAddress = { id: 1, owner: "ada", name: "shop", installationId: 100 };
const marker = "<!-- throughline:test -->";

let emulator: Emulator;
let github: GitHub;

beforeAll(async () => {
  emulator = await createEmulator({
    service: "github",
    port: 0,
    seed: {
      tokens: { "ada-token": { login: "ada", scopes: ["repo"] } },
      github: {
        users: [{ login: "ada" }],
        repos: [{ owner: "ada", name: "shop", auto_init: true }],
        apps: [
          {
            app_id: 77,
            slug: "throughline",
            name: "Throughline",
            permissions: { metadata: "read", contents: "read", issues: "write", checks: "write" },
            installations: [{ installation_id: 100, account: "ada" }],
          },
        ],
      },
    },
  });
  const probot = new Probot({
    appId: 77,
    privateKey: emulator.generatedSecrets[0]?.value ?? "",
    baseUrl: emulator.url,
    // Without the pacing, which would make the story last as many seconds as it has writes.
    Octokit: ProbotOctokit.defaults((options: OctokitOptions) => ({
      ...oneAttempt(options),
      throttle: { enabled: false },
    })),
    logLevel: "fatal",
  });
  github = octokitGitHub((installationId) => probot.auth(installationId), await readAppIdentity(await probot.auth()));
});

afterAll(() => emulator.close());

it("a comment is created, found among a stranger's, updated and deleted", async () => {
  const issue = await asAda(z.object({ number: z.number() }), "POST", "issues", {
    title: "Basket forgets the voucher",
  });
  const number = issue.number;
  await asAda(z.unknown(), "POST", `issues/${number}/comments`, { body: `pasted ${marker}` });

  const created = await github.createComment(repository, number, `Waiting ${marker}`);
  expect(await github.ownComments(repository, number, marker)).toEqual([{ id: created.id, body: `Waiting ${marker}` }]);

  expect(await github.updateComment(repository, created.id, `Approved ${marker}`)).toBe("updated");
  expect(await github.ownComments(repository, number, marker)).toEqual([
    { id: created.id, body: `Approved ${marker}` },
  ]);

  await github.deleteComment(repository, created.id);
  await github.deleteComment(repository, created.id);
  expect(await github.updateComment(repository, created.id, "Merged")).toBe("gone");
  expect(await github.ownComments(repository, number, marker)).toEqual([]);
});

it("a check is created on the head commit, found and updated", async () => {
  const head = await asAda(z.object({ sha: z.string() }), "GET", "commits/main");
  const waiting: CheckContent = {
    headSha: head.sha,
    externalId: "throughline:check",
    title: "Waiting for review",
    summary: "Since 09:14 UTC",
  };
  expect(await github.ownChecks(repository, waiting.headSha)).toEqual([]);

  const created = await github.createCheck(repository, waiting);
  expect(await github.updateCheck(repository, created.id, { ...waiting, title: "Approved" })).toBe("updated");
  expect(await github.ownChecks(repository, waiting.headSha)).toEqual([
    { id: created.id, title: "Approved", summary: "Since 09:14 UTC" },
  ]);
});

it("a comment on what does not exist is refused, with what to look at", async () => {
  await expect(github.createComment(repository, 4711, "text")).rejects.toMatchObject({
    meaning: "refused",
    message: expect.stringContaining("ada/shop#4711"),
  });
});

async function asAda<Answer>(shape: z.ZodType<Answer>, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${emulator.url}/repos/ada/shop/${path}`, {
    method,
    headers: { authorization: "Bearer ada-token", "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`the emulator answered ${response.status} to ${method} ${path}`);
  return shape.parse(await response.json());
}
