/** Decides what a summary has to know of where it stands, beside its numbers. */
import type { Instant } from "../../instant.ts";
import type { Web } from "../webAddress.ts";

export type SummarySetting = {
  /** The repository of the issue; with several others read together, the one that they chose. */
  home: string;
  web: Web;
  /** Titles of the oldest items, by `owner/name#12`. */
  titles: ReadonlyMap<string, string>;
  /** When it is written. */
  now: Instant;
  /** Where the rest of a list is to be found. */
  rest: string;
};
