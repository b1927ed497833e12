/** Decides what a failed request to GitHub means for who asked. */
import { z } from "zod";
import { GitHubFailure } from "./github.ts";
import { adviceFor } from "./refusal.ts";

/** What was tried: `to` completes "GitHub refused ...". A read never leaves doubt; a write whose answer is lost does. */
export type Attempt = { kind: "read" | "write"; to: string };

/** The meaning of what Octokit threw; anything else is returned unchanged, since it is a fault and no answer of GitHub. */
export function failureOf(thrown: unknown, attempt: Attempt): unknown {
  const parsed = requestError.safeParse(thrown);
  if (!parsed.success) return thrown;
  const error = parsed.data;
  if (asksForPatience(error)) {
    const seconds = secondsToWait(headersOf(error));
    return failure(error, attempt, "try-later", seconds, `asked for ${seconds} seconds of patience`, thrown);
  }
  if (error.status >= 500) {
    const doubt = attempt.kind === "write" && !isTokenRequest(error);
    const what = error.response ? "failed" : `gave no answer (${error.message})`;
    const seconds = error.outageSeconds ?? retryAfter(headersOf(error));
    return failure(error, attempt, doubt ? "ambiguous" : "try-later", seconds, what, thrown);
  }
  if (mayPass(error)) return failure(error, attempt, "try-later", null, "did not accept it for now", thrown);
  return failure(error, attempt, "refused", null, `refused; ${adviceFor(error)}`, thrown);
}

/** An answer that is not what GitHub's documents say: after a write that was answered with success, the write has probably happened. */
export function unreadableAnswer(attempt: Attempt, cause: unknown): GitHubFailure {
  const meaning = attempt.kind === "write" ? "ambiguous" : "try-later";
  const message = `GitHub was asked to ${attempt.to} and gave an answer that cannot be read`;
  return new GitHubFailure(message, { meaning, status: null, retryAfterSeconds: null, cause });
}

/** Whether the thing that was to be changed is no longer there. Where issues are switched off they are answered so, too, and come back when they are on. */
export function isGone(thrown: unknown): boolean {
  const parsed = requestError.safeParse(thrown);
  if (!parsed.success || isTokenRequest(parsed.data)) return false;
  return [404, 410].includes(parsed.data.status) && !/disabled/i.test(parsed.data.message);
}

/**
 * The seconds of patience that GitHub asked for, null where it named none; null altogether where it asked for none. Who fails may ask for it as well, and who is
 * asked for a token.
 */
export function patienceIn(thrown: unknown): { seconds: number | null } | null {
  const parsed = requestError.safeParse(thrown);
  if (!parsed.success) return null;
  if (asksForPatience(parsed.data)) return { seconds: namedSeconds(headersOf(parsed.data)) };
  const seconds = parsed.data.status >= 500 ? retryAfter(headersOf(parsed.data)) : null;
  return seconds === null ? null : { seconds };
}

/** The seconds until the quota is full again, after an answer that used up its last; of GraphQL, which has a quota of its own, it is its asker's to see. */
export function patienceAfter(answered: Headers): number | null {
  if (String(answered["x-ratelimit-remaining"]) !== "0" || answered["x-ratelimit-resource"] === "graphql") return null;
  return namedSeconds(answered);
}

/** Whether the token was not taken: it has run out, or was withdrawn. */
export function hasExpired(thrown: unknown): boolean {
  const parsed = requestError.safeParse(thrown);
  return parsed.success && parsed.data.status === 401 && !isTokenRequest(parsed.data);
}

/** Whether GitHub has answered: false where it failed itself or nothing came back, null where what was thrown is no answer of anybody. */
export function wasAnswered(thrown: unknown): boolean | null {
  const parsed = requestError.safeParse(thrown);
  return parsed.success ? parsed.data.status < 500 : null;
}

/** The same failure, as one of an outage in which nothing more is asked for so many seconds. */
export function inOutage(thrown: unknown, seconds: number): unknown {
  return thrown instanceof Error ? Object.assign(thrown, { outageSeconds: Math.max(1, Math.ceil(seconds)) }) : thrown;
}

/** Whether it was marked as one of an outage. */
export function isOfOutage(thrown: unknown): boolean {
  const parsed = requestError.safeParse(thrown);
  return parsed.success && parsed.data.outageSeconds !== undefined;
}

const headers = z.record(z.string(), z.union([z.string(), z.number()]).optional());
const requestError = z.object({
  status: z.number(),
  message: z.string(),
  request: z.object({ url: z.string() }),
  response: z.object({ headers }).optional(),
  outageSeconds: z.number().optional(),
});
type RequestError = z.infer<typeof requestError>;
type Headers = z.infer<typeof headers>;

function failure(
  error: RequestError,
  attempt: Attempt,
  meaning: GitHubFailure["meaning"],
  retryAfterSeconds: number | null,
  what: string,
  cause: unknown,
): GitHubFailure {
  const status = error.response ? error.status : null;
  const message = `GitHub was asked to ${attempt.to} and ${what}${status === null ? "" : ` (${status})`}`;
  const outage = error.outageSeconds !== undefined;
  return new GitHubFailure(message, { meaning, status, retryAfterSeconds, outage, cause });
}

function asksForPatience({ status, message, response }: RequestError): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  const answered = response?.headers ?? {};
  return (
    answered["retry-after"] !== undefined ||
    String(answered["x-ratelimit-remaining"]) === "0" ||
    /secondary rate limit|abuse detection/i.test(message)
  );
}

/** An expired token, two writes at once, and the brake on quick posting, which GitHub calls a validation error: all pass by themselves. */
function mayPass({ status, message }: RequestError): boolean {
  return status === 401 || status === 409 || (status === 422 && /submitted too quickly/i.test(message));
}

/** A minute where GitHub names no time, as its documents ask. */
function secondsToWait(answered: Headers): number {
  return namedSeconds(answered) ?? 60;
}

function headersOf({ response }: RequestError): Headers {
  return response?.headers ?? {};
}

function retryAfter(answered: Headers): number | null {
  const seconds = Number(answered["retry-after"]);
  return seconds > 0 ? Math.ceil(seconds) : null;
}

/** GitHub names the seconds, or when the quota is full again; null where it names neither. */
function namedSeconds(answered: Headers): number | null {
  const seconds = retryAfter(answered);
  if (seconds !== null) return seconds;
  if (String(answered["x-ratelimit-remaining"]) !== "0") return null;
  // By GitHub's clock where it tells it: ours may be off by more than the wait.
  const now = Date.parse(String(answered["date"])) || Date.now();
  const untilReset = Number(answered["x-ratelimit-reset"]) - now / 1000;
  return untilReset > 0 ? Math.ceil(untilReset) + 1 : null;
}

/** Octokit fetches the installation's token on the way: when that fails, the request itself was never sent. */
function isTokenRequest({ request }: RequestError): boolean {
  return /\/app\/installations\/\d+\/access_tokens$/.test(request.url);
}
