/** Decides how deliveries that mean nothing to the app are told: once for each reason, not once for each delivery. */

export type IgnoredDeliveries = {
  add: (reason: string, place: string) => void;
  /** A line for each reason, in the order in which they first came. */
  lines: () => string[];
};

/** A reason holds an event's name, which a stranger's file may make up: so many are told apart, the others only counted. */
const mostReasons = 30;

export function ignoredDeliveries(): IgnoredDeliveries {
  const reasons = new Map<string, { count: number; first: string }>();
  let others = 0;
  return {
    add: (reason, first) => {
      const known = reasons.get(reason);
      if (known) known.count += 1;
      else if (reasons.size < mostReasons) reasons.set(reason, { count: 1, first });
      else others += 1;
    },
    lines: () => [
      ...[...reasons].map(([reason, { count, first }]) => `${count} ignored: ${reason}; the first: ${first}`),
      ...(others > 0 ? [`${others} ignored for other reasons`] : []),
    ],
  };
}
