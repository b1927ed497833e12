/** Decides how tests ask through the port's own implementation, whose requests nock answers. */
import { ProbotOctokit } from "probot";
import type { RepositoryAddress } from "../../src/github/github.ts";
import { octokitGitHub } from "../../src/github/octokitGitHub.ts";
import { oneAttempt } from "../../src/github/oneAttempt.ts";

export const octoShop: RepositoryAddress = { id: 1, owner: "octo-org", name: "shop", installationId: 5 };

/** Where the Octokit comes from is no part of it: each request has the same token. */
export const Octokit = ProbotOctokit.defaults(oneAttempt);

export const gitHubOverHttp = octokitGitHub(() => Promise.resolve(new Octokit({ auth: { token: "secret" } })), {
  appId: 77,
  slug: "throughline",
});
