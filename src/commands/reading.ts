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
};

/** An item with what told of it; behind a pull request's number stand the issues that it belongs to. */
export type ItemRead = {
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
  /** Of items, by number. */
  titles: ReadonlyMap<number, string>;
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
