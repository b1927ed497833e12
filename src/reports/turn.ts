/** Decides how it is said whose turn a pull request is, and what that person can do. */
import type { Instant } from "../instant.ts";
import { unreachable } from "../errors.ts";
import type { AskedOfAuthor, Wait, WaitingOn } from "../timeline/timeline.ts";
import type { PullRequestView } from "./pullRequestView.ts";

/**
 * `state` and `since` make the first line of a comment, `title` and `since` that of a check, with `because` behind it. `why` is the sentence that explains,
 * `next` the hint for the one whose turn it is.
 */
export type Turn = { on: WaitingOn; since: Instant } & Words;

/** Whose turn it is at the moment of the view; null for a closed pull request, which waits on nobody. */
export function turnOf(view: PullRequestView): Turn | null {
  const wait = view.pullRequest.closedAt === null ? currentWait(view.pullRequest.waits) : null;
  return wait === null ? null : { on: wait.on, since: wait.from, ...words(wait.on, view) };
}

/** The wait that is still going on, if one is. */
export function currentWait(waits: readonly Wait[]): Wait | null {
  const last = waits.at(-1);
  return last?.to === null ? last : null;
}

type Words = { state: string; title: string; because: string | null; why: string | null; next: string };

function words(on: WaitingOn, view: PullRequestView): Words {
  switch (on) {
    case "author":
      return view.pullRequest.draft ? draftWords(view.pullRequest.readyAt) : askedWords(view.pullRequest.askedOfAuthor);
    case "reviewer":
      return {
        state: "Waiting for a reviewer",
        title: "Waiting for review",
        because: null,
        why: view.pullRequest.firstReviewAfterReadyAt === null ? "It has no review yet." : null,
        next: "A review that approves or asks for changes moves it on.",
      };
    case "checks":
      return plain(
        "Waiting for checks",
        "The review is done; required checks are still running.",
        "Nobody has to act while they run.",
      );
    case "qa":
      return plain(
        "Waiting for QA",
        "The review is done and the checks are over.",
        "The label for QA passed or QA failed moves it on.",
      );
    case "merge-queue":
      return plain("In the merge queue", null, "Nobody has to act: it merges when its turn comes.");
    case "merge":
      return plain(
        "Ready to merge",
        "Approved and green: nothing waits but the merge.",
        "Whoever may merge can do it now.",
      );
    default:
      return unreachable(on);
  }
}

function plain(state: string, why: string | null, next: string): Words {
  return { state, title: state, because: null, why, next };
}

function draftWords(readyAt: Instant | null): Words {
  const state = readyAt === null ? "With the author as a draft" : "Back with the author as a draft";
  return plain(state, null, "Marking it ready for review puts it in the queue.");
}

function askedWords(asked: AskedOfAuthor | null): Words {
  const state = "Waiting for the author";
  if (asked === null) return plain(state, null, "A push, or an answer to what was asked, moves it on.");
  return { state, title: state, ...reasons[asked] };
}

const reasons: Record<AskedOfAuthor, Pick<Words, "because" | "why" | "next">> = {
  "changes-requested": {
    because: "changes requested",
    why: "A reviewer asked for changes.",
    next: "A push, or asking that reviewer again, hands it back.",
  },
  "check-failed": {
    because: "a required check failed",
    why: "A required check failed.",
    next: "A push that mends it, or a new run that passes, moves it on.",
  },
  "qa-failed": { because: "QA failed", why: "QA found something to mend.", next: "A push hands it back." },
  "staging-failed": {
    because: "the staging deployment failed",
    why: "The staging deployment of its last commit failed.",
    next: "A push that mends it hands it back.",
  },
};
