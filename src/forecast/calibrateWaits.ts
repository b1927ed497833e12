/** Decides how well the expected wait for a first review would have told what came, rolling forward through a history. */
import type { Instant } from "../instant.ts";
import { addSeconds } from "../instant.ts";
import { isPerson } from "../timeline/people.ts";
import { type Coverage, coverageOf } from "./coverage.ts";
import { expectedWait, historySeconds, type PastPullRequest } from "./expectedWait.ts";

/** What became of a promise that the first review comes by a moment. */
export type WaitForecast = {
  /** How long the pull request had waited when it was made: 0, or a day. */
  waitedSeconds: number;
  promised: number;
  /** `never`: no moment was told, since so many are closed without a review. `open`: still waiting when the history ends, which is before that moment. */
  result: "came-in-time" | "missed" | "never" | "open";
};

export type WaitCalibration = {
  /** For 50% and 85%: over both kinds of forecast, then each by itself. */
  coverage: { promised: number; all: Coverage; whenReady: Coverage; afterDay: Coverage; never: number; open: number }[];
  /** Moments at which a forecast was asked for and fewer than 20 observations were known. */
  unknown: number;
  /** Moments at which one was made. */
  made: number;
};

/**
 * One forecast for each pull request when it first became ready, and one after 24 hours if it then still waited for its first review; each from what was known
 * at that moment. It came true if the first review came by the moment told; closed unreviewed before is a miss. Left out are forecasts that the end of the
 * history, `until`, leaves open, and those that name no moment. Bots' pull requests are asked nothing, as in `expectedWait`.
 *
 * Two forecasts of one pull request are not independent, nor are neighbours that wait for the same reviewers: the standard errors are a little too small.
 */
export function calibrateWaits(
  pullRequests: readonly PastPullRequest[],
  until: Instant,
  bots: readonly string[],
): WaitCalibration {
  const ordered = pullRequests
    .filter((each): each is Ready => each.readyAt !== null && isPerson(each.author, bots))
    .toSorted((a, b) => (a.readyAt < b.readyAt ? -1 : Number(a.readyAt > b.readyAt)));
  const forecasts: WaitForecast[] = [];
  let [unknown, made] = [0, 0];
  for (const pullRequest of ordered) {
    for (const waitedSeconds of [0, daySeconds]) {
      const at = addSeconds(pullRequest.readyAt, waitedSeconds);
      if (at > until || !stillWaits(pullRequest, at, waitedSeconds)) continue;
      const told = forecastsAt(pullRequest, { ordered, at, waitedSeconds, until, bots });
      if (told === null) unknown += 1;
      else made += 1;
      forecasts.push(...(told ?? []));
    }
  }
  return { coverage: promises.map((promised) => summed(promised, forecasts)), unknown, made };
}

type Ready = PastPullRequest & { readyAt: Instant };
type Asked = { ordered: readonly Ready[]; at: Instant; waitedSeconds: number; until: Instant; bots: readonly string[] };

/** When it becomes ready it waits; later only if nothing has ended that. */
function stillWaits({ firstReviewAfterReadyAt, closedAt }: Ready, at: Instant, waitedSeconds: number): boolean {
  if (waitedSeconds === 0) return true;
  return !hasCome(firstReviewAfterReadyAt, at) && !hasCome(closedAt, at);
}

/** Null where too little is known. */
function forecastsAt(pullRequest: Ready, { ordered, at, waitedSeconds, until, bots }: Asked): WaitForecast[] | null {
  const from = addSeconds(at, -historySeconds);
  const past = ordered.slice(placeOf(ordered, from), placeOf(ordered, at));
  const expected = expectedWait(past, waitedSeconds, at, bots);
  if (!expected.known) return null;
  return [expected.p50Seconds, expected.p85Seconds].map((seconds, index) => ({
    waitedSeconds,
    promised: promises[index] ?? 0,
    result: seconds === null ? "never" : resultOf(pullRequest, addSeconds(at, seconds), until),
  }));
}

/** Of a review and a closing in one second the review came first. */
function resultOf({ firstReviewAfterReadyAt: reviewedAt, closedAt }: Ready, due: Instant, until: Instant) {
  if (hasCome(reviewedAt, due) && (closedAt === null || reviewedAt <= closedAt)) return "came-in-time";
  return due <= until || hasCome(reviewedAt, until) || hasCome(closedAt, until) ? "missed" : "open";
}

function hasCome(moment: Instant | null, by: Instant): moment is Instant {
  return moment !== null && moment <= by;
}

/** How many became ready before the moment. */
function placeOf(ordered: readonly Ready[], at: Instant): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const each = ordered[middle];
    if (each !== undefined && each.readyAt < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function summed(promised: number, forecasts: readonly WaitForecast[]): WaitCalibration["coverage"][number] {
  const own = forecasts.filter((each) => each.promised === promised);
  const times = (result: WaitForecast["result"]) => own.filter((each) => each.result === result).length;
  const over = (some: readonly WaitForecast[]) =>
    coverageOf(
      promised,
      some.flatMap(({ result }) => (result === "came-in-time" ? [1] : result === "missed" ? [0] : [])),
    );
  return {
    promised,
    all: over(own),
    whenReady: over(own.filter(({ waitedSeconds }) => waitedSeconds === 0)),
    afterDay: over(own.filter(({ waitedSeconds }) => waitedSeconds > 0)),
    never: times("never"),
    open: times("open"),
  };
}

const promises = [0.5, 0.85];
const daySeconds = 24 * 3600;
