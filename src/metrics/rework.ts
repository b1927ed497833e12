/** Decides what came back: each kind of rework by itself, and in which stages it happens to how many items. */
import type { StageSlug } from "../stages.ts";
import { stages } from "../stages.ts";
import type { FlowRework, ItemFlow } from "../timeline/flow.ts";
import type { ReworkKind } from "../timeline/timeline.ts";
import { isWithin, type Period, secondsWithin } from "./period.ts";
import { stretchesIn } from "./whereabouts.ts";

/** An item, as much as its rework needs of it. */
export type ReworkedItem = Pick<ItemFlow, "visits" | "rework">;

/** Kinds are never summed: a review round is no failed deployment. */
export type ReworkCount = { kind: ReworkKind; stage: StageSlug; times: number };

/** A move to an earlier stage: `to` is where it is counted, `from` the stage that sent it back, null if that is not known. */
export type FlowBack = { from: StageSlug | null; to: StageSlug; times: number };

/** Items with at least one rework of any kind counted in the stage / items present in it; null where none was. */
export type ReworkRate = { stage: StageSlug; reworked: number; present: number; rate: number | null };

export type ReworkSummary = {
  /** Kinds and stages that did not occur are absent; by stage, then by kind. */
  counts: ReworkCount[];
  flowBacks: FlowBack[];
  /** All seven stages, in order. */
  rates: ReworkRate[];
};

/**
 * Rework of the period, each at its moment and in the stage in which the item was then. An item is present if it was in the stage at some moment of the
 * period, or reworked there in its first second, having just left.
 */
export function rework(items: readonly ReworkedItem[], period: Period): ReworkSummary {
  const reworks = items.flatMap((item) => inPeriod(item, period).map((each) => ({ item, each })));
  const flowBacks = reworks
    .filter(({ each }) => each.kind === "flow-back")
    .map(({ item, each }) => ({ from: senderOf(item, each), to: each.stage }));
  return {
    counts: slugs.flatMap((stage) =>
      kinds.flatMap((kind) => {
        const times = reworks.filter(({ each }) => each.stage === stage && each.kind === kind).length;
        return times === 0 ? [] : [{ kind, stage, times }];
      }),
    ),
    flowBacks: slugs.flatMap((to) =>
      [...slugs, null].flatMap((from) => {
        const times = flowBacks.filter((each) => each.to === to && each.from === from).length;
        return times === 0 ? [] : [{ from, to, times }];
      }),
    ),
    rates: slugs.map((stage) => reworkRate(items, stage, period)),
  };
}

/** How often this kind was counted in the period, in all stages. */
export function timesOf(items: readonly ReworkedItem[], kind: ReworkKind, period: Period): number {
  return items.flatMap((item) => inPeriod(item, period)).filter((each) => each.kind === kind).length;
}

/** Of one stage. */
export function reworkRate(items: readonly ReworkedItem[], stage: StageSlug, period: Period): ReworkRate {
  const reworked = items.filter((item) => inPeriod(item, period).some((each) => each.stage === stage));
  const has = new Set(reworked);
  const present = items.filter((item) => has.has(item) || wasIn(item, stage, period)).length;
  return { stage, reworked: has.size, present, rate: present === 0 ? null : has.size / present };
}

function wasIn(item: ReworkedItem, stage: StageSlug, period: Period): boolean {
  return stretchesIn(item, stage).some((stay) => secondsWithin(stay, period) > 0);
}

function inPeriod({ rework: all }: ReworkedItem, period: Period): FlowRework[] {
  return all.filter(({ at }) => isWithin(at, period));
}

/** The stage of the visit before the one that the flow-back began. */
function senderOf({ visits }: ReworkedItem, { stage, at }: FlowRework): StageSlug | null {
  const index = visits.findIndex((visit) => visit.stage === stage && visit.enteredAt === at);
  return visits[index - 1]?.stage ?? null;
}

const slugs = stages.map(({ slug }): StageSlug => slug);

const kinds: readonly ReworkKind[] = [
  "review-round",
  "flow-back",
  "deployment",
  "red-check",
  "design-changes",
  "qa-failed",
  "incident",
];
