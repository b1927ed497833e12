/** Decides how the port is kept with GitHub's REST API: which method is which request. */
import type { GitHub } from "./github.ts";
import type { AppIdentity } from "./identity.ts";
import type { OctokitFor } from "./ask.ts";
import { createCheck, ownChecks, updateCheck } from "./octokitChecks.ts";
import { createComment, deleteComment, ownComments, updateComment } from "./octokitComments.ts";
import { compare } from "./octokitComparisons.ts";
import { fileOnDefaultBranch } from "./octokitFiles.ts";
import { closeIssue, createIssue, issueState, ownIssues, updateIssue } from "./octokitIssues.ts";
import { createLabel, labelNames } from "./octokitLabels.ts";
import { permissionOf, reactWithEyes } from "./octokitPeople.ts";
import { branchRules } from "./octokitRules.ts";
import { repositoryIdAt } from "./octokitRepositories.ts";

/** `octokitFor` is `probot.auth` of a Probot whose Octokit has the defaults of `oneAttempt`. */
export function octokitGitHub(octokitFor: OctokitFor, app: AppIdentity): GitHub {
  return {
    repositoryIdAt: (repository) => repositoryIdAt(octokitFor, repository),
    ownComments: (repository, number, marker) => ownComments(octokitFor, app, repository, number, marker),
    createComment: (repository, number, body) => createComment(octokitFor, repository, number, body),
    updateComment: (repository, id, body) => updateComment(octokitFor, repository, id, body),
    deleteComment: (repository, id) => deleteComment(octokitFor, repository, id),
    ownChecks: (repository, headSha) => ownChecks(octokitFor, app, repository, headSha),
    createCheck: (repository, content) => createCheck(octokitFor, repository, content),
    updateCheck: (repository, id, content) => updateCheck(octokitFor, repository, id, content),
    ownIssues: (repository, label, marker) => ownIssues(octokitFor, app, repository, label, marker),
    createIssue: (repository, text, label) => createIssue(octokitFor, repository, text, label),
    issueState: (repository, number) => issueState(octokitFor, app, repository, number),
    updateIssue: (repository, number, text) => updateIssue(octokitFor, repository, number, text),
    closeIssue: (repository, number, last) => closeIssue(octokitFor, repository, number, last),
    fileOnDefaultBranch: (repository, path) => fileOnDefaultBranch(octokitFor, repository, path),
    compare: (repository, base, head) => compare(octokitFor, repository, base, head),
    branchRules: (repository, branch) => branchRules(octokitFor, repository, branch),
    permissionOf: (repository, login) => permissionOf(octokitFor, repository, login),
    reactWithEyes: (repository, comment) => reactWithEyes(octokitFor, repository, comment),
    labelNames: (repository) => labelNames(octokitFor, repository),
    createLabel: (repository, label) => createLabel(octokitFor, repository, label),
  };
}
