/** Decides that Octokit sends a request once and waits for its answer only so long; whether and when to ask again is the publisher's to say. */
import type { OctokitOptions } from "@octokit/core";

/**
 * Options for `ProbotOctokit.defaults(oneAttempt)`. Without them Probot's Octokit posts a comment up to four times after a 502 that did
 * write it, and after an exhausted quota sleeps inside the call until the reset, long after the caller's lease has gone to another worker.
 * The pacing of requests stays on.
 */
export function oneAttempt(options: OctokitOptions): OctokitOptions {
  return {
    ...options,
    retry: { enabled: false },
    throttle: { ...options["throttle"], onRateLimit: never, onSecondaryRateLimit: never },
    request: { ...options.request, fetch: fetchWithDeadline },
  };
}

/** The same without the pacing, which a GitHub of our own does not ask for: one write a second, of comments one in three. */
export function oneAttemptUnpaced(options: OctokitOptions): OctokitOptions {
  return { ...oneAttempt(options), throttle: { enabled: false } };
}

/** GitHub itself gives up on a request after 10 seconds. */
const deadlineMilliseconds = 12_000;

// Starts when the request is sent, not while Octokit paces it: a signal given with the request would run out in that queue.
const fetchWithDeadline: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: AbortSignal.timeout(deadlineMilliseconds) });

function never(): boolean {
  return false;
}
