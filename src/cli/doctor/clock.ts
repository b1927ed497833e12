/** Decides whether this machine's clock agrees with GitHub's; tokens are signed with the time, and waits are counted from it. */
import type { Finding } from "./finding.ts";
import type { GitHubReadings } from "./readings.ts";

const mostSeconds = 60;

export function checkClock({ secondsAhead }: Pick<GitHubReadings, "secondsAhead">): Finding[] {
  const check = "clock";
  if ("failure" in secondsAhead || secondsAhead.found === null) {
    return [{ check, state: "unknown", says: "GitHub told no time to compare this machine's clock with." }];
  }
  const seconds = secondsAhead.found;
  const distance = `${Math.abs(seconds)} seconds ${seconds < 0 ? "behind" : "ahead of"} GitHub's`;
  if (Math.abs(seconds) <= mostSeconds) {
    return [{ check, state: "good", says: `This machine's clock is within ${mostSeconds} seconds of GitHub's.` }];
  }
  const wayOut = "Let the system keep it (NTP): GitHub refuses tokens signed at a wrong time.";
  return [{ check, state: "wrong", says: `This machine's clock is ${distance}.`, wayOut }];
}
