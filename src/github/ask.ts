/** Decides how a request is put to GitHub and its answer read: sent once, parsed, and every failure told as a GitHubFailure. */
import type { Octokit } from "@octokit/core";
import type { PaginateInterface } from "@octokit/plugin-paginate-rest";
import { z } from "zod";
import { type Attempt, failureOf, isGone, unreadableAnswer } from "./failure.ts";
import type { RepositoryAddress } from "./github.ts";

export type InstallationOctokit = Octokit & { paginate: PaginateInterface };

/**
 * The Octokit of one installation. Each must have its own throttle, as with `probot.auth(id)`: `context.octokit` has one for all
 * installations, where a busy one makes the others wait.
 */
export type OctokitFor = (installationId: number) => Promise<InstallationOctokit>;

// `oneAttempt` says it for the whole client; said again because a client wired without it posts a comment four times after a 502.
export const once = { request: { retries: 0 } };

export function address(repository: RepositoryAddress): { owner: string; repo: string } {
  return { owner: repository.owner, repo: repository.name };
}

export function nameOf(repository: RepositoryAddress): string {
  return `${repository.owner}/${repository.name}`;
}

/** Puts the request and reads its answer in that shape. */
export async function ask<Answer>(
  attempt: Attempt,
  shape: z.ZodType<Answer>,
  request: () => Promise<unknown>,
): Promise<Answer> {
  const parsed = shape.safeParse(await tellingFailures(attempt, request));
  if (!parsed.success) throw unreadableAnswer(attempt, parsed.error);
  return parsed.data;
}

/** Puts a change whose answer holds nothing of interest; `gone` if what it would change is no longer there. */
export async function change(attempt: Attempt, request: () => Promise<unknown>): Promise<"updated" | "gone"> {
  return tellingFailures(attempt, async () => {
    try {
      if (!isTold(await request())) throw unreadableAnswer(attempt, null);
      return "updated";
    } catch (thrown) {
      if (isGone(thrown)) return "gone";
      throw thrown;
    }
  });
}

/** A change is answered with what was changed, or with nothing; a page of HTML comes from something on the way. */
function isTold(response: unknown): boolean {
  const { success, data } = z.object({ data: z.unknown() }).safeParse(response);
  return success && (typeof data.data !== "string" || data.data === "");
}

async function tellingFailures<Answer>(attempt: Attempt, request: () => Promise<Answer>): Promise<Answer> {
  try {
    return await request();
  } catch (thrown) {
    throw failureOf(thrown, attempt);
  }
}
