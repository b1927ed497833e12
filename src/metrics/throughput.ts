/** Decides how many items are released. */
import { secondsBetween } from "../instant.ts";
import type { ItemFlow } from "../timeline/flow.ts";
import { isWithin, type Period } from "./period.ts";

/** `perWeek` is null for a period of an hour or less. */
export type Throughput = { released: number; perWeek: number | null };

/** Throughput: items first released in the period, and what that comes to in seven days. Later releases of the same item do not count. */
export function throughput(items: readonly Pick<ItemFlow, "releasedAt">[], period: Period): Throughput {
  const released = items.filter(({ releasedAt }) => isWithin(releasedAt, period)).length;
  const days = daysIn(period);
  return { released, perWeek: days === 0 ? null : (released * 7) / days };
}

/** Whole days where clocks may have changed in between: a week then has an hour more or less, and is still a week. */
function daysIn({ from, to }: Period): number {
  const seconds = secondsBetween(from, to);
  const days = Math.round(seconds / daySeconds);
  return Math.abs(seconds - days * daySeconds) <= clockChangeSeconds ? days : seconds / daySeconds;
}

const daySeconds = 24 * 3600;
const clockChangeSeconds = 3600;
