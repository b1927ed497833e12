/** Decides which requests the app's issues are listed, written and closed with. */
import { z } from "zod";
import { address, ask, change, nameOf, type OctokitFor, once } from "./ask.ts";
import { isGone } from "./failure.ts";
import type { IssueText, OwnIssue, RepositoryAddress } from "./github.ts";
import { type AppIdentity, isByApp } from "./identity.ts";
import { bears } from "./marker.ts";

export async function ownIssues(
  octokitFor: OctokitFor,
  app: AppIdentity,
  repository: RepositoryAddress,
  label: string,
  marker: string,
): Promise<OwnIssue[]> {
  const to = `list the issues of ${nameOf(repository)} with the label ${label}`;
  const all = await ask({ kind: "read", to }, z.array(issueShape), async () => {
    const octokit = await octokitFor(repository.installationId);
    return octokit.paginate("GET /repos/{owner}/{repo}/issues", {
      ...address(repository),
      labels: label,
      state: "all",
      per_page: 100,
      ...once,
    });
  });
  // GitHub lists pull requests among the issues.
  const own = all.filter((issue) => !issue.pull_request && isByApp(issue, app) && bears(issue.body, marker));
  // Numbers count up, so the least is the oldest.
  return own.map(({ number, title, body }) => ({ number, title, body })).toSorted((a, b) => a.number - b.number);
}

export async function createIssue(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  { title, body }: IssueText,
  label: string,
): Promise<number> {
  const to = `open an issue in ${nameOf(repository)}`;
  const created = await ask({ kind: "write", to }, z.object({ number: z.number() }), async () => {
    const octokit = await octokitFor(repository.installationId);
    const response = await octokit.request("POST /repos/{owner}/{repo}/issues", {
      ...address(repository),
      title,
      body,
      labels: [label],
      ...once,
    });
    return response.data;
  });
  return created.number;
}

export async function issueState(
  octokitFor: OctokitFor,
  app: AppIdentity,
  repository: RepositoryAddress,
  number: number,
): Promise<"open" | "closed" | "gone"> {
  const to = `show ${nameOf(repository)}#${number}`;
  const seen = await ask({ kind: "read", to }, stateShape.nullable(), async () => {
    const octokit = await octokitFor(repository.installationId);
    try {
      const response = await octokit.request("GET /repos/{owner}/{repo}/issues/{issue_number}", {
        ...address(repository),
        issue_number: number,
        ...once,
      });
      return response.data;
    } catch (thrown) {
      if (isGone(thrown)) return null;
      throw thrown;
    }
  });
  // GitHub leads to where an issue was moved, under another number; and under a name that is another repository's now, the number is a stranger's.
  return seen !== null && seen.number === number && isByApp(seen, app) ? seen.state : "gone";
}

export async function updateIssue(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  number: number,
  { title, body }: IssueText,
): Promise<"updated" | "gone"> {
  return patch(octokitFor, repository, number, "update", { title, body });
}

export async function closeIssue(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  number: number,
  last?: IssueText,
): Promise<void> {
  const closed = { state: "closed", state_reason: "not_planned" } as const;
  await patch(
    octokitFor,
    repository,
    number,
    "close",
    last === undefined ? closed : { ...closed, ...last, labels: [] },
  );
}

async function patch(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  number: number,
  verb: "update" | "close",
  fields: Partial<IssueText> & { state?: "closed"; state_reason?: "not_planned"; labels?: [] },
): Promise<"updated" | "gone"> {
  return change({ kind: "write", to: `${verb} ${nameOf(repository)}#${number}` }, async () => {
    const octokit = await octokitFor(repository.installationId);
    return octokit.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
      ...address(repository),
      issue_number: number,
      ...fields,
      ...once,
    });
  });
}

const author = {
  user: z.object({ login: z.string(), type: z.string() }).nullable(),
  performed_via_github_app: z.object({ id: z.number() }).nullish(),
};

const stateShape = z.object({ number: z.number(), state: z.enum(["open", "closed"]), ...author });

const issueShape = z.object({
  number: z.number(),
  title: z.string(),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? ""),
  ...author,
  pull_request: z.object({}).nullish(),
});
