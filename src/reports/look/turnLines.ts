/** Decides how a first look tells whose turn the open pull requests are, and which have waited longest. */
import { secondsBetween } from "../../instant.ts";
import type { OpenTurn } from "../../metrics/openTurns.ts";
import type { WaitingOn } from "../../timeline/timeline.ts";
import { duration } from "../durations.ts";
import { visibleLine } from "../visibleLine.ts";
import { counted, listed, sentences, whole } from "../weekly/amounts.ts";
import { waitWords } from "../weekly/waitWords.ts";
import type { Look } from "./look.ts";

export const mostOldest = 5;

/** "12 pull requests are open. 7 wait on a reviewer, 3 on the author and 1 on the merge. 1 is a draft. 4 are by bots." */
export function turnWords({ turns }: Look): string {
  if (turns.length === 0) return "No pull request is open, so nobody is waited on.";
  const drafts = turns.filter(({ draft }) => draft).length;
  const bots = turns.filter(({ byBot }) => byBot).length;
  return sentences(
    `${counted(turns.length, "pull request is", "pull requests are")} open.`,
    waitingOnWords(turns.filter(({ draft }) => !draft)),
    drafts === 0
      ? ""
      : `${counted(drafts, "is a draft", "are drafts")}, with ${drafts === 1 ? "its author" : "their authors"}.`,
    bots === 0 ? "" : `${whole(bots)} ${bots === 1 ? "is" : "are"} by ${bots === 1 ? "a bot" : "bots"}.`,
  );
}

function waitingOnWords(turns: readonly OpenTurn[]): string {
  const counts = turnCounts(turns);
  if (counts.length === 0) return "";
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

/** Drafts are left out: nobody waits for them. */
export function oldestTurns({ turns }: Pick<Look, "turns">): OpenTurn[] {
  return turns.filter(({ draft }) => !draft).slice(0, mostOldest);
}

const mostTitle = 60;

export function oldestWaits(seen: Look, web: string): string[] {
  const oldest = oldestTurns(seen);
  if (oldest.length === 0) return [];
  return [
    oldest.length === 1 ? "  The longest wait:" : `  The ${whole(oldest.length)} longest waits:`,
    ...oldest.flatMap((turn) => [
      `  - ${duration(secondsBetween(turn.since, seen.period.to))} on ${waitWords[turn.on]}: ${visibleLine(turn.title, mostTitle)}${turn.byBot ? " (by a bot)" : ""}`,
      `    ${pullRequestUrl(web, turn)}`,
    ]),
  ];
}

export function pullRequestUrl(web: string, { repository, number }: Pick<OpenTurn, "repository" | "number">): string {
  return `${web}/${repository}/pull/${number}`;
}
