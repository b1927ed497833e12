/** Decides what a check of the doctor hands back: one line, with the way out where there is something to put right. */

/** `note`: nothing is wrong, but worth knowing. `unknown`: it could not be looked at. */
export type FindingState = "good" | "wrong" | "note" | "unknown";

export type Finding = {
  /** The check, by a word or two. */
  check: string;
  state: FindingState;
  says: string;
  /** What to do about it. */
  wayOut?: string;
};
