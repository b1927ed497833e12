/** Decides the answer to `/flow queue`: what waits for review, and what is under way in each stage. */
import type { PhrasingContent, RootContent } from "mdast";
import { expectedWait, historySeconds, observationsNeeded } from "../forecast/expectedWait.ts";
import { addSeconds, secondsBetween } from "../instant.ts";
import type { FlowPullRequest, History } from "../metrics/history.ts";
import { reviewerWaitAt, reviewQueueDepth } from "../metrics/reviewQueue.ts";
import { stageFlow } from "../metrics/stageFlow.ts";
import { timeToFirstReview } from "../metrics/timeToFirstReview.ts";
import { nameOf } from "../stages.ts";
import { duration } from "../reports/durations.ts";
import { itemName, paragraph, strong, table, text, untrusted } from "../reports/markdown.ts";
import { shortMoment } from "../reports/moments.ts";
import { usualFirstReview } from "../reports/queueWords.ts";
import { quietItemUrl } from "../reports/webAddress.ts";
import { counted, whole } from "../reports/weekly/amounts.ts";
import { type Place, type Question, shownRepository } from "./reading.ts";

const mostRows = 10;
const weekSeconds = 7 * 24 * 3600;

/** What is expected is reckoned from so long a history. */
export function queueFrom({ now }: Place): string {
  return addSeconds(now, -historySeconds);
}

type Waiting = { pullRequest: FlowPullRequest; since: string };

export function queueAnswer({ place, reading: { history } }: Question<"queue">): RootContent[] {
  const waiting = inQueue(history, place);
  const { now, config } = place;
  const before = reviewQueueDepth(history.pullRequests, addSeconds(now, -weekSeconds));
  const usual = timeToFirstReview(history.pullRequests, queueFrom(place), now, config.bots);
  const cut = waiting.length - mostRows;
  const head = ["Pull request", "Waiting since (UTC)", "For", "First review likely by (UTC)"].map(text);
  return [
    paragraph(strong(depthWords(waiting.length)), text(` A week before: ${whole(before)}.`)),
    ...(waiting.length === 0
      ? []
      : [table(head, ...waiting.slice(0, mostRows).map((each) => rowOf(each, history, place)))]),
    ...(cut > 0 ? [paragraph(text(`And ${whole(cut)} more that have waited less.`))] : []),
    paragraph(text(`First reviews: ${usualFirstReview(usual)}`)),
    paragraph(text(underWay(history, place))),
  ];
}

function depthWords(depth: number): string {
  if (depth === 0) return "No pull request waits for review.";
  return `${counted(depth, "pull request")} ${depth === 1 ? "waits" : "wait"} for review.`;
}

/** Who began to wait first comes first. */
function inQueue({ pullRequests }: History, { now }: Place): Waiting[] {
  return pullRequests
    .flatMap((pullRequest): Waiting[] => {
      const since = reviewerWaitAt(pullRequest, now);
      return since === null ? [] : [{ pullRequest, since }];
    })
    .toSorted((a, b) =>
      a.since === b.since ? a.pullRequest.number - b.pullRequest.number : a.since < b.since ? -1 : 1,
    );
}

function rowOf({ pullRequest, since }: Waiting, history: History, place: Place): PhrasingContent[] {
  const { number, title, repository } = pullRequest;
  const calendar = { now: place.now, timeZone: place.config.timeZone };
  return [
    {
      type: "emphasis",
      children: [
        itemName(number, quietItemUrl(place.web, repository, number), shownRepository(repository, place)),
        text(" "),
        untrusted(title, 60),
      ],
    },
    text(shortMoment(since, calendar)),
    text(duration(secondsBetween(since, place.now))),
    text(likelyBy(pullRequest, history, place)),
  ];
}

function likelyBy(pullRequest: FlowPullRequest, { pullRequests }: History, place: Place): string {
  const { readyAt, firstReviewAfterReadyAt } = pullRequest;
  if (firstReviewAfterReadyAt !== null || readyAt === null) return "has one; waits for another verdict";
  const { now, config } = place;
  const expected = expectedWait(pullRequests, secondsBetween(readyAt, now), now, config.bots);
  if (!expected.known) return `not known yet (${expected.observations} of ${observationsNeeded} like it)`;
  const by = (seconds: number | null) =>
    seconds === null ? null : shortMoment(addSeconds(now, seconds), { now, timeZone: config.timeZone });
  const [half, most] = [by(expected.p50Seconds), by(expected.p85Seconds)];
  const closed = `${Math.round(expected.closedUnreviewed * 100)}% are closed without one`;
  if (half === null) return closed;
  return most === null ? `50%: ${half}; ${closed}` : `50%: ${half}, 85%: ${most}`;
}

function underWay({ items }: History, { now }: Place): string {
  const flows = stageFlow(items, { from: addSeconds(now, -weekSeconds), to: addSeconds(now, 1) });
  const words = flows.map(({ stage, queue, backlog }) => {
    const apart = backlog === null || backlog.atEnd === 0 ? "" : ` and a backlog of ${whole(backlog.atEnd)}`;
    return `${nameOf(stage).toLowerCase()} ${whole(queue.atEnd)}${apart}`;
  });
  return `Items in each stage: ${words.join(", ")}.`;
}
