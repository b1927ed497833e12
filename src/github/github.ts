/** Decides what the app needs of GitHub: the port, a dozen methods, each with its promise. */

import type { Permission } from "../commands/rights.ts";
import type { BranchRules } from "../signals/signal.ts";

/** One repository as one installation sees it. */
export type RepositoryAddress = { id: number; owner: string; name: string; installationId: number };

export type OwnComment = { id: number; body: string };

export type OwnCheck = { id: number; title: string; summary: string };

export type CheckContent = { headSha: string; externalId: string; title: string; summary: string };

/** `body` with its hidden marker. */
export type IssueText = { title: string; body: string };

export type OwnIssue = IssueText & { number: number };

/** `text` is null where the file is so large that GitHub does not hand it out; `commit` is the latest that touched it. */
export type RepositoryFile = { text: string | null; commit: string };

/**
 * How two commits stand to each other, and the commits that the head has and the base has not, oldest first: `ahead` the head came after the base, `behind`
 * before it, `diverged` neither.
 */
export type Comparison = { status: "ahead" | "behind" | "identical" | "diverged"; commits: string[] };

export type NewLabel = { name: string; description: string; color: string };

/**
 * Every method is one request or one paged listing, never retried inside: the publisher decides what a failure means. A failure is thrown as a GitHubFailure.
 * "Own" means written by this app: by the app's own identity *and* by the hidden marker, never by the marker alone, which anyone can paste.
 */
export type GitHub = {
  /** Whose name it is now: the id, or null if nobody's. A name may be given to another repository, of which the app was told nothing. */
  repositoryIdAt(repository: RepositoryAddress): Promise<number | null>;
  /** Own comments with that marker, oldest first. */
  ownComments(repository: RepositoryAddress, number: number, marker: string): Promise<OwnComment[]>;
  createComment(repository: RepositoryAddress, number: number, body: string): Promise<OwnComment>;
  /** `gone` if it was deleted. */
  updateComment(repository: RepositoryAddress, id: number, body: string): Promise<"updated" | "gone">;
  deleteComment(repository: RepositoryAddress, id: number): Promise<void>;
  /** Own check runs of that name on the commit, oldest first. */
  ownChecks(repository: RepositoryAddress, headSha: string): Promise<OwnCheck[]>;
  createCheck(repository: RepositoryAddress, check: CheckContent): Promise<OwnCheck>;
  updateCheck(repository: RepositoryAddress, id: number, check: CheckContent): Promise<"updated" | "gone">;
  /** Own issues with that label and marker, open or closed, oldest first. */
  ownIssues(repository: RepositoryAddress, label: string, marker: string): Promise<OwnIssue[]>;
  /** Makes the label, too, where the repository has none of that name. Returns the issue's number. */
  createIssue(repository: RepositoryAddress, text: IssueText, label: string): Promise<number>;
  /** `gone` if it was deleted or moved, or is no issue of the app's. */
  issueState(repository: RepositoryAddress, number: number): Promise<"open" | "closed" | "gone">;
  /** Says nothing of whether it is open. */
  updateIssue(repository: RepositoryAddress, number: number, text: IssueText): Promise<"updated" | "gone">;
  /** As not planned; with other `last` words and without any label, if they are given. Of one that is gone nothing is left to close. */
  closeIssue(repository: RepositoryAddress, number: number, last?: IssueText): Promise<void>;
  /** Null if there is no such file, or the app may not see the repository; only its owner, name and installation count. Two requests if there is one. */
  fileOnDefaultBranch(repository: RepositoryAddress, path: string): Promise<RepositoryFile | null>;
  /** Null if GitHub has one of the commits no more, or they are more than 2,000 commits apart. */
  compare(repository: RepositoryAddress, base: string, head: string): Promise<Comparison | null>;
  /** What the branch requires of a pull request into it. Null if there is no such branch, or the app may not see it. Two requests. */
  branchRules(repository: RepositoryAddress, branch: string): Promise<BranchRules | null>;
  /** As it is at this moment. Of a public repository everybody may at least read. A role of the organisation's own counts as what it is based on. */
  permissionOf(repository: RepositoryAddress, login: string): Promise<Permission>;
  /** Puts the eyes under somebody's comment; again is as once. Of a comment that is gone nothing is left to react to. */
  reactWithEyes(repository: RepositoryAddress, comment: number): Promise<void>;
  /** The names of all labels of the repository. */
  labelNames(repository: RepositoryAddress): Promise<string[]>;
  /** `present` if there is one of that name already. */
  createLabel(repository: RepositoryAddress, label: NewLabel): Promise<"created" | "present">;
};

/** What a failed request means for who asked. */
export type FailureMeaning =
  /** Nothing was written: ask again later, not before `retryAfterSeconds` where GitHub said so. */
  | "try-later"
  /** The write may have happened: look before writing again. */
  | "ambiguous"
  /** It will not be allowed until somebody changes something: locked, archived, permission withdrawn, gone. */
  | "refused";

type FailureDetails = {
  meaning: FailureMeaning;
  status: number | null;
  retryAfterSeconds: number | null;
  outage?: boolean;
  cause?: unknown;
};

export class GitHubFailure extends Error {
  override readonly name = "GitHubFailure";
  readonly meaning: FailureMeaning;
  readonly status: number | null;
  readonly retryAfterSeconds: number | null;
  /** GitHub is taken to be down: whatever had been asked would have failed, or was not even sent. Goes on after `retryAfterSeconds`. */
  readonly outage: boolean;

  constructor(message: string, details: FailureDetails) {
    super(message, { cause: details.cause });
    this.meaning = details.meaning;
    this.status = details.status;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.outage = details.outage ?? false;
  }
}
