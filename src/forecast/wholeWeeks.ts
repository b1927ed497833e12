/** Decides how many items each whole week of a history released. */
import type { Instant } from "../instant.ts";
import type { FlowItem } from "../metrics/history.ts";
import { throughput } from "../metrics/throughput.ts";
import { periodOfWeek, weeksAfter } from "../metrics/weeks.ts";
import { isoWeekOf } from "../timeline/isoWeek.ts";

/** From the week after the one in which the first item came to the last that is over at `until`, oldest first: a week known in part would look like an idle one. */
export function releasedByWeek(
  items: readonly Pick<FlowItem, "enteredAt" | "releasedAt">[],
  until: Instant,
  timeZone: string,
): number[] {
  const first = items.map(({ enteredAt }) => enteredAt).reduce((a, b) => (a < b ? a : b), until);
  const released: number[] = [];
  for (let week = weeksAfter(isoWeekOf(first, timeZone), 1); ; week = weeksAfter(week, 1)) {
    const period = periodOfWeek(week, timeZone);
    if (period.to > until) return released;
    released.push(throughput(items, period).released);
  }
}
