/** Decides what the check on a pull request's head commit says: whose turn it is in one line, and a few figures. */
import type { Paragraph, PhrasingContent, RootContent } from "mdast";
import { nameOf } from "../stages.ts";
import { asOfLine } from "./asOf.ts";
import { checkSummaryLimit, list, paragraph, render, strong, text } from "./markdown.ts";
import { moment, todayOrMoment } from "./moments.ts";
import type { PullRequestView } from "./pullRequestView.ts";
import { depthAndTrend, shareInQueue, usualFirstReview } from "./queueWords.ts";
import type { CheckReport } from "./report.ts";
import type { Turn } from "./turn.ts";
import { turnOf } from "./turn.ts";
import { waitTable } from "./waitTable.ts";

/** The check `Throughline`, always completed and neutral. As time passes only `asOf` changes, and on the next day the title, which gets its date. */
export function checkRun(view: PullRequestView): CheckReport {
  const turn = turnOf(view);
  const asOf = asOfLine(view, turn);
  const blocks: RootContent[] = [hint(view, turn), waitTable(view) ?? noWaitIsOver(view), figures(view), asOf];
  return {
    kind: "check",
    headSha: view.pullRequest.headSha,
    title: titleOf(view, turn),
    summary: render(blocks, checkSummaryLimit),
    asOf: render([asOf], checkSummaryLimit),
    mayCreate: view.pullRequest.closedAt === null,
  };
}

function titleOf(view: PullRequestView, turn: Turn | null): string {
  if (turn === null) return withoutTurn(view);
  const behind = turn.on === "reviewer" ? shareInQueue(view.queue) : turn.because;
  return `${turn.title} since ${todayOrMoment(turn.since, view)}${behind === null ? "" : `; ${behind}`}`;
}

/** With its date, since nothing refreshes the check of a closed pull request. */
function withoutTurn(view: PullRequestView): string {
  const { closedAt, mergedAt } = view.pullRequest;
  if (closedAt === null) return "Whose turn it is is not known";
  return `${mergedAt === null ? "Closed without a merge" : "Merged"} ${moment(closedAt, view)}`;
}

function hint(view: PullRequestView, turn: Turn | null): Paragraph {
  if (turn === null) {
    return paragraph(
      text(view.pullRequest.closedAt === null ? "Nothing is known yet." : "It waits on nobody any more."),
    );
  }
  const why = turn.why === null ? [] : [text(`${turn.why} `)];
  return paragraph(...why, strong("Next:"), text(` ${uncapitalised(turn.next)}`));
}

function noWaitIsOver(view: PullRequestView): Paragraph {
  const ready = view.pullRequest.readyAt !== null;
  return paragraph(text(ready ? "It has waited on nobody else so far." : "It has not been ready for review."));
}

function figures(view: PullRequestView): RootContent {
  const lines: PhrasingContent[][] = [
    [strong("Review queue:"), text(` ${depthAndTrend(view.queue)}`)],
    [strong("First review, usual here:"), text(` ${usualFirstReview(view.usual)}`)],
    [strong("Slowest stage by waiting, last four weeks:"), text(` ${mostWaiting(view.slowest)}`)],
    ...view.overLimits.map(({ stage, queue, limit }): PhrasingContent[] => [
      strong(`${nameOf(stage)} is over your limit:`),
      text(` ${queue} ${queue === 1 ? "item" : "items"}, and you wanted fewer than ${limit}.`),
    ]),
  ];
  return list(...lines);
}

/** Fewer items than this say nothing about a stage. */
const itemsNeeded = 10;

function mostWaiting(slowest: PullRequestView["slowest"]): string {
  if (slowest === null) return "nothing waited.";
  const { stage, items, waitingItemDays } = slowest;
  if (items < itemsNeeded) return `not enough work to tell (${items} of ${itemsNeeded} items needed).`;
  const days = waitingItemDays < 1 ? "under one day" : `${Math.floor(waitingItemDays)} days`;
  return `${nameOf(stage)}, where ${items} items waited ${days} in all.`;
}

function uncapitalised(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
