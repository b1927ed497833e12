/** Decides how much open work there is for each person, as one number for the team. */
import type { Period } from "./period.ts";
import { type QueueEntry, reviewQueueDepth } from "./reviewQueue.ts";
import type { QueuedItem } from "./backlog.ts";
import { lastSecondOf, openVisitAt } from "./whereabouts.ts";

/** The fewest people of whom a number may be shown: of two, each knows what the other has. */
export const fewestPeople = 3;

export type Load = {
  /** Items in shaping to release, the backlog left out. */
  openItems: number;
  /** Pull requests that wait on a reviewer. */
  reviewsWaiting: number;
  activePeople: number;
  /** (open items + reviews waiting) / active people; null where fewer than three people are active. */
  perPerson: number | null;
};

/** Load at the period's end. `activePeople` is how many people acted in the period; who they are is not asked. */
export function load(
  items: readonly QueuedItem[],
  pullRequests: readonly QueueEntry[],
  period: Period,
  activePeople: number,
): Load {
  const end = lastSecondOf(period);
  const openItems = items.filter((item) => openVisitAt(item, end) !== null).length;
  const reviewsWaiting = reviewQueueDepth(pullRequests, end);
  const perPerson = activePeople < fewestPeople ? null : (openItems + reviewsWaiting) / activePeople;
  return { openItems, reviewsWaiting, activePeople, perPerson };
}
