/** Decides what the comment on a pull request says: whose turn it is and since when, then what led there. */
import type { Paragraph, PhrasingContent, RootContent } from "mdast";
import type { Instant } from "../instant.ts";
import { secondsBetween } from "../instant.ts";
import type { PullRequestTimeline } from "../timeline/timeline.ts";
import { asOfLine } from "./asOf.ts";
import { duration } from "./durations.ts";
import { commentLimit, details, list, paragraph, render, strong, text } from "./markdown.ts";
import { moment } from "./moments.ts";
import type { PullRequestView } from "./pullRequestView.ts";
import { expectedFirstReview, placeInQueue } from "./queueWords.ts";
import type { CommentReport } from "./report.ts";
import type { Turn } from "./turn.ts";
import { turnOf } from "./turn.ts";
import { waitTable } from "./waitTable.ts";
import { linkedIssues, wayThroughStages } from "./wayThroughStages.ts";

/**
 * The one comment of a pull request. Lengths are of what is over; what still goes on is said by the moment since when, so that the body stays true
 * between edits and only `asOf` changes with time.
 */
export function pullRequestComment(view: PullRequestView, options: { mayCreate: boolean }): CommentReport {
  const turn = turnOf(view);
  const asOf = asOfLine(view, turn);
  const opening = turn === null ? closedOpening(view) : openOpening(view, turn);
  const waits = waitTable(view);
  const blocks: RootContent[] = [...opening, ...(waits === null ? [] : [waits]), wholeWay(view), asOf];
  return {
    kind: "comment",
    number: view.pullRequest.number,
    body: render(blocks, commentLimit),
    asOf: render([asOf], commentLimit),
    mayCreate: options.mayCreate,
  };
}

function openOpening(view: PullRequestView, turn: Turn): Paragraph[] {
  const sentences = turn.on === "reviewer" ? waitingForReview(view) : [sentence(turn.why, turn.next)];
  return [
    paragraph(strong(turn.state), text(` since ${moment(turn.since, view)}.`)),
    ...[...sentences, timeClosed(view.pullRequest)].flatMap((each) => (each === null ? [] : [paragraph(text(each))])),
  ];
}

function waitingForReview(view: PullRequestView): (string | null)[] {
  return [placeInQueue(view.queue), view.expectedWait && expectedFirstReview(view.expectedWait, view)];
}

function closedOpening(view: PullRequestView): Paragraph[] {
  const { closedAt, mergedAt, readyAt, releasedAt } = view.pullRequest;
  if (closedAt === null) return [paragraph(strong("Whose turn it is"), text(" is not known."))];
  const state = mergedAt === null ? "Closed without a merge" : "Merged";
  const released = releasedAt === null ? null : `Released ${moment(releasedAt, view)}.`;
  return [
    paragraph(strong(state), text(` ${moment(closedAt, view)}${sinceReady(readyAt, closedAt)}.`)),
    ...[released, timeClosed(view.pullRequest)].flatMap((each) => (each === null ? [] : [paragraph(text(each))])),
  ];
}

function sinceReady(readyAt: Instant | null, endedAt: Instant): string {
  return readyAt === null
    ? ", without having been ready for review"
    : `, ${duration(secondsBetween(readyAt, endedAt))} after it was ready for review`;
}

/** Said of a pull request that was closed and came back: the gaps between its waits. */
function timeClosed({ waits }: PullRequestTimeline): string | null {
  const gaps = waits.slice(1).map((wait, index) => secondsBetween(waits[index]?.to ?? wait.from, wait.from));
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0);
  return seconds === 0 ? null : `It was closed for ${duration(seconds)} in between, which counts as nobody's wait.`;
}

function wholeWay(view: PullRequestView): RootContent {
  const lines = [...milestones(view), ...linkedIssues(view)];
  return details("The whole way: stages, reviews, linked issues", ...wayThroughStages(view), list(...lines));
}

function milestones(view: PullRequestView): PhrasingContent[][] {
  const { openedAt, readyAt, firstReviewAt, firstReviewAfterReadyAt, reviewRounds, closedAt } = view.pullRequest;
  const none = closedAt === null ? "not yet" : "never";
  const asDraft = firstReviewAt !== null && (readyAt === null || firstReviewAt < readyAt);
  const firstReview =
    readyAt === null || firstReviewAfterReadyAt === null
      ? none
      : `${moment(firstReviewAfterReadyAt, view)}, ${duration(secondsBetween(readyAt, firstReviewAfterReadyAt))} after that`;
  return [
    `Opened: ${moment(openedAt, view)}.`,
    ...(asDraft ? [`First reviewed as a draft: ${moment(firstReviewAt, view)}.`] : []),
    `Ready for review: ${readyAt === null ? none : moment(readyAt, view)}.`,
    `First review: ${firstReview}.`,
    `Review rounds (changes asked for, answered, reviewed again): ${reviewRounds}.`,
  ].map((line) => [text(line)]);
}

function sentence(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null).join(" ");
}
