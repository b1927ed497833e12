/** Decides how the review queue, what is usual in it, and what to expect of it are said. */
import type { ExpectedWait } from "../forecast/expectedWait.ts";
import { observationsNeeded } from "../forecast/expectedWait.ts";
import type { Instant } from "../instant.ts";
import { addSeconds, epochSeconds, instantOfEpochSeconds } from "../instant.ts";
import type { QueuePlace } from "../metrics/reviewQueue.ts";
import type { FirstReviewTimes } from "../metrics/timeToFirstReview.ts";
import { duration } from "./durations.ts";
import type { Calendar } from "./moments.ts";
import { moment } from "./moments.ts";

/** "4th of 9 waiting for review; 3 have waited longer."; null for one that is not in the queue. */
export function placeInQueue({ depth, longer }: QueuePlace): string | null {
  if (longer === null) return null;
  if (depth === 1) return "It is the only one waiting for review.";
  return `${ordinal(longer + 1)} of ${depth} waiting for review; ${waitedLonger(longer)}.`;
}

/** "3 of 9 have waited longer", for one line; null for one that is not in the queue. */
export function shareInQueue({ depth, longer }: QueuePlace): string | null {
  if (longer === null) return null;
  if (depth === 1) return "the only one waiting";
  return `${longer === 0 ? "none" : longer} of ${depth} ${longer > 1 ? "have" : "has"} waited longer`;
}

/** "9 waiting for review, 6 a week before." */
export function depthAndTrend({ depth, depthWeekAgo }: QueuePlace): string {
  const before = depth === depthWeekAgo ? "as many" : String(depthWeekAgo);
  return `${depth === 0 ? "none" : depth} waiting for review, ${before} a week before.`;
}

/** Fewer first reviews than this say nothing about what is usual. */
const usualNeeds = 10;

export function usualFirstReview(usual: FirstReviewTimes): string {
  if (usual.n < usualNeeds) return `not enough history yet (${usual.n} of ${usualNeeds} first reviews needed).`;
  return `half come within ${duration(usual.p50Seconds)}, 85% within ${duration(usual.p85Seconds)} (${usual.n} in the last 26 weeks).`;
}

/** Moments instead of lengths, and full hours: they stay true as time passes, and a small shift does not change the text. */
export function expectedFirstReview(expected: ExpectedWait, calendar: Calendar): string {
  if (!expected.known) {
    return `First review expected: not enough history yet (${expected.observations} of ${observationsNeeded} needed).`;
  }
  const { at, p50Seconds, p85Seconds, observations, closedUnreviewed } = expected;
  const basis = `the ${observations} pull requests of the last 26 weeks that waited as long`;
  const closed = `Going by ${basis}, ${Math.round(closedUnreviewed * 100)}% are closed without one.`;
  if (p50Seconds === null) return `First review: less than 50% likely. ${closed}`;
  const half = `First review: 50% likely by ${moment(hourAfter(at, p50Seconds), calendar)}`;
  if (p85Seconds === null) return `${half}. ${closed}`;
  return `${half}, 85% by ${moment(hourAfter(at, p85Seconds), calendar)}. That goes by ${basis}.`;
}

function hourAfter(at: Instant, seconds: number): Instant {
  const hour = 3600;
  return instantOfEpochSeconds(Math.ceil(epochSeconds(addSeconds(at, seconds)) / hour) * hour);
}

function waitedLonger(longer: number): string {
  if (longer === 0) return "none has waited longer";
  return longer === 1 ? "1 has waited longer" : `${longer} have waited longer`;
}

function ordinal(position: number): string {
  const suffix = { one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th" };
  return `${position}${suffix[englishOrdinals.select(position)]}`;
}

const englishOrdinals = new Intl.PluralRules("en", { type: "ordinal" });
