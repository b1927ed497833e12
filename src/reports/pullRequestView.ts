/** Decides what the comment and the check of a pull request are written from. */
import type { ExpectedWait } from "../forecast/expectedWait.ts";
import type { Instant } from "../instant.ts";
import type { OverLimit } from "../metrics/overLimit.ts";
import type { FirstReviewTimes } from "../metrics/timeToFirstReview.ts";
import type { QueuePlace } from "../metrics/reviewQueue.ts";
import type { StageSlug } from "../stages.ts";
import type { ItemTimeline, PullRequestTimeline } from "../timeline/timeline.ts";

/** Everything that a pull request's texts say; pure data, read at one moment. */
export type PullRequestView = {
  /** `owner/name` */
  repository: string;
  /** IANA zone of the repository; UTC by default. */
  timeZone: string;
  now: Instant;
  pullRequest: PullRequestTimeline;
  /** The item whose way is told: the first issue that it belongs to, else the pull request itself. */
  item: ItemTimeline;
  /** The issues that it belongs to, for their shaping and design; empty for a lone pull request. */
  issues: ItemTimeline[];
  queue: QueuePlace;
  /** Times to first review of the last 26 weeks. */
  usual: FirstReviewTimes;
  /** Only for a pull request that still waits for its first review. */
  expectedWait: ExpectedWait | null;
  /** Most waiting item-days of the last four weeks among shaping to release; null where nothing waited. */
  slowest: { stage: StageSlug; waitingItemDays: number; items: number } | null;
  /** Stages whose queue has reached the limit that the team has set. */
  overLimits: readonly OverLimit[];
};
