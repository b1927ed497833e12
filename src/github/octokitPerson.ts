/** Decides how GitHub is asked with a person's token, to read only: each request once, with a deadline, and quietly. */
import { Octokit } from "@octokit/rest";
import type { OctokitFor } from "./ask.ts";

/** One client, whatever the installation. */
export function octokitOfPerson({ token, apiUrl }: { token: string; apiUrl: string }): OctokitFor {
  const octokit = new Octokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: "throughline",
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { fetch: fetchWithDeadline },
  });
  return () => Promise.resolve(octokit);
}

/** GitHub gives up on a question after 10 seconds; a server on the other side of a slow network may take as long again. */
const deadlineMilliseconds = 30_000;

const fetchWithDeadline: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: AbortSignal.timeout(deadlineMilliseconds) });

function silent(): void {}
