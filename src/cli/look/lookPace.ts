/** Decides how long a look waits for GitHub: a short while it waits and says so, longer it does not. */
import type { Pace } from "../../github/history/historyPages.ts";
import { plainText } from "../../reports/plainText.ts";
import { type Instant, instantOfEpochSeconds } from "../../instant.ts";

export type LookPace = Pace;

/** GitHub asked for more patience than anybody has who waits for an answer. */
export class PaceEnded extends Error {
  override readonly name = "PaceEnded";
  readonly until: Instant;

  constructor(until: Instant) {
    super(`GitHub's limit is used up until ${until}`);
    this.until = until;
  }
}

/** GitHub's brake on many requests at once asks for a minute; its limit of an hour for up to an hour. */
const longestWaitSeconds = 90;

/** So many of the hour's points are left to whatever else asks with the same token. */
const keepPoints = 50;

export function lookPace(
  now: () => Instant,
  note: (line: string) => void,
  sleep: (seconds: number) => Promise<void>,
): LookPace {
  let waitingUntil = 0;
  return {
    keepPoints,
    wait: async (seconds, why) => {
      const until = Date.parse(now()) / 1000 + seconds;
      if (seconds > longestWaitSeconds) throw new PaceEnded(instantOfEpochSeconds(Math.ceil(until)));
      // Several lists are read at once, and wait for the same.
      if (until > waitingUntil) note(`${plainText(why)}: waiting ${Math.ceil(seconds)} s`);
      waitingUntil = Math.max(waitingUntil, until);
      await sleep(seconds);
    },
  };
}
