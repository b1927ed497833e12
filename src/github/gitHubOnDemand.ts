/** Decides when GitHub is asked who the app is: at the first request, so that receiving webhooks need not wait for it. */
import type { Octokit } from "@octokit/core";
import type { OctokitFor } from "./ask.ts";
import { failureOf } from "./failure.ts";
import type { GitHub } from "./github.ts";
import { readAppIdentity } from "./identity.ts";
import { octokitGitHub } from "./octokitGitHub.ts";

/** `octokitForApp` speaks as the app itself. Until GitHub has answered once, each method asks again, and fails as that question did. */
export function gitHubOnDemand(octokitForApp: () => Promise<Octokit>, octokitFor: OctokitFor): GitHub {
  let asked: Promise<GitHub> | null = null;

  function gitHub(): Promise<GitHub> {
    asked ??= ask().catch((thrown: unknown) => {
      asked = null;
      throw failureOf(thrown, { kind: "read", to: "say which app this is" });
    });
    return asked;
  }
  async function ask(): Promise<GitHub> {
    return octokitGitHub(octokitFor, await readAppIdentity(await octokitForApp()));
  }

  return {
    repositoryIdAt: async (...call) => (await gitHub()).repositoryIdAt(...call),
    ownComments: async (...call) => (await gitHub()).ownComments(...call),
    createComment: async (...call) => (await gitHub()).createComment(...call),
    updateComment: async (...call) => (await gitHub()).updateComment(...call),
    deleteComment: async (...call) => (await gitHub()).deleteComment(...call),
    ownChecks: async (...call) => (await gitHub()).ownChecks(...call),
    createCheck: async (...call) => (await gitHub()).createCheck(...call),
    updateCheck: async (...call) => (await gitHub()).updateCheck(...call),
    ownIssues: async (...call) => (await gitHub()).ownIssues(...call),
    createIssue: async (...call) => (await gitHub()).createIssue(...call),
    issueState: async (...call) => (await gitHub()).issueState(...call),
    updateIssue: async (...call) => (await gitHub()).updateIssue(...call),
    closeIssue: async (...call) => (await gitHub()).closeIssue(...call),
    fileOnDefaultBranch: async (...call) => (await gitHub()).fileOnDefaultBranch(...call),
    compare: async (...call) => (await gitHub()).compare(...call),
    branchRules: async (...call) => (await gitHub()).branchRules(...call),
    permissionOf: async (...call) => (await gitHub()).permissionOf(...call),
    reactWithEyes: async (...call) => (await gitHub()).reactWithEyes(...call),
    labelNames: async (...call) => (await gitHub()).labelNames(...call),
    createLabel: async (...call) => (await gitHub()).createLabel(...call),
  };
}
