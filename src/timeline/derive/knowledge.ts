/** Decides what a repository's facts say together, for all its items: the first of the two passes. */
import type { Instant } from "../../instant.ts";
import type { BranchRules, Fact } from "../../signals/signal.ts";
import type { Stretch } from "../stretch.ts";
import type { CommitPair } from "./commitPair.ts";
import type { ReleaseSignal } from "../timeline.ts";

export type EnvironmentKind = "production" | "staging" | "other";

export type UndoneBy = "rollback" | "revert" | "incident";

/** One deployment, from its creation to its last status but `inactive`. */
export type Deployment = {
  id: number;
  environment: string;
  kind: EnvironmentKind;
  sha: string;
  createdAt: Instant;
  /** When it succeeded or failed; null while it runs. */
  finishedAt: Instant | null;
  /** When it no longer ran: finished, or another took its place before it was; null while it runs. */
  overAt: Instant | null;
  /** Null before the first status. */
  state: string | null;
  /** Null while it runs; false for failure and error. */
  completed: boolean | null;
  /** While it waited for a person's approval. */
  approval: Stretch[];
  /** Merged pull requests that it brought to its environment, or would have. */
  carries: number[];
  /** Whether it deployed an older commit than the one that was live. */
  isRollback: boolean;
  /** The merged pull requests that it took away. */
  rollsBack: number[];
  undoneBy: UndoneBy | null;
  undoneAt: Instant | null;
  /** The fact of its creation, and that of its end. */
  fact: Fact;
  endFact: Fact | null;
};

/** An issue while it is open with an incident label. */
export type Incident = {
  number: number;
  /** When it was first both. */
  from: Instant;
  open: readonly Stretch[];
  /** The numbers that its title or body names. */
  names: number[];
  /** Of one that names nothing: the last successful production deployment before it. */
  deployment: number | null;
  fact: Fact;
};

/** When a merged pull request was live, by the signal that counts for it. */
export type Release = { signal: ReleaseSignal; live: readonly LiveStretch[] };

/** From going live to being rolled back; with the facts that say so. */
export type LiveStretch = Stretch & { began: Fact; ended: Fact | null };

export type Revert = {
  of: number;
  by: number;
  openedAt: Instant;
  mergedAt: Instant | null;
  /** When it went live, or was closed unmerged. */
  overAt: Instant | null;
  fact: Fact;
};

/** A published release and the pull requests that its tag contains and no release before did. */
export type PublishedRelease = {
  tag: string;
  /** When it was drafted or tagged, whichever was first; that it was published, where neither was told. */
  begunAt: Instant;
  publishedAt: Instant;
  carries: number[];
  fact: Fact;
};

/** A stretch in which a workflow ran on the default branch, for a commit. */
export type MainlineRun = Stretch & { sha: string; name: string; fact: Fact };

/** Work on a branch of this repository: for the pull request whose head it is, even before that was opened, else for the issue that it names. */
export type BranchWork = {
  branch: string;
  pullRequest: number | null;
  issue: number | null;
  created: Fact | null;
  pushes: Fact[];
};

/** A weekly summary issue of the app's own, with its closings by persons. */
export type WeeklySummary = { week: string; openedAt: Instant; closedByPerson: Fact[] };

export type Knowledge = {
  deployments: readonly Deployment[];
  incidents: readonly Incident[];
  reverts: readonly Revert[];
  releases: readonly PublishedRelease[];
  /** What GitHub has to be asked, since the pushes between two deployments are not known. */
  comparisonsWanted: readonly CommitPair[];
  /** What ends the packaging of each tag: its published release, or a package if that came first. */
  packagings: readonly PublishedRelease[];
  runs: readonly MainlineRun[];
  branches: readonly BranchWork[];
  /** By number, of the issues and pull requests that lost a label when it was deleted: that it was taken off. */
  labelsLost: ReadonlyMap<number, readonly Fact[]>;
  /** By pull request number, those that have any: fingerprints of the co-authors of its commits. */
  coAuthors: ReadonlyMap<number, readonly string[]>;
  weeklySummaries: readonly WeeklySummary[];
  /** What the default branch requires, as read last; null if it was not read. Like the configuration it reads all history. */
  rules: BranchRules | null;
  /** By pull request number; those not merged are not in it. */
  release: ReadonlyMap<number, Release>;
};
