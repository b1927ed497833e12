/** Decides what a report is: the wanted state of one text on GitHub, as data; only github/publish writes it. */

/** The one sticky comment of a pull request. */
export type CommentReport = {
  kind: "comment";
  number: number;
  /** Everything but the hidden marker, which the publisher adds. */
  body: string;
  /** The part of `body` that alone changes as time passes ("as of ..."): a text that differs from what stands there only in it is not written. */
  asOf: string;
  /** Whether it may be created if it is not there; an existing one is updated all the same. */
  mayCreate: boolean;
};

/** The check run `Throughline` on one head commit. Always completed and neutral: never in the way of a merge. */
export type CheckReport = {
  kind: "check";
  headSha: string;
  title: string;
  summary: string;
  asOf: string;
  /** Only while the pull request is open; the check of a closed one is brought to its last words if it is there. */
  mayCreate: boolean;
};

/** The issue that sums up one ISO week of one repository, or of several in one of them. */
export type WeeklyIssueReport = {
  kind: "weekly-issue";
  /** `2026-W10`. */
  week: string;
  /** Names the week, by which a closing of the issue is known to be about it. */
  title: string;
  /** Everything but the hidden marker, which the publisher adds. */
  body: string;
  asOf: string;
  mayCreate: boolean;
};

/** The one answer to a comment that asked, in the same thread. */
export type ReplyReport = {
  kind: "reply";
  /** The issue or pull request under which was asked. */
  number: number;
  /** The id of the comment that asked. */
  comment: number;
  /** Everything but the hidden marker, which the publisher adds. */
  body: string;
  asOf: string;
};

export type Report = ReplyReport | CommentReport | CheckReport | WeeklyIssueReport;
