/** Decides what a comment, a check and an issue have in common for the publisher: where each is found, what makes it up to date, how it is written. */
import { unreachable } from "../errors.ts";
import type { CheckReport, CommentReport, ReplyReport, Report, WeeklyIssueReport } from "../reports/report.ts";
import { refuseElsewhere } from "./elsewhere.ts";
import type { GitHub, OwnIssue, RepositoryAddress } from "./github.ts";
import { commentMarker, replyMarker, weeklyMarker, withMarker } from "./marker.ts";
import { contentHash, saysTheSame } from "./sameText.ts";

/** A place on GitHub for exactly one text, and the text wanted there. */
export type Surface = {
  /** Tells it from all others of the repository. */
  key: string;
  /** For the reader of a reason: "the comment". */
  name: string;
  contentHash: string;
  mayCreate: boolean;
  /** What stands there: first the one to keep, then those that are too many. */
  find(): Promise<Standing[]>;
  create(): Promise<number>;
  /** `closed` where a closed text is not written over. */
  update(id: number): Promise<"updated" | "gone" | "closed">;
  /** Of one that stands beside `keptId`. */
  remove(id: number, keptId: number): Promise<void>;
};

/** `upToDate`: it says what is wanted, but perhaps as of another time. */
export type Standing = { id: number; upToDate: boolean };

/** How the keys of comments and checks begin. */
export const commentPrefix = "comment:";
export const checkPrefix = "check:";

export function commentKey(number: number): string {
  return `${commentPrefix}${number}`;
}

/** By the commit alone: two pull requests with one head share the check, since GitHub shows only the latest of a name on a commit. */
export function checkKey(headSha: string): string {
  return `${checkPrefix}${headSha}`;
}

/** By the comment that it answers. */
function replyKey(comment: number): string {
  return `reply:${comment}`;
}

export function weeklyKey(week: string): string {
  return `${weeklyPrefix}${week}`;
}

/** How the keys of weekly summaries begin; they sort as their weeks do. */
export const weeklyPrefix = "weekly:";

/** On every summary; by it people list them, and the fold knows them. */
const weeklyLabel = "throughline: weekly";

export function surfaceOf(github: GitHub, repository: RepositoryAddress, report: Report): Surface {
  switch (report.kind) {
    case "comment":
      return commentSurface(github, repository, report);
    case "reply":
      return replySurface(github, repository, report);
    case "check":
      return checkSurface(github, repository, report);
    case "weekly-issue":
      return weeklySurface(github, repository, report);
    default:
      return unreachable(report);
  }
}

function commentSurface(github: GitHub, repository: RepositoryAddress, report: CommentReport): Surface {
  const { number, body, asOf, mayCreate } = report;
  const key = commentKey(number);
  const marker = commentMarker(repository, number);
  return inThread(github, repository, { key, name: "the comment", number, body, marker, asOf, mayCreate });
}

function replySurface(github: GitHub, repository: RepositoryAddress, report: ReplyReport): Surface {
  const { number, comment, body, asOf } = report;
  const marker = replyMarker(repository, comment);
  return inThread(github, repository, {
    key: replyKey(comment),
    name: "the answer",
    number,
    body,
    marker,
    asOf,
    mayCreate: true,
  });
}

type TextInThread = Pick<CommentReport, "number" | "body" | "asOf" | "mayCreate"> &
  Pick<Surface, "key" | "name"> & {
    marker: string;
  };

/** A comment under an issue or pull request. */
function inThread(
  github: GitHub,
  repository: RepositoryAddress,
  { key, name, number, body: unmarked, marker, asOf, mayCreate }: TextInThread,
): Surface {
  const body = withMarker(unmarked, marker);
  return {
    key,
    name,
    contentHash: contentHash([body], asOf),
    mayCreate,
    async find() {
      // The oldest is kept: two who see the same copies then keep the same one.
      const own = await github.ownComments(repository, number, marker);
      return own.map((comment) => ({ id: comment.id, upToDate: saysTheSame(comment.body, body, asOf) }));
    },
    async create() {
      return (await github.createComment(repository, number, body)).id;
    },
    update: (id) => github.updateComment(repository, id, body),
    remove: (id) => github.deleteComment(repository, id),
  };
}

function checkSurface(github: GitHub, repository: RepositoryAddress, report: CheckReport): Surface {
  const { headSha, title, summary, asOf } = report;
  const key = checkKey(headSha);
  const content = { headSha, externalId: `throughline:${key}`, title, summary };
  return {
    key,
    name: "the check",
    contentHash: contentHash([title, summary], asOf),
    mayCreate: report.mayCreate,
    async find() {
      // Check runs cannot be deleted. GitHub shows the latest of a name, so that one is kept and any older are let be.
      const latest = (await github.ownChecks(repository, headSha)).at(-1);
      if (latest === undefined) return [];
      const upToDate = saysTheSame(latest.title, title, asOf) && saysTheSame(latest.summary, summary, asOf);
      return [{ id: latest.id, upToDate }];
    },
    async create() {
      return (await github.createCheck(repository, content)).id;
    },
    update: (id) => github.updateCheck(repository, id, content),
    remove: () => Promise.resolve(),
  };
}

/** Those of that week: one, but for a moment. */
export function ownSummaries(github: GitHub, repository: RepositoryAddress, week: string): Promise<OwnIssue[]> {
  return github.ownIssues(repository, weeklyLabel, weeklyMarker(repository, week));
}

function weeklySurface(github: GitHub, repository: RepositoryAddress, report: WeeklyIssueReport): Surface {
  const { week, title, asOf } = report;
  const body = withMarker(report.body, weeklyMarker(repository, week));
  return {
    key: weeklyKey(week),
    name: "the weekly summary",
    contentHash: contentHash([title, body], asOf),
    mayCreate: report.mayCreate,
    async find() {
      const own = await ownSummaries(github, repository, week);
      return own.map((issue) => ({
        id: issue.number,
        upToDate: issue.title === title && saysTheSame(issue.body, body, asOf),
      }));
    },
    create: () => github.createIssue(repository, { title, body }, weeklyLabel),
    async update(number) {
      await refuseElsewhere(github, repository);
      // What a team has closed is its record of that week: nobody expects it to change.
      const state = await github.issueState(repository, number);
      return state === "open" ? github.updateIssue(repository, number, { title, body }) : state;
    },
    // An app cannot delete issues. Without its label, its week and its mark it is no summary any more, and says where the summary is.
    remove: (number, kept) => github.closeIssue(repository, number, secondCopyOf(kept)),
  };
}

function secondCopyOf(kept: number): { title: string; body: string } {
  return {
    title: `Second copy of the weekly summary in #${kept}`,
    body: `GitHub gave no answer when this was written, so it was written twice. The summary is #${kept}; this copy is closed.`,
  };
}
