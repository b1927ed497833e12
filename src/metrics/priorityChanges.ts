/** Decides how often the team changes its mind about what comes first. */
import type { ItemFlow } from "../timeline/flow.ts";
import { isWithin, type Period } from "./period.ts";
import { wasThere } from "./whereabouts.ts";

export type PriorityChanges = {
  /** Items whose priority was changed at least once. */
  changed: number;
  changes: number;
  /** Items in the pipeline at some moment of the period. */
  items: number;
};

/** Priorities put in the place of another in the period, while the item was in the pipeline at some moment of it. A first priority is no change. */
export function priorityChanges(
  items: readonly Pick<ItemFlow, "visits" | "priorityChanges">[],
  period: Period,
): PriorityChanges {
  const present = items.filter((item) => wasThere(item, period));
  const times = present.map((item) => item.priorityChanges.filter((at) => isWithin(at, period)).length);
  return {
    changed: times.filter((each) => each > 0).length,
    changes: times.reduce((sum, each) => sum + each, 0),
    items: present.length,
  };
}
