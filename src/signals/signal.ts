/** Decides the app's own vocabulary: what a delivery can mean, apart from how GitHub spells it. */
import type { Instant } from "../instant.ts";

/** Who did it. A deleted account has neither id nor login, and counts as a person. */
export type Actor = { id: number | null; login: string | null; bot: boolean };

export type LabelRef = { id: number; name: string };

export type CloseReason = "completed" | "not-planned" | "duplicate";

/** A verdict as GitHub knows it; a comment is a review but no verdict. */
export type ReviewState = "approved" | "changes-requested" | "commented";

/** One attempt of a check run or of a workflow run on a commit; `endedAt` and `conclusion` are null while it runs. */
export type CheckAttempt = { startedAt: Instant | null; endedAt: Instant | null; conclusion: string | null };

/** What a person did to an item besides the signals that have a kind of their own: an act, and perhaps the end of triage. */
export type TouchKind = "assigned" | "unassigned" | "milestoned" | "demilestoned" | "typed" | "untyped" | "edited";

export type IssueSnapshot = {
  kind: "issue-snapshot";
  /** GitHub's global id, by which projects name it. */
  nodeId: string | null;
  title: string;
  author: Actor;
  createdAt: Instant;
  closedAt: Instant | null;
  closeReason: CloseReason | null;
  labels: LabelRef[];
  /** The numbers that its title and body name as `#N`. */
  names: number[];
};

export type PullRequestSnapshot = {
  kind: "pull-request-snapshot";
  /** GitHub's global id, by which projects name it. */
  nodeId: string | null;
  title: string;
  author: Actor;
  createdAt: Instant;
  closedAt: Instant | null;
  mergedAt: Instant | null;
  mergeSha: string | null;
  draft: boolean;
  labels: LabelRef[];
  base: string;
  /** Null where the payload does not say it. */
  defaultBranch: string | null;
  head: string;
  headSha: string;
  /** Null when the fork is gone. */
  headRepositoryId: number | null;
  /** Issues of the same repository that its body closes by a keyword; empty where the base is not the default branch. */
  closes: number[];
  /** The pull request that it reverts, by its branch or its body. */
  reverts: number | null;
  /** Fingerprints of the addresses of co-authors that its body ends with. */
  coAuthors: string[];
  /** The known AI agent that signed its body. */
  footer: string | null;
};

/** Issues of the same repository that a pull request is linked to in the Development box, as the API shows them: no webhook tells of it. */
export type LinksSnapshot = { kind: "links-snapshot"; issues: number[] };

/** Fingerprints of the addresses of co-authors that the commits of a pull request name, as the API shows them: webhooks tell them with a push. */
export type CommitsSnapshot = { kind: "commits-snapshot"; coAuthors: string[] };

/** Signals about one issue or pull request, `number` being the fact's subject. */
export type ItemSignal =
  | IssueSnapshot
  | PullRequestSnapshot
  | LinksSnapshot
  | CommitsSnapshot
  | { kind: "opened"; item: "issue" | "pull-request"; by: Actor; draft: boolean }
  | { kind: "closed"; by: Actor | null; reason: CloseReason | null; merged: boolean; mergeSha: string | null }
  | { kind: "reopened"; by: Actor | null }
  | { kind: "removed"; how: "deleted" | "transferred" }
  | { kind: "labeled" | "unlabeled"; label: LabelRef; by: Actor | null }
  | { kind: "touched"; what: TouchKind; by: Actor | null }
  | { kind: "commented"; by: Actor; where: "conversation" | "diff" }
  | { kind: "ready" | "drafted"; by: Actor | null }
  | { kind: "pushed"; before: string | null; after: string; by: Actor | null }
  | { kind: "retargeted"; from: string; to: string }
  | {
      kind: "review-requested" | "review-request-removed";
      reviewer: Actor | null;
      team: string | null;
      by: Actor | null;
    }
  | { kind: "reviewed"; review: number; state: ReviewState; by: Actor; commit: string | null }
  | { kind: "review-dismissed"; review: number; of: Actor; by: Actor | null }
  | { kind: "enqueued"; by: Actor | null }
  | { kind: "dequeued"; reason: string | null }
  | { kind: "auto-merge"; on: boolean; by: Actor | null }
  /** A field of a project, by its name. */
  | { kind: "field-set"; field: string; by: Actor | null }
  /** A merge queue tries it out, alone or as the last of a group, on a commit of its own; or no longer does. */
  | { kind: "merge-group"; state: "formed" | "dissolved"; commit: string; reason: string | null }
  | { kind: "sub-issue"; added: boolean; child: number; childRepositoryId: number | null; by: Actor | null }
  | { kind: "blocked-by"; added: boolean; blocker: number; blockerRepositoryId: number | null };

