/** Decides whose turn each open pull request is, and which have waited longest. */
import type { Instant } from "../instant.ts";
import { isPerson } from "../timeline/people.ts";
import type { WaitingOn } from "../timeline/timeline.ts";
import type { FlowPullRequest } from "./history.ts";
import { covers } from "./period.ts";

export type OpenTurn = {
  repository: string;
  number: number;
  title: string;
  on: WaitingOn;
  /** When this wait began. */
  since: Instant;
  /** Of a draft it is always the author's turn, and nobody waits for it. */
  draft: boolean;
  byBot: boolean;
};

/** The open ones at that moment, that which has waited longest first, of two alike the lower number. `bots` are logins besides GitHub's own mark. */
export function openTurns(pullRequests: readonly FlowPullRequest[], at: Instant, bots: readonly string[]): OpenTurn[] {
  return pullRequests
    .flatMap((pullRequest): OpenTurn[] => {
      const wait = pullRequest.waits.find((each) => covers(each, at));
      if (wait === undefined) return [];
      const { repository, number, title, draft, author } = pullRequest;
      return [{ repository, number, title, on: wait.on, since: wait.from, draft, byBot: !isPerson(author, bots) }];
    })
    .toSorted((a, b) => (a.since === b.since ? a.number - b.number : a.since < b.since ? -1 : 1));
}
