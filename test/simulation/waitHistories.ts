/** Decides how pull requests are generated whose first reviews follow a known law: the rate of arrivals and the pace of reviews may drift. */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { PastPullRequest } from "../../src/forecast/expectedWait.ts";
import { instantOfEpochSeconds } from "../../src/instant.ts";

/** `week` runs from 0 with fractions; waits are log-normal about a median. */
export type WaitLaw = {
  weeks: number;
  readyPerWeek: (week: number) => number;
  medianHours: (week: number) => number;
  /** Standard deviation of the logarithm: 0.5 is alike, 2 is all over the place. */
  spread: number;
  /** Of those that would have been reviewed, the share that is closed instead, after as long. */
  closedShare: number;
};

export const start = Date.UTC(2021, 0, 4) / 1000;

export function historyUnder(law: WaitLaw, seed: number): PastPullRequest[] {
  const random = xoroshiro128plus(seed);
  const chance = () => uniformFloat64(random);
  const normal = () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  const pullRequests: PastPullRequest[] = [];
  for (let week = 0; ;) {
    week += -Math.log(1 - chance()) / law.readyPerWeek(week);
    if (week >= law.weeks) return pullRequests;
    const readyAt = start + week * weekSeconds;
    const hours = law.medianHours(week) * Math.exp(law.spread * normal());
    const ended = instantOfEpochSeconds(Math.floor(readyAt + hours * 3600));
    const isClosed = chance() < law.closedShare;
    pullRequests.push({
      author: { id: 1, login: "mona", bot: false },
      readyAt: instantOfEpochSeconds(Math.floor(readyAt)),
      firstReviewAfterReadyAt: isClosed ? null : ended,
      closedAt: isClosed ? ended : null,
    });
  }
}

export const weekSeconds = 7 * 24 * 3600;
