/** Decides what an answer is made from: the place in which it was asked, and what was read for that command. */
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Instant } from "../instant.ts";
import type { History } from "../metrics/history.ts";
import type { Tellers } from "../reports/explanation.ts";
import type { Web } from "../reports/webAddress.ts";
import type { WeeklyReport } from "../reports/weekly/weeklyReport.ts";
import type { ItemTimeline, PullRequestTimeline } from "../timeline/timeline.ts";
import type { CommandName, CommandOf } from "./command.ts";

/** Where and when it is asked. */
export type Place = {
  /** `owner/name` */
  repository: string;
  web: Web;
  now: Instant;
  config: RepositoryConfig;
  /** Before this moment only a part is known. */
  knownSince: Instant;
  /** Its history is still being read, so that of earlier moments less is known than soon will be. */
  isBeingRead: boolean;
  /** On a summary of several repositories: which of them it is answered about, and whether others are left out. Null where it is the repository itself. */
  shared: { repositories: readonly string[]; leftOut: boolean } | null;
};

/** An item with what told of it; behind a pull request's number stand the issues that it belongs to. */
export type ItemRead = {
  /** `owner/name` */
  repository: string;
  items: readonly { item: ItemTimeline; tellers: Tellers }[];
  /** If the number is a pull request's. */
  pullRequest: PullRequestTimeline | null;
};

/** A week's numbers, with the titles of its oldest items by `owner/name#12`. */
export type WeekRead = { report: WeeklyReport; titles: ReadonlyMap<string, string> };

/** By name: labels that were missing and are made now, and how many there were already. `refused` says why GitHub made no more. */
export type LabelsMade = { made: readonly string[]; present: number; refused: string | null };

/** Each null or empty where the command does not need it. */
export type Reading = {
  history: History;
  /** Of items, by `owner/name#12`. */
  titles: ReadonlyMap<string, string>;
  item: ItemRead | null;
  week: WeekRead | null;
  /** Null where no labels can be made: offline. */
  labels: LabelsMade | null;
};

/** A command with all that its answer is made from. */
export type Question<Name extends CommandName> = {
  command: CommandOf<Name>;
  place: Place;
  reading: Reading;
};

/** Whose number it is, where an answer may be about several. */
export function shownRepository(repository: string, { shared }: Place): string | null {
  return shared === null ? null : repository;
}

/** The one of that name among those that it is answered about, in the capitals of its own; the repository itself without a name. */
export function repositoryAskedAbout(name: string | null, { repository, shared }: Place): string | null {
  if (name === null) return repository;
  const all = shared === null ? [repository] : [repository, ...shared.repositories];
  return all.find((each) => each.toLowerCase() === name.toLowerCase()) ?? null;
}
