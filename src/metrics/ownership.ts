/** Decides how much work is under way that is nobody's. */
import type { ItemFlow } from "../timeline/flow.ts";
import { covers } from "../timeline/stretch.ts";
import type { Period } from "./period.ts";
import type { QueuedItem } from "./backlog.ts";
import { lastSecondOf, openVisitAt } from "./whereabouts.ts";

export type Ownership = {
  /** Of these, items with nobody assigned and no open pull request. */
  unowned: number;
  /** Items in design to review at the period's end. */
  items: number;
};

/**
 * Items past shaping without an owner at the period's end, in items. Who owns one is not asked. Release is left out: what was merged has no open pull
 * request, and is not nobody's for that.
 */
export function ownership(items: readonly (QueuedItem & Pick<ItemFlow, "owned">)[], period: Period): Ownership {
  const end = lastSecondOf(period);
  const pastShaping = items.filter((item) => {
    const stage = openVisitAt(item, end)?.stage;
    return stage === "design" || stage === "implementation" || stage === "review";
  });
  return { unowned: pastShaping.filter(({ owned }) => !covers(owned, end)).length, items: pastShaping.length };
}
