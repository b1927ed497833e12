/** Decides which numbers of a period are held against those of another, and what each is reckoned from. */
import { secondsBetween } from "../instant.ts";
import { deployments } from "../metrics/deployments.ts";
import type { Elapsed } from "../metrics/elapsed.ts";
import type { FlowItem, History } from "../metrics/history.ts";
import { isWithin, type Period, secondsWithin } from "../metrics/period.ts";
import { timesOf } from "../metrics/rework.ts";
import { waitShare } from "../metrics/waitShare.ts";
import { wasThere } from "../metrics/whereabouts.ts";
import { isPerson } from "../timeline/people.ts";
import { percentileSample, ratioSample, type Sample } from "./bootstrapInterval.ts";

export type ComparedMetric = {
  metric:
    | "throughput"
    | "cycle-time-p50"
    | "cycle-time-p85"
    | "first-review-p50"
    | "review-queue"
    | "wait-share"
    | "rework-rate"
    | "flow-back"
    | "change-failure-rate";
  unit: "items-per-week" | "seconds" | "items" | "share" | "times-per-week";
  of: "weeks" | "items" | "reviews" | "deployments";
  better: "more" | "less";
  sample: Sample;
};

/**
 * In a fixed order: throughput; cycle time from the idea of the items released, and time to first review of the reviews that came, as `cycleTime` and
 * `timeToFirstReview` have them; pull requests waiting on a reviewer, the mean over time; waiting over stage time, shaping to release; items with rework over items
 * present, both week by week, so that long and short periods can be compared; moves back a week; production deployments undone by the period's end
 * over those that completed.
 */
export function comparedMetrics(
  history: History,
  weeks: readonly Period[],
  { bots, elapsed = secondsBetween }: { bots: readonly string[]; elapsed?: Elapsed },
): ComparedMetric[] {
  const { items, pullRequests } = history;
  const cycles = items.flatMap(({ enteredAt, releasedAt }) =>
    isIn(releasedAt, weeks) ? [elapsed(enteredAt, releasedAt)] : [],
  );
  const firstReviews = pullRequests.flatMap(({ author, readyAt, firstReviewAfterReadyAt: reviewedAt }) =>
    isPerson(author, bots) && readyAt !== null && isIn(reviewedAt, weeks) ? [secondsBetween(readyAt, reviewedAt)] : [],
  );
  const byWeek = (partOf: (week: Period) => number) =>
    ratioSample(weeks.map((week) => ({ part: partOf(week), whole: 1 })));
  const released = byWeek((week) => items.filter(({ releasedAt }) => isWithin(releasedAt, week)).length);
  const queue = byWeek((week) => reviewQueueMean(history, week));
  const flowBacks = byWeek((week) => timesOf(items, "flow-back", week));
  return [
    { metric: "throughput", unit: "items-per-week", of: "weeks", better: "more", sample: released },
    { metric: "cycle-time-p50", unit: "seconds", of: "items", better: "less", sample: percentileSample(cycles, 0.5) },
    { metric: "cycle-time-p85", unit: "seconds", of: "items", better: "less", sample: percentileSample(cycles, 0.85) },
    {
      metric: "first-review-p50",
      unit: "seconds",
      of: "reviews",
      better: "less",
      sample: percentileSample(firstReviews, 0.5),
    },
    { metric: "review-queue", unit: "items", of: "weeks", better: "less", sample: queue },
    { metric: "wait-share", unit: "share", of: "weeks", better: "less", sample: waitShares(items, weeks, elapsed) },
    { metric: "rework-rate", unit: "share", of: "weeks", better: "less", sample: reworkRates(items, weeks) },
    { metric: "flow-back", unit: "times-per-week", of: "weeks", better: "less", sample: flowBacks },
    {
      metric: "change-failure-rate",
      unit: "share",
      of: "deployments",
      better: "less",
      sample: changeFailures(history, weeks),
    },
  ];
}

function isIn(at: string | null, weeks: readonly Period[]): at is string {
  return weeks.some((week) => isWithin(at, week));
}

function reviewQueueMean({ pullRequests }: History, week: Period): number {
  const seconds = pullRequests.flatMap(({ waits }) =>
    waits.filter(({ on }) => on === "reviewer").map((wait) => secondsWithin(wait, week)),
  );
  return seconds.reduce((sum, each) => sum + each, 0) / secondsBetween(week.from, week.to);
}

function waitShares(items: readonly FlowItem[], weeks: readonly Period[], elapsed: Elapsed): Sample {
  const shares = weeks.map((week) => waitShare(items, week, elapsed).overall);
  return ratioSample(shares.map(({ waitingSeconds: part, stageSeconds: whole }) => ({ part, whole })));
}

function reworkRates(items: readonly FlowItem[], weeks: readonly Period[]): Sample {
  const rows = weeks.map((week) => {
    const reworked = items.filter(({ rework }) => rework.some(({ at }) => isWithin(at, week)));
    const has = new Set(reworked);
    return { part: reworked.length, whole: items.filter((item) => has.has(item) || wasThere(item, week)).length };
  });
  return ratioSample(rows);
}

/** A row for each completed deployment. */
function changeFailures({ deployments: all }: History, weeks: readonly Period[]): Sample {
  const [first, last] = [weeks.at(0), weeks.at(-1)];
  if (first === undefined || last === undefined) return ratioSample([]);
  const { completed, undone } = deployments(all, { from: first.from, to: last.to }).changeFailure;
  return ratioSample(Array.from({ length: completed }, (_, index) => ({ part: index < undone ? 1 : 0, whole: 1 })));
}
