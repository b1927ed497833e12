/** Decides how GitHub's clock is read: from the head of any answer, so that it needs no credentials. */

/** How far this machine's clock is ahead of GitHub's, in seconds, to about a second; null if the answer says no time. Throws if there is none. */
export async function secondsAheadOfGitHub(apiUrl: string, millisecondsNow: () => number): Promise<number | null> {
  const sent = millisecondsNow();
  const answer = await fetch(apiUrl, { method: "HEAD", signal: AbortSignal.timeout(deadlineMilliseconds) });
  // The answer was written somewhere between the two, and tells whole seconds, cut.
  const here = (sent + millisecondsNow()) / 2;
  const there = Date.parse(answer.headers.get("date") ?? "") + 500;
  return Number.isNaN(there) ? null : Math.round((here - there) / 1000);
}

const deadlineMilliseconds = 12_000;
