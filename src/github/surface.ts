/** Decides what a comment and a check have in common for the publisher: where each is found, what makes it up to date, how it is written. */
import { unreachable } from "../errors.ts";
import type { CheckReport, CommentReport, Report } from "../reports/report.ts";
import type { GitHub, RepositoryAddress } from "./github.ts";
import { commentMarker, withMarker } from "./marker.ts";
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
  update(id: number): Promise<"updated" | "gone">;
  remove(id: number): Promise<void>;
};

/** `upToDate`: it says what is wanted, but perhaps as of another time. */
export type Standing = { id: number; upToDate: boolean };

export function commentKey(number: number): string {
  return `comment:${number}`;
}

/** By the commit alone: two pull requests with one head share the check, since GitHub shows only the latest of a name on a commit. */
export function checkKey(headSha: string): string {
  return `check:${headSha}`;
}

export function surfaceOf(github: GitHub, repository: RepositoryAddress, report: Report): Surface {
  switch (report.kind) {
    case "comment":
      return commentSurface(github, repository, report);
    case "check":
      return checkSurface(github, repository, report);
    default:
      return unreachable(report);
  }
}

function commentSurface(github: GitHub, repository: RepositoryAddress, report: CommentReport): Surface {
  const marker = commentMarker(repository, report.number);
  const body = withMarker(report.body, marker);
  return {
    key: commentKey(report.number),
    name: "the comment",
    contentHash: contentHash([body], report.asOf),
    mayCreate: report.mayCreate,
    async find() {
      // The oldest is kept: two who see the same copies then keep the same one.
      const own = await github.ownComments(repository, report.number, marker);
      return own.map((comment) => ({ id: comment.id, upToDate: saysTheSame(comment.body, body, report.asOf) }));
    },
    async create() {
      return (await github.createComment(repository, report.number, body)).id;
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
