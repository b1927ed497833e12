/** Decides what reading a repository's history needs of GitHub: the port, three methods, each with its promise. */
import type { Instant } from "../../instant.ts";
import type { RepositoryAddress } from "../github.ts";

/** What is read page by page, the newest first: issues and pull requests by their latest change, deployments and releases by their creation. */
export const historyStreams = ["releases", "deployments", "pull-requests", "issues"] as const;

export type HistoryStream = (typeof historyStreams)[number];

/** GitHub's budget after a request: the points that it took, those that are left, and when they are full again. */
export type Budget = { cost: number; remaining: number; resetAt: string };

/** Nodes as GitHub answers them, unread; `cursor` is null on the last page. `lacks` says what GitHub kept back of it, in its own words. */
export type HistoryPage = { nodes: unknown[]; cursor: string | null; budget: Budget | null; lacks: string[] };

/** Where a page begins, and how many nodes it has at most. `quiet` asks for the open pull requests only, the one that changed longest ago first. */
export type PageWanted = { after: string | null; first: number; since: string; quiet?: boolean };

/** What of GitHub's present schema a server has not, by the names that a person would look for: `issue types`, `blocked by`. */
export type HistoryFeatures = { has: ReadonlySet<Feature>; lacks: Feature[] };

export const features = [
  "issue types",
  "sub-issues",
  "blocked by",
  "merge queue",
  "64-bit ids",
  "duplicates",
  "development links",
] as const;

export type Feature = (typeof features)[number];

export type RepositoryFacts = {
  id: number;
  fullName: string;
  defaultBranch: string | null;
  private: boolean;
  archived: boolean;
  fork: boolean;
  /** The ids of labels by their global ids. */
  labelIds: Map<string, number>;
};

/**
 * Every method is asked once, never retried inside; who asks decides what a failure means. A failure is thrown as a GitHubFailure, or as a
 * HistoryTooLarge where fewer nodes may be had.
 */
export type GitHubHistory = {
  /** What the server can tell; asked once for each server. */
  features(repository: RepositoryAddress): Promise<HistoryFeatures>;
  /** The repository itself; `id` of the address need not be known. */
  repository(repository: RepositoryAddress): Promise<RepositoryFacts>;
  /** With timelines and statuses read to their ends. */
  page(
    repository: RepositoryAddress,
    stream: HistoryStream,
    wanted: PageWanted,
    features: HistoryFeatures,
  ): Promise<HistoryPage>;
  /** Of at most a hundred issues and pull requests by their numbers; of those that GitHub does not show for another reason nothing is said. */
  states(repository: RepositoryAddress, numbers: readonly number[]): Promise<OpenState[]>;
};

/** `gone` was deleted or transferred. */
export type OpenState = { number: number } & ({ state: "open" | "closed"; updatedAt: Instant } | { state: "gone" });

/** GitHub gave up on a question that asked for too much at once. */
export class HistoryTooLarge extends Error {
  override readonly name = "HistoryTooLarge";
}
