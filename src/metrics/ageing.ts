/** Decides which open work has grown old, by how long work has taken in its stage before. */
import type { Instant } from "../instant.ts";
import { addSeconds, earlier, secondsBetween } from "../instant.ts";
import type { StageSlug } from "../stages.ts";
import type { ItemFlow } from "../timeline/flow.ts";
import type { SegmentOn } from "../timeline/timeline.ts";
import type { Elapsed } from "./elapsed.ts";
import type { InRepository } from "./history.ts";
import { type Spread, spreadOf } from "./spread.ts";
import type { StageLeadTime } from "./stageLeadTime.ts";
import type { QueuedItem } from "./backlog.ts";
import { rankedStages } from "./stageWeeks.ts";
import { isBacklogAt, openVisitAt, segmentAt, stretchesIn } from "./whereabouts.ts";

export type AgeingItem = InRepository & QueuedItem & Pick<ItemFlow, "number" | "enteredAt">;

export type OldWork = InRepository & {
  number: number;
  stage: StageSlug;
  /** All its time in the stage so far, over all visits, as stage lead time counts it. */
  ageSeconds: number;
  waitingOn: SegmentOn | null;
  /** When that wait began. */
  since: Instant | null;
  /** Older than 85% of what left the stage before; null where nothing did. */
  isOverP85: boolean | null;
};

export type StageAges = {
  stage: StageSlug;
  open: number;
  /** Of these, older than half, and than 85%, of what left the stage before; null where nothing did. */
  overP50: number | null;
  overP85: number | null;
  /** The stage lead time that they are held against. */
  usual: Spread;
};

export type Ageing = {
  /** The oldest in their stage first, as many as were asked for; of the same age by repository and number. */
  oldest: OldWork[];
  /** Shaping to release, in order. */
  stages: StageAges[];
  /** Shaping's backlog apart: ages since entering the pipeline. */
  backlog: Spread;
};

/**
 * Items that are open just before a moment, by their age in stage at it, in seconds by `elapsed`, against `leadTimes` of an earlier period, reckoned by the
 * same clock. What begins with that second belongs to what comes after.
 */
export function ageing(
  items: readonly AgeingItem[],
  leadTimes: readonly StageLeadTime[],
  { at, most, elapsed = secondsBetween }: { at: Instant; most: number; elapsed?: Elapsed },
): Ageing {
  const usual = new Map(leadTimes.map(({ stage, ...spread }) => [stage, spread]));
  const open = items.flatMap((item) => {
    const old = ageOf(item, at, elapsed);
    return old === null ? [] : [{ ...old, isOverP85: isOver(old.ageSeconds, usual.get(old.stage)?.p85Seconds) }];
  });
  return {
    oldest: open.toSorted(byAge).slice(0, most),
    stages: rankedStages.map((stage) => {
      const here = open.filter((each) => each.stage === stage);
      const spread = usual.get(stage) ?? spreadOf([]);
      return {
        stage,
        open: here.length,
        overP50: countOver(here, spread.p50Seconds),
        overP85: countOver(here, spread.p85Seconds),
        usual: spread,
      };
    }),
    backlog: spreadOf(
      items.filter((item) => isBacklogAt(item, addSeconds(at, -1))).map(({ enteredAt }) => elapsed(enteredAt, at)),
    ),
  };
}

function ageOf(item: AgeingItem, at: Instant, elapsed: Elapsed): Omit<OldWork, "isOverP85"> | null {
  const before = addSeconds(at, -1);
  const visit = openVisitAt(item, before);
  if (visit === null) return null;
  const { stage } = visit;
  const ageSeconds = stretchesIn(item, stage)
    .filter(({ from }) => from < at)
    .reduce((sum, { from, to }) => sum + elapsed(from, earlier(to ?? at, at)), 0);
  const segment = segmentAt(visit, before);
  const { repository, number } = item;
  return { repository, number, stage, ageSeconds, waitingOn: segment?.on ?? null, since: segment?.from ?? null };
}

function isOver(ageSeconds: number, usualSeconds: number | null | undefined): boolean | null {
  return usualSeconds === null || usualSeconds === undefined ? null : ageSeconds > usualSeconds;
}

function countOver(some: readonly OldWork[], usualSeconds: number | null): number | null {
  return usualSeconds === null ? null : some.filter(({ ageSeconds }) => ageSeconds > usualSeconds).length;
}

function byAge(a: OldWork, b: OldWork): number {
  if (a.ageSeconds !== b.ageSeconds) return b.ageSeconds - a.ageSeconds;
  return a.repository === b.repository ? a.number - b.number : a.repository < b.repository ? -1 : 1;
}
