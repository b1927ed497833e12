/** Decides how far the team can rely on how long work takes and how much gets done. */
import { secondsBetween } from "../instant.ts";
import { type CycledItem, releasedCycle } from "./cycleTime.ts";
import type { Elapsed } from "./elapsed.ts";
import type { Period } from "./period.ts";
import type { Spread } from "./spread.ts";
import { percentileCont } from "./statistics.ts";
import { throughput } from "./throughput.ts";

/** A ratio is null where nothing was released, or the middle is 0. */
export type Ratio = { ratio: number | null; n: number };

export type Predictability = {
  /** p85 / p50 of cycle time: 1 is the same every time, 3 says that one in seven takes three times as long as usual. */
  fromIdea: Ratio;
  fromStart: Ratio;
  /** Items released in each of the weeks; null without weeks. */
  weeklyReleased: { least: number | null; median: number | null; most: number | null; weeks: number };
};

/** Predictability of the items released in the period, and the spread of throughput over `weeks`, each a whole week. By `elapsed`, as cycle time is. */
export function predictability(
  items: readonly CycledItem[],
  period: Period,
  weeks: readonly Period[],
  elapsed: Elapsed = secondsBetween,
): Predictability {
  const { fromIdea, fromStart } = releasedCycle(items, period, elapsed);
  const released = weeks.map((week) => throughput(items, week).released);
  return {
    fromIdea: ratioOf(fromIdea),
    fromStart: ratioOf(fromStart),
    weeklyReleased: {
      least: percentileCont(released, 0),
      median: percentileCont(released, 0.5),
      most: percentileCont(released, 1),
      weeks: weeks.length,
    },
  };
}

function ratioOf({ p50Seconds, p85Seconds, n }: Spread): Ratio {
  return { ratio: p50Seconds === null || p85Seconds === null || p50Seconds === 0 ? null : p85Seconds / p50Seconds, n };
}
