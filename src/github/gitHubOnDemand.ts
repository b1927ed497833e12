/** Decides when GitHub is asked who the app is: at the first request, so that receiving webhooks need not wait for it. */
import type { Octokit } from "@octokit/core";
import type { OctokitFor } from "./ask.ts";
import { failureOf } from "./failure.ts";
import { type GitHub, GitHubFailure } from "./github.ts";
import { readAppIdentity } from "./identity.ts";
import { octokitGitHub } from "./octokitGitHub.ts";

/** Nothing more is asked for so long after so many failures in a row. */
const restSeconds = (failures: number): number => Math.min(2 ** failures, 300);

/**
 * `octokitForApp` speaks as the app itself. Until GitHub has answered once, each method asks again, and fails as that question did. While GitHub does
 * not answer it is asked ever more rarely, however much is due: every process asks by itself, since it needs one answer in its life.
 */
export function gitHubOnDemand(
  octokitForApp: () => Promise<Octokit>,
  octokitFor: OctokitFor,
  millisecondsNow: () => number = performance.now.bind(performance),
): GitHub {
  let asked: Promise<GitHub> | null = null;
  let failures = 0;
  let restUntil = -Infinity;

  function gitHub(): Promise<GitHub> {
    const seconds = (restUntil - millisecondsNow()) / 1000;
    if (asked === null && seconds > 0) return Promise.reject(outage("does not say which app this is", seconds, null));
    asked ??= ask().catch((thrown: unknown) => {
      asked = null;
      const failure = failureOf(thrown, { kind: "read", to: "say which app this is" });
      if (!(failure instanceof GitHubFailure) || failure.meaning === "refused") throw failure;
      failures += 1;
      const rest = failure.retryAfterSeconds ?? restSeconds(failures);
      restUntil = millisecondsNow() + rest * 1000;
      throw outage(failure.message, rest, failure);
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

function outage(what: string, seconds: number, cause: GitHubFailure | null): GitHubFailure {
  const message = cause === null ? `GitHub ${what}` : what;
  const retryAfterSeconds = Math.max(1, Math.ceil(seconds));
  const status = cause?.status ?? null;
  return new GitHubFailure(message, { meaning: "try-later", status, retryAfterSeconds, outage: true, cause });
}
