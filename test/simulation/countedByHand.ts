/** Decides the queue numbers a second time, in another way: event by event, as one would with a pencil. */
import type { FlowItem } from "../../src/metrics/history.ts";
import type { Period } from "../../src/metrics/period.ts";
import type { StageSlug } from "../../src/stages.ts";

export type Counted = { arrivals: number; departures: number; atStart: number; atEnd: number; itemSeconds: number };

/** Walks through all comings and goings of a stage in the order of time. Meant for items without a backlog. */
export function counted(items: readonly FlowItem[], stage: StageSlug, { from, to }: Period): Counted {
  const events = items
    .flatMap((item) => item.visits.filter((visit) => visit.stage === stage))
    .flatMap(({ enteredAt, leftAt }) => [
      { at: Date.parse(enteredAt), step: 1 },
      ...(leftAt === null ? [] : [{ at: Date.parse(leftAt), step: -1 }]),
    ])
    .toSorted((a, b) => a.at - b.at);
  const [begin, finish] = [Date.parse(from), Date.parse(to)];
  const result: Counted = { arrivals: 0, departures: 0, atStart: 0, atEnd: 0, itemSeconds: 0 };
  let [queue, since] = [0, begin];
  for (const { at, step } of events) {
    if (at >= finish) break;
    if (at < begin) result.atStart += step;
    else {
      result.itemSeconds += (queue * (at - since)) / 1000;
      since = at;
      if (step > 0) result.arrivals += 1;
      else result.departures += 1;
    }
    queue += step;
  }
  result.itemSeconds += (queue * (finish - since)) / 1000;
  result.atEnd = queue;
  return result;
}
