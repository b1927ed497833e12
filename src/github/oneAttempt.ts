/** Decides that Octokit sends a request once and waits for its answer only so long; whether and when to ask again is the publisher's to say. */
import type { OctokitOptions } from "@octokit/core";
import { fetchFollowing } from "./followed.ts";

/**
 * Options for `ProbotOctokit.defaults(oneAttempt)`. Without them Probot's Octokit posts a comment up to four times after a 502 that did
 * write it, and after an exhausted quota sleeps inside the call until the reset, long after the caller's lease has gone to another worker. Its pacing
 * knows nothing of other replicas; `pacedOctokit` does. `watch` may wrap the fetch that is used.
 */
export function oneAttempt(
  options: OctokitOptions,
  watch: (fetching: typeof fetch) => typeof fetch = same,
): OctokitOptions {
  // Probot's own way to ask for a new token leads to github.com, whichever GitHub it is; without it the client's is taken.
  const { request: _, ...auth } = options.auth ?? {};
  return {
    ...options,
    ...(options.auth !== undefined && { auth }),
    retry: { enabled: false },
    throttle: { enabled: false },
    request: { ...options.request, fetch: watch(fetchWithDeadline) },
  };
}

/** GitHub itself gives up on a request after 10 seconds. */
const deadlineMilliseconds = 12_000;

const fetchWithDeadline: typeof fetch = (input, init) =>
  fetchFollowing(input, { ...init, signal: AbortSignal.timeout(deadlineMilliseconds) });

function same(fetching: typeof fetch): typeof fetch {
  return fetching;
}
