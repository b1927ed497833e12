/** Decides how long items take to their first release, and how old the open ones are. */
import type { Instant } from "../instant.ts";
import { secondsBetween } from "../instant.ts";
import type { ItemFlow } from "../timeline/flow.ts";
import type { Elapsed } from "./elapsed.ts";
import { isWithin, type Period } from "./period.ts";
import { type Spread, spreadOf } from "./spread.ts";
import { isBacklogAt, lastSecondOf, openVisitAt } from "./whereabouts.ts";

/** An item, as much as its cycle needs of it. */
export type CycledItem = Pick<ItemFlow, "kind" | "enteredAt" | "releasedAt" | "visits" | "tasks">;

export type ReleasedCycle = {
  /** From entering the pipeline to the first release. */
  fromIdea: Spread;
  /** From the first entry to design or implementation to the first release. */
  fromStart: Spread;
  /** Released items that were in neither before, such as a pull request opened ready: their start is not known. */
  startUnknown: number;
};

export type CycleTime = ReleasedCycle & {
  /** Since entering the pipeline, of items in shaping to release at the period's end; without it the slow ones would be forgotten. */
  openAge: Spread;
  /** The same of shaping's backlog, which is counted apart. */
  backlogAge: Spread;
};

/** Cycle time of the items that were first released in the period, in seconds by `elapsed`, and the ages of those that were not. */
export function cycleTime(items: readonly CycledItem[], period: Period, elapsed: Elapsed = secondsBetween): CycleTime {
  const end = lastSecondOf(period);
  const agesOf = (some: readonly CycledItem[]) => spreadOf(some.map(({ enteredAt }) => elapsed(enteredAt, period.to)));
  return {
    ...releasedCycle(items, period, elapsed),
    openAge: agesOf(items.filter((item) => openVisitAt(item, end) !== null)),
    backlogAge: agesOf(items.filter((item) => isBacklogAt(item, end))),
  };
}

/** The first of these alone: cheap enough to be asked week by week. Later releases change nothing. */
export function releasedCycle(
  items: readonly CycledItem[],
  period: Period,
  elapsed: Elapsed = secondsBetween,
): ReleasedCycle {
  const released = items.flatMap((item) => {
    const { releasedAt, enteredAt } = item;
    return isWithin(releasedAt, period) ? [{ enteredAt, releasedAt, startedAt: startOf(item, releasedAt) }] : [];
  });
  const fromStart = released.flatMap(({ startedAt, releasedAt }) =>
    startedAt === null ? [] : [elapsed(startedAt, releasedAt)],
  );
  return {
    fromIdea: spreadOf(released.map(({ enteredAt, releasedAt }) => elapsed(enteredAt, releasedAt))),
    fromStart: spreadOf(fromStart),
    startUnknown: released.length - fromStart.length,
  };
}

function startOf({ visits }: CycledItem, releasedAt: Instant): Instant | null {
  const first = visits.find(({ stage }) => stage === "design" || stage === "implementation");
  return first && first.enteredAt <= releasedAt ? first.enteredAt : null;
}
