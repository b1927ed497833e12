/** Decides what is read for a pull request's texts. */
import type { Kysely } from "kysely";
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Tables } from "../db/tables.ts";
import { expectedWait, historySeconds } from "../forecast/expectedWait.ts";
import type { Instant } from "../instant.ts";
import { addSeconds, secondsBetween } from "../instant.ts";
import { since } from "../metrics/history.ts";
import { overLimits } from "../metrics/overLimit.ts";
import { queuePlace } from "../metrics/reviewQueue.ts";
import { mostWaiting, waitingItemDays } from "../metrics/slowestStage.ts";
import { timeToFirstReview } from "../metrics/timeToFirstReview.ts";
import type { PullRequestView } from "../reports/pullRequestView.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import type { PullRequestTimeline } from "../timeline/timeline.ts";
import { flowsWithin, itemTimelines, pullRequestsWithin } from "../timeline/timelineReader.ts";

/** The slowest stage is read over four weeks, what is usual over the 26 weeks of the expected wait. */
const slowestStageSeconds = 28 * 24 * 3600;

/** Null for a pull request whose item is not known: its issue was opened by a bot after all, or deleted. */
export async function readPullRequestView(
  executor: Kysely<Tables>,
  repository: KnownRepository,
  pullRequest: PullRequestTimeline,
  { now, config }: { now: Instant; config: RepositoryConfig },
): Promise<PullRequestView | null> {
  const numbers = pullRequest.issues.length > 0 ? pullRequest.issues : [pullRequest.number];
  const items = await itemTimelines(executor, repository.id, numbers);
  const [item] = items;
  if (!item) return null;
  const from = addSeconds(now, -historySeconds);
  const recent = (await pullRequestsWithin(executor, repository.id, since(from))).filter(({ ignored }) => !ignored);
  const slowestFrom = addSeconds(now, -slowestStageSeconds);
  const inPipeline = (await flowsWithin(executor, repository.id, since(slowestFrom))).filter(({ ignored }) => !ignored);
  return {
    repository: repository.fullName,
    timeZone: config.timeZone,
    now,
    pullRequest,
    item,
    issues: pullRequest.issues.length > 0 ? items : [],
    queue: queuePlace(recent, pullRequest.number, now),
    usual: timeToFirstReview(recent, from, now, config.bots),
    expectedWait: stillExpected(pullRequest)
      ? expectedWait(recent, secondsBetween(pullRequest.readyAt, now), now, config.bots)
      : null,
    slowest: mostWaiting(waitingItemDays(inPipeline, slowestFrom, now)),
    overLimits: overLimits(inPipeline, now, config.limits),
  };
}

/** Open, ready at some time, and still without a first review. */
function stillExpected(pullRequest: PullRequestTimeline): pullRequest is PullRequestTimeline & { readyAt: Instant } {
  const { readyAt, draft, closedAt, firstReviewAfterReadyAt } = pullRequest;
  return readyAt !== null && !draft && closedAt === null && firstReviewAfterReadyAt === null;
}
