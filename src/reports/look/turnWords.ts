/** Decides how a first look tells whose turn the open pull requests are. */
import type { OpenTurn } from "../../metrics/openTurns.ts";
import type { WaitingOn } from "../../timeline/timeline.ts";
import { counted, listed, sentences, whole } from "../weekly/amounts.ts";
import { waitWords } from "../weekly/waitWords.ts";
import type { Look } from "./look.ts";

/** "12 pull requests are open. 7 wait on a reviewer, 3 on the author and 1 on the merge. 1 is a draft, with its author. 4 are by bots." */
export function turnWords({ turns }: Look): string {
  if (turns.length === 0) return "No pull request is open, so none waits on anybody.";
  const drafts = turns.filter(({ draft }) => draft).length;
  const bots = turns.filter(({ byBot }) => byBot).length;
  return sentences(
    `${counted(turns.length, "pull request is", "pull requests are")} open.`,
    waitingOnWords(turns.filter(({ draft }) => !draft)),
    drafts === 0
      ? ""
      : `${drafts === 1 ? "1 is a draft, with its author" : `${whole(drafts)} are drafts, with their authors`}.`,
    bots === 0 ? "" : `${whole(bots)} ${bots === 1 ? "is by a bot" : "are by bots"}.`,
  );
}

function waitingOnWords(turns: readonly OpenTurn[]): string {
  const counts = turnCounts(turns);
  const [first] = counts;
  if (first === undefined) return "";
  if (counts.length === 1 && first.pullRequests > 1)
    return `All ${whole(first.pullRequests)} wait on ${waitWords[first.on]}.`;
  const words = counts.map(({ on, pullRequests }, index) => {
    const wait = index > 0 ? "" : pullRequests === 1 ? "waits " : "wait ";
    return `${whole(pullRequests)} ${wait}on ${waitWords[on]}`;
  });
  return `${listed(words)}.`;
}

/** Those that most wait on first. */
export function turnCounts(turns: readonly OpenTurn[]): { on: WaitingOn; pullRequests: number }[] {
  return [...Map.groupBy(turns, ({ on }) => on)]
    .map(([on, some]) => ({ on, pullRequests: some.length }))
    .toSorted((a, b) => b.pullRequests - a.pullRequests);
}
