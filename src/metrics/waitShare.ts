/** Decides how much of an item's time is waiting, and on what. */
import { secondsBetween } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import { intersection } from "../timeline/stretch.ts";
import type { SegmentOn } from "../timeline/timeline.ts";
import { type Elapsed, elapsedWithin } from "./elapsed.ts";
import type { Period } from "./period.ts";
import { queued, type TriagedItem, untriaged } from "./untriaged.ts";
import { workedStages } from "./whereabouts.ts";

/** What was waited on; never `active`. */
export type WaitReason = Exclude<SegmentOn, "active">;

/** Of all items together. The reasons sum to `waitingSeconds`; the longest first, those that did not occur are absent. */
export type WaitShare = {
  stageSeconds: number;
  waitingSeconds: number;
  /** Waiting / stage time, 0 to 1; null where no item was. "At least": `active` is an upper bound on work. */
  share: number | null;
  reasons: { on: WaitReason; seconds: number }[];
};

export type WaitShares = {
  overall: WaitShare;
  /** Shaping to release, in order. */
  stages: ({ stage: StageSlug } & WaitShare)[];
  /** Shaping's backlog, left out of all the above. */
  backlogSeconds: number;
};

/** Wait share of the time that items spent in the period in shaping to release, in seconds by `elapsed`; stability and learning are timed by settings. */
export function waitShare(
  items: readonly TriagedItem[],
  period: Period,
  elapsed: Elapsed = secondsBetween,
): WaitShares {
  const byStage = workedStages.map((stage) => ({ stage, seconds: secondsByReason(items, stage, period, elapsed) }));
  const overall = new Map<SegmentOn, number>();
  for (const { seconds } of byStage) for (const [on, each] of seconds) add(overall, on, each);
  const backlog = items.flatMap(untriaged).map((stretch) => elapsedWithin(stretch, period, elapsed));
  return {
    overall: shareOf(overall),
    stages: byStage.map(({ stage, seconds }) => ({ stage, ...shareOf(seconds) })),
    backlogSeconds: backlog.reduce((sum, each) => sum + each, 0),
  };
}

function secondsByReason(
  items: readonly TriagedItem[],
  stage: StageSlug,
  period: Period,
  elapsed: Elapsed,
): Map<SegmentOn, number> {
  const seconds = new Map<SegmentOn, number>();
  for (const item of items) {
    const queue = stage === "shaping" ? queued(item, stage) : null;
    for (const segment of item.visits.filter((visit) => visit.stage === stage).flatMap((visit) => visit.segments)) {
      const parts = queue === null ? [segment] : intersection([segment], queue);
      for (const part of parts) add(seconds, segment.on, elapsedWithin(part, period, elapsed));
    }
  }
  return seconds;
}

function add(seconds: Map<SegmentOn, number>, on: SegmentOn, more: number): void {
  if (more > 0) seconds.set(on, (seconds.get(on) ?? 0) + more);
}

function shareOf(seconds: ReadonlyMap<SegmentOn, number>): WaitShare {
  const reasons = [...seconds]
    .flatMap(([on, each]) => (on === "active" ? [] : [{ on, seconds: each }]))
    .toSorted((a, b) => b.seconds - a.seconds || (a.on < b.on ? -1 : 1));
  const waitingSeconds = reasons.reduce((sum, reason) => sum + reason.seconds, 0);
  const stageSeconds = waitingSeconds + (seconds.get("active") ?? 0);
  return { stageSeconds, waitingSeconds, share: stageSeconds === 0 ? null : waitingSeconds / stageSeconds, reasons };
}
