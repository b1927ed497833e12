/** Decides how deliveries can be disturbed on their way: moved, repeated, and received later. */
import fc from "fast-check";
import { addSeconds } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";

/** Small numbers, so that what is left of a failing run after shrinking can be read: which deliveries, and what became of each. */
export type Disturbance =
  | { kind: "moved"; which: number; to: number }
  | { kind: "repeated"; which: number; to: number; laterSeconds: number }
  | { kind: "delayed"; which: number; laterSeconds: number };

const place = fc.nat({ max: 1_000_000 });
const laterSeconds = fc.integer({ min: 1, max: 10 * 24 * 3600 });

/** As many as make a thorough shuffle, down to none. */
export const ordersAndRepetitions: fc.Arbitrary<Disturbance[]> = many(
  fc.oneof(
    fc.record({ kind: fc.constant("moved" as const), which: place, to: place }),
    fc.record({ kind: fc.constant("repeated" as const), which: place, to: place, laterSeconds: fc.constant(0) }),
  ),
);

/** The same, and some heard of long after they happened. */
export const ordersAndDelays: fc.Arbitrary<Disturbance[]> = many(
  fc.oneof(
    fc.record({ kind: fc.constant("moved" as const), which: place, to: place }),
    fc.record({ kind: fc.constant("repeated" as const), which: place, to: place, laterSeconds }),
    fc.record({ kind: fc.constant("delayed" as const), which: place, laterSeconds }),
  ),
);

function many(disturbance: fc.Arbitrary<Disturbance>): fc.Arbitrary<Disturbance[]> {
  return fc.array(disturbance, { maxLength: 1000, size: "max" });
}

/** The deliveries as they arrive then. What has no time but its receipt keeps its first: to delay it would be to move what happened. */
export function disturbed(deliveries: readonly Delivery[], disturbances: readonly Disturbance[]): Delivery[] {
  const arriving = [...deliveries];
  for (const disturbance of disturbances) {
    const index = disturbance.which % arriving.length;
    const delivery = arriving[index];
    if (delivery === undefined) continue;
    if (disturbance.kind === "delayed") arriving[index] = delayed(delivery, disturbance.laterSeconds);
    else {
      if (disturbance.kind === "moved") arriving.splice(index, 1);
      const again = disturbance.kind === "repeated" ? later(delivery, disturbance.laterSeconds) : delivery;
      arriving.splice(disturbance.to % (arriving.length + 1), 0, again);
    }
  }
  return arriving;
}

/** What became of which delivery, for the reader of a failure. */
export function disturbancesInWords(
  deliveries: readonly Delivery[],
  disturbances: readonly Disturbance[],
  told: (delivery: string) => string,
): string {
  let arriving: readonly Delivery[] = deliveries;
  const lines = disturbances.slice(0, mostLines).map((disturbance) => {
    const { id = "" } = arriving[disturbance.which % arriving.length] ?? {};
    arriving = disturbed(arriving, [disturbance]);
    if (disturbance.kind === "delayed") return `${told(id)} delayed by ${disturbance.laterSeconds} s`;
    const next = arriving[(disturbance.to % arriving.length) + 1];
    return `${told(id)} ${disturbance.kind} ${next ? `before ${told(next.id)}` : "at the end"}`;
  });
  return `${lines.join("\n")}\n`;
}

const mostLines = 20;

/** Their payloads hold no time of what happened. */
const timedByReceipt = new Set(["create", "deployment_review", "issue_dependencies", "label", "push", "sub_issues"]);

function delayed(delivery: Delivery, seconds: number): Delivery {
  return timedByReceipt.has(delivery.event) ? delivery : later(delivery, seconds);
}

function later(delivery: Delivery, seconds: number): Delivery {
  return seconds === 0 ? delivery : { ...delivery, receivedAt: addSeconds(delivery.receivedAt, seconds) };
}
