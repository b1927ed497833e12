/** Decides how much of a repository there is to be read, for one point. */
import { z } from "zod";
import { nameOf, type OctokitFor } from "../ask.ts";
import { GitHubFailure, type RepositoryAddress } from "../github.ts";
import { askGraphql } from "./askGraphql.ts";
import { extentDocument } from "./documents.ts";
import type { Budget } from "./history.ts";

export type Extent = {
  /** Issues that changed since, open or closed. */
  issues: number;
  /** Open issues that nobody has touched since. */
  quietIssues: number;
  /** Pull requests of all times. */
  pullRequests: number;
  budget: Budget | null;
};

const counted = z.object({ totalCount: z.number() });
const shape = z.object({
  repository: z.object({ issues: counted, openIssues: counted, openIssuesChanged: counted, pullRequests: counted }),
});

export async function octokitExtent(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  since: string,
): Promise<Extent> {
  const to = `count the issues of ${nameOf(repository)}`;
  const variables = { owner: repository.owner, name: repository.name, since };
  const answer = await askGraphql(await octokitFor(repository.installationId), to, extentDocument, variables);
  const read = shape.safeParse(answer.data);
  if (!read.success) {
    const message = `GitHub was asked to ${to} and gave an answer that cannot be read`;
    throw new GitHubFailure(message, { meaning: "try-later", status: 200, retryAfterSeconds: null, cause: read.error });
  }
  const { issues, openIssues, openIssuesChanged, pullRequests } = read.data.repository;
  return {
    issues: issues.totalCount,
    quietIssues: openIssues.totalCount - openIssuesChanged.totalCount,
    pullRequests: pullRequests.totalCount,
    budget: answer.budget,
  };
}