/** Signals about a commit. Attempts are kept by id in one fact for each commit and name, not one for each event. */
export type CommitSignal = {
  kind: "check";
  /** `actions` for GitHub Actions, `app` for another app's check run, `status` for a commit status, `workflow` for a workflow run. */
  source: "actions" | "app" | "status" | "workflow";
  name: string;
  appId: number | null;
  attempts: Record<string, CheckAttempt>;
};

/** A check that a branch requires; of whichever app where none is named. */
export type RequiredCheck = { name: string; appId: number | null };

/**
 * What a branch requires of a pull request into it. `checks` is empty and `approvals` null where its rules name none. `isClassic`: it has classic protection
 * as well, of which GitHub shows the checks and not the approvals.
 */
export type BranchRules = { branch: string; checks: RequiredCheck[]; approvals: number | null; isClassic: boolean };

/** Signals about the repository. */
export type RepositorySignal =
  | { kind: "branch-created"; branch: string; by: Actor | null }
  | {
      kind: "branch-pushed";
      branch: string;
      before: string | null;
      after: string | null;
      forced: boolean;
      /** Commits that the push brought, oldest first; at most 2,048 are sent. */
      commits: string[];
      /** By commit, those that have any: fingerprints of the addresses of its co-authors. */
      coAuthors: Record<string, string[]>;
      /** Paths that the push touches, for documentation, runbooks, migrations, workflow files and the config file. */
      paths: string[];
      toDefaultBranch: boolean;
      by: Actor | null;
    }
  /** Asked of GitHub: the commits that came after `base` up to `head`, oldest first; null where `head` did not come after `base`. */
  | { kind: "compared"; base: string; head: string; commits: string[] | null }
  /** Asked of GitHub: what the default branch requires, since when it was seen so. One fact, which the next reading replaces if it says something else. */
  | { kind: "branch-rules"; rules: BranchRules }
  | { kind: "tag-created"; tag: string; sha: string | null }
  | {
      kind: "deployment";
      deployment: number;
      environment: string;
      production: boolean;
      transient: boolean;
      sha: string;
      ref: string;
      by: Actor | null;
    }
  | { kind: "deployment-status"; deployment: number; status: number; state: string; environment: string }
  | {
      kind: "deployment-review";
      run: number;
      state: "requested" | "approved" | "rejected";
      environment: string;
      sha: string | null;
    }
  | {
      kind: "release";
      release: number;
      tag: string;
      target: string;
      state: "created" | "published";
      prerelease: boolean;
    }
  /** A version of a package was published; with the tag and the commit that it was made from, where GitHub tells them. */
  | { kind: "package-published"; version: number; tag: string | null; commit: string | null }
  | {
      kind: "workflow-run";
      run: number;
      attempt: number;
      name: string;
      sha: string;
      branch: string | null;
      trigger: string;
      startedAt: Instant;
      endedAt: Instant | null;
      conclusion: string | null;
    }
  | { kind: "label-renamed"; label: LabelRef; from: string }
  /** Its id is never given again. */
  | { kind: "label-deleted"; label: LabelRef };

export type Signal = ItemSignal | CommitSignal | RepositorySignal;

/** What a fact is about: an item by its number, a commit by its sha, or the repository. */
export type Subject = `#${number}` | `commit ${string}` | "repository";

/** For a subject that comes back from the database. */
export function isSubject(text: string): text is Subject {
  return text === "repository" || /^#\d+$/.test(text) || text.startsWith("commit ");
}

/**
 * One thing that happened, kept under a key made of GitHub's own ids and times, so that hearing of it twice changes nothing.
 * It outlives the delivery that told it and says where its time came from.
 */
export type Fact = {
  repositoryId: number;
  subject: Subject;
  /** Unique within the repository. */
  key: string;
  at: Instant;
  /** The payload field that `at` was read from, or `received_at` where the payload holds none. */
  timeSource: string;
  receivedAt: Instant;
  /** The delivery that told it, and its event with its action: `pull_request.labeled`. */
  delivery: string;
  event: string;
  signal: Signal;
};

/** A fact about an issue or pull request of which only the global id is told; it waits until that is known to be in a repository. */
export type ContentFact = Omit<Fact, "repositoryId" | "subject"> & {
  nodeId: string;
  /** Through which it was told: it counts in no other installation's repositories. */
  installationId: number | null;
  signal: ItemSignal;
};

/** What a delivery says of its repository; the directory of tenants keeps the one received last. */
export type RepositoryRef = {
  id: number;
  fullName: string;
  installationId: number | null;
  defaultBranch: string | null;
  private: boolean;
  archived: boolean;
  fork: boolean;
};

/** What the app hears of where it is installed. */
export type DirectoryNews =
  | { kind: "installation"; id: number; state: "active" | "suspended" | "deleted" }
  /** No more than its name is told of a repository here; without an installation the app has lost sight of it, or, of one `removedFrom`, that one has. */
  | {
      kind: "repository";
      id: number;
      fullName: string;
      private: boolean;
      installationId: number | null;
      removedFrom?: number;
    };
