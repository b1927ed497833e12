/** Decides what shipped work is worth and what waiting and rework cost, where the team has said what it assumes. */
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { ItemFlow } from "../timeline/flow.ts";
import { daysOf } from "./elapsed.ts";
import { isWithin, type Period } from "./period.ts";
import { timesOf } from "./rework.ts";
import type { QueuedItem } from "./backlog.ts";
import { waitShare } from "./waitShare.ts";

export type ValuedItem = QueuedItem & Pick<ItemFlow, "exitedAt" | "outcome" | "rework" | "value">;

/** All of it rests on assumptions of the team's, and is to be labelled so. Null is what they do not say. */
export type ValueAndCost = {
  /** The sum of the value labels of items that shipped in the period. */
  value: number | null;
  shipped: number;
  currency: string | null;
  /** Waiting item-days in shaping to release without the backlog x `cost_per_waiting_day`. */
  waitingCost: number | null;
  waitingItemDays: number;
  /** Review rounds and flow-backs x `hours_per_rework` x `hourly_rate`. */
  reworkCost: number | null;
  reworks: number;
  /** What is configured of both costs / value. */
  costPerValue: number | null;
  /** Value / (active item-days + rework), each rework counting as one day. */
  efficiency: number | null;
};

/** Value and cost in the period by the configuration's `value` and `cost`, item-days by the wall clock; null where neither is configured. */
export function valueAndCost(
  items: readonly ValuedItem[],
  period: Period,
  { value: worth, cost }: Pick<RepositoryConfig, "value" | "cost">,
): ValueAndCost | null {
  if (worth === null && cost === null) return null;
  const { stageSeconds, waitingSeconds } = waitShare(items, period).overall;
  const waitingItemDays = daysOf(waitingSeconds);
  const activeItemDays = daysOf(stageSeconds - waitingSeconds);
  const reworks = timesOf(items, "review-round", period) + timesOf(items, "flow-back", period);
  const shipped = items.filter(({ outcome, exitedAt }) => outcome === "shipped" && isWithin(exitedAt, period));
  const value = worth === null ? null : shipped.reduce((sum, item) => sum + (item.value ?? 0), 0);
  const perWaitingDay = cost?.perWaitingDay ?? null;
  const rework = cost?.rework ?? null;
  const waitingCost = perWaitingDay === null ? null : waitingItemDays * perWaitingDay;
  const reworkCost = rework === null ? null : reworks * rework.hours * rework.hourlyRate;
  const costs = waitingCost === null && reworkCost === null ? null : (waitingCost ?? 0) + (reworkCost ?? 0);
  return {
    value,
    shipped: shipped.length,
    currency: cost?.currency ?? null,
    waitingCost,
    waitingItemDays,
    reworkCost,
    reworks,
    costPerValue: costs === null || value === null ? null : ratio(costs, value),
    efficiency: value === null ? null : ratio(value, activeItemDays + reworks),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
