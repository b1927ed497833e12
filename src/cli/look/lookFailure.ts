/** Decides what is said where GitHub does not let a person look: what happened, and the way out, in one line. */
import { z } from "zod";
import { UserError } from "../../errors.ts";
import { GitHubFailure } from "../../github/github.ts";
import type { Instant } from "../../instant.ts";
import { moment } from "../../reports/moments.ts";
import { plainText } from "../../reports/plainText.ts";
import { PaceEnded } from "./lookPace.ts";

export type LookedAt = { repository: string; webUrl: string; apiUrl: string; now: Instant };

/** What is no failure of GitHub's is returned as it is. */
export function lookFailure(thrown: unknown, at: LookedAt): unknown {
  const words = wordsFor(thrown, at);
  return words === null ? thrown : new UserError(words, { cause: thrown });
}

function wordsFor(thrown: unknown, { repository, webUrl, apiUrl, now }: LookedAt): string | null {
  if (thrown instanceof PaceEnded) {
    return `GitHub's limit for this token is used up until ${moment(thrown.until, { now, timeZone: "UTC" })}. Look again then, or with another token.`;
  }
  if (!(thrown instanceof GitHubFailure)) return null;
  const { types, saml, sso, said } = detailsOf(thrown.cause);
  if (thrown.status === null) {
    return `GitHub cannot be reached at ${apiUrl}: ${said}. Is the network up, and is that the right address? --github HOST names another.`;
  }
  if (thrown.status === 401) {
    return `${webUrl} does not accept the token: it has expired, was revoked, or is for another GitHub. Make one at ${webUrl}/settings/tokens and set GITHUB_TOKEN.`;
  }
  if (saml || sso !== null) {
    return `The organisation of ${repository} wants single sign-on for this token: ${sso ?? `authorise it for the organisation at ${webUrl}/settings/tokens (Configure SSO)`}.`;
  }
  if (types.includes("NOT_FOUND") || thrown.status === 404) {
    return `There is no repository ${repository} on ${webUrl} that this token can see. Is the name right? A private one needs a token with the scope repo, or a fine-grained one that has it selected.`;
  }
  if (types.some((type) => ["FORBIDDEN", "INSUFFICIENT_SCOPES"].includes(type)) || thrown.status === 403) {
    return `This token may not read ${repository}: ${said}. It needs to read contents, issues, pull requests and deployments, or the scope repo.`;
  }
  return `${thrown.message}. Look again in a minute.`;
}

const error = z.object({
  type: z.string().optional(),
  message: z.string(),
  extensions: z.looseObject({ saml_failure: z.boolean().optional() }).optional(),
});
const failure = z.object({
  message: z.string().default(""),
  errors: z.array(error).default([]),
  cause: z.unknown().optional(),
  headers: z.record(z.string(), z.unknown()).optional(),
  response: z.object({ headers: z.record(z.string(), z.unknown()).optional() }).optional(),
});

/** What Octokit threw, of either of GitHub's APIs. */
function detailsOf(thrown: unknown): { types: string[]; saml: boolean; sso: string | null; said: string } {
  const read = failure.safeParse(thrown);
  if (!read.success) return { types: [], saml: false, sso: null, said: "no answer came" };
  const { message, errors, headers = {}, response, cause } = read.data;
  const asked = response?.headers?.["x-github-sso"] ?? headers["x-github-sso"];
  const sso = typeof asked === "string" ? /required; url=(\S+)/.exec(asked) : null;
  const inner = cause instanceof Error ? cause : null;
  const deeper = inner?.cause instanceof Error ? inner.cause.message : inner?.message;
  return {
    types: errors.flatMap(({ type }) => (type === undefined ? [] : [type])),
    saml: errors.some(({ extensions, message: said }) => extensions?.saml_failure ?? /SAML/.test(said)),
    sso: sso?.[1] === undefined ? null : `open ${sso[1]}`,
    said: plainText(errors[0]?.message ?? deeper ?? message).replace(/\.$/, ""),
  };
}
