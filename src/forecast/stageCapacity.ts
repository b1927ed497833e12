/** Decides how much a stage can do, as far as its weeks show it. */
import type { StageWeeks } from "../metrics/stageWeeks.ts";
import { meanQueue as textbookQueue } from "./erlangC.ts";

/**
 * `full`: it never ran out of work and its queue grew, so what left is what it can do. `busiest-weeks`: it can do at least what it did in its busiest quarter of
 * the weeks; perhaps more, which nothing shows. `servers` is how many items are at work side by side.
 */
export type Capacity = { perWeek: number; servers: number; from: "full" | "busiest-weeks" };

/**
 * Read from weekly counts. A stage is full if its queue grew by an item a week or more and what waited at every week's end was more than it finishes in a day or two,
 * so that it never stood still for want of work: its capacity is then the mean of its departures. Otherwise the mean of the busiest quarter of weeks, and at least 5% more than
 * came, since its queue does not grow.
 *
 * Work also takes its time where nobody waits, such as a review that is looked at the next day. That is read as work side by side: as few servers as let the
 * textbook's queue (M/M/c) be as long as the mean queue was. A full stage has as many as items were there at least, at most so many as it has now.
 */
export function capacityOf(row: StageWeeks, meanQueue: number): Capacity {
  const weeks = row.departures.length;
  const perWeek = mean(row.departures);
  const queues = queuesAtEnds(row);
  const least = Math.min(row.queueAtStart, ...queues);
  if ((row.queueAtEnd - row.queueAtStart) / weeks >= leastGrowth && isNeverIdle(queues, perWeek))
    return { perWeek, servers: Math.max(1, least), from: "full" };
  const busiest = row.departures.toSorted((a, b) => b - a).slice(0, Math.ceil(weeks / 4));
  const capacity = Math.max(mean(busiest), mean(row.arrivals) * leastRoom);
  return { perWeek: capacity, servers: serversFor(mean(row.arrivals), capacity, meanQueue), from: "busiest-weeks" };
}

/** From the second week on: a queue that grows began small. */
function isNeverIdle(queues: readonly number[], perWeek: number): boolean {
  return queues.slice(1).every((queue) => queue >= perWeek / 5);
}

function queuesAtEnds({ queueAtStart, arrivals, departures }: StageWeeks): number[] {
  let queue = queueAtStart;
  return arrivals.map((count, week) => (queue += count - (departures[week] ?? 0)));
}

function serversFor(arrivalsPerWeek: number, perWeek: number, meanQueue: number): number {
  if (arrivalsPerWeek === 0) return 1;
  let servers = 1;
  while (servers < mostServers && textbookQueue(arrivalsPerWeek, perWeek, servers + 1) <= meanQueue) servers += 1;
  return servers;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const leastGrowth = 1;
const leastRoom = 1.05;
const mostServers = 1000;
