/** Decides how much of an item's time is waiting, and on what. */
import { earlier, later, secondsBetween } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import type { Stretch } from "../timeline/stretch.ts";
import type { SegmentOn } from "../timeline/timeline.ts";
import { type Elapsed, elapsedWithin } from "./elapsed.ts";
import type { Period } from "./period.ts";
import { backlogStays, type QueuedItem, staysIn } from "./backlog.ts";
import { rankedStages } from "./stageWeeks.ts";

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
export function waitShare(items: readonly QueuedItem[], period: Period, elapsed: Elapsed = secondsBetween): WaitShares {
  const byStage = new Map(rankedStages.map((stage) => [stage, new Map<SegmentOn, number>()]));
  for (const item of items) addItem(byStage, item, period, elapsed);
  const overall = new Map<SegmentOn, number>();
  for (const seconds of byStage.values()) for (const [on, each] of seconds) add(overall, on, each);
  const backlog = items.flatMap(backlogStays).map((stretch) => elapsedWithin(stretch, period, elapsed));
  return {
    overall: shareOf(overall),
    stages: [...byStage].map(([stage, seconds]) => ({ stage, ...shareOf(seconds) })),
    backlogSeconds: backlog.reduce((sum, each) => sum + each, 0),
  };
}

function addItem(
  byStage: ReadonlyMap<StageSlug, Map<SegmentOn, number>>,
  item: QueuedItem,
  period: Period,
  elapsed: Elapsed,
): void {
  for (const { stage, segments } of item.visits) {
    const seconds = byStage.get(stage);
    if (seconds === undefined) continue;
    const parts = stage === "shaping" ? staysIn(item, stage, period).map((stay) => overlap(period, stay)) : [period];
    for (const segment of segments)
      for (const part of parts) add(seconds, segment.on, elapsedWithin(segment, part, elapsed));
  }
}

/** Ends before it begins where the two do not meet. */
function overlap(period: Period, stay: Stretch): Period {
  return { from: later(period.from, stay.from), to: earlier(period.to, stay.to ?? period.to) };
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
